import type { Option, Options } from "./option.ts";

export const maxHeadAge = {
  kind: "text",
  placeholder: "HOURS",
  description: "how old the head of the log may be, by its signature or a witness; an older one is incomplete",
} as const satisfies Option;

/** For commands that ask a log of statements whether a release may be used; the smaller verifier asks none. */
export const askingLogOptions = {
  log: {
    kind: "text",
    placeholder: "PLACE",
    description:
      "a log of statements that must not have withdrawn the release: a folder, or a git repository with log-branch; by default the one that the capsule carries, if log-signer is given",
  },
  "log-signer": {
    kind: "text",
    placeholder: "WHO",
    description: "who signs the heads of the log: its key as name+id+key, or OWNER/NAME@REF of the workflow",
  },
  "log-branch": {
    kind: "text",
    placeholder: "NAME",
    description: "the log is on this branch of the git repository, not in a folder",
  },
  "log-payloads": {
    kind: "text",
    placeholder: "FOLDER",
    description: "where its signed statements are, by default the folder payloads in that of the log",
  },
  "max-head-age": maxHeadAge,
} as const satisfies Options;

const { log, "log-signer": signer, "log-branch": branch, "log-payloads": payloads } = askingLogOptions;

/** For `seal`, which puts a log into the capsule. */
export const carryingLogOptions = {
  log: {
    ...log,
    description:
      "a log of statements that the capsule carries, as it is now, so that it can be asked without a network: a folder, or a git repository with log-branch",
  },
  ...{ "log-signer": signer, "log-branch": branch, "log-payloads": payloads },
} as const satisfies Options;
