import { type CommandDescription, ENVIRONMENT, USAGE } from "./option.ts";
import { json } from "./shared.ts";

export const diffDescription = {
  arguments: "<old> <new>",
  summary: "tell what changed between two capsules, releases, SBOMs, files or folders",
  examples: ["diff --format markdown tool-1.2.2.capsule tool-1.2.3.capsule", "diff --strict old.cdx.json new.cdx.json"],
  exits: [[0, "compared"], [1, "something was refused, or with strict a change breaks a rule"], USAGE, ENVIRONMENT],
  options: {
    format: {
      kind: "text",
      placeholder: "FORMAT",
      description: "text, markdown, or statement, an in-toto statement to sign; by default text",
    },
    strict: {
      kind: "switch",
      description:
        "exit with 1 if a change breaks a rule: other bytes in one version, a lost digest, another class of licence",
    },
    json,
  },
} as const satisfies CommandDescription;
