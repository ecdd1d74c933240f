import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Services {
  readonly github: { readonly url: string; readonly token: string };
  readonly sigstore: { readonly signingConfigPath: string; readonly trustedRootPath: string };
  /** The runner's variables of the job. */
  readonly env: Readonly<Record<string, string>>;
}

/** A fresh runner in the folder `runner`: a workspace with the folder `dist`, and the variables of a step that publishes it. */
export function runnerJob(
  runner: string,
  { github, sigstore, env }: Services,
): { workspace: string; env: Record<string, string> } {
  const at = (...names: string[]): string => join(runner, ...names);
  for (const name of ["workspace", "temporary"]) mkdirSync(at(name));
  mkdirSync(at("workspace", "dist"));
  for (const name of ["output", "summary"]) writeFileSync(at(name), "");
  writeFileSync(at("event.json"), "{}");
  return {
    workspace: at("workspace"),
    env: {
      ...env,
      GITHUB_API_URL: github.url,
      GITHUB_WORKSPACE: at("workspace"),
      RUNNER_TEMP: at("temporary"),
      GITHUB_OUTPUT: at("output"),
      GITHUB_STEP_SUMMARY: at("summary"),
      GITHUB_EVENT_PATH: at("event.json"),
      INPUT_SIGN: "each",
      INPUT_PUBLISH: "standard",
      INPUT_SUMMARY: "true",
      INPUT_ASSETS: "dist/*",
      INPUT_SIGSTORE: sigstore.signingConfigPath,
      "INPUT_TRUSTED-ROOT": sigstore.trustedRootPath,
      "INPUT_GITHUB-TOKEN": github.token,
    },
  };
}
