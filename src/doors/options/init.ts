import { type CommandDescription, ENVIRONMENT, USAGE } from "./option.ts";
import { json } from "./shared.ts";

export const initDescription = {
  arguments: "",
  summary:
    "write what a repository needs for sealed releases: workflow, manifest, policy and contact, after showing them",
  examples: ["init --dry-run", "init --yes"],
  exits: [
    [0, "everything is there, or with --dry-run was shown"],
    USAGE,
    [3, "nothing was written, because nobody agreed"],
    ENVIRONMENT,
  ],
  options: {
    "dry-run": { kind: "switch", description: "show what would be written, and write nothing", only: "flag" },
    yes: { kind: "switch", description: "write without asking", only: "flag" },
    json,
  },
} as const satisfies CommandDescription;
