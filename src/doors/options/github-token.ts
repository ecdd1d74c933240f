import type { Option } from "./option.ts";

export const githubToken = {
  kind: "text",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the runner evaluates it.
  runnerDefault: "${{ github.token }}",
  description: "token that publishes the release; needs contents: write",
  only: "input",
} as const satisfies Option;

/** For what only reads. */
export const readingToken = {
  ...githubToken,
  description: "token for requests to GitHub; needs contents: read",
} as const satisfies Option;
