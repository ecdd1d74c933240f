import { type CommandDescription, ENVIRONMENT, REFUSED, USAGE } from "./option.ts";

export const guideDescription = {
  arguments: "<capsule>",
  summary: "print the VERIFY.md of a capsule, without verifying it",
  examples: ["guide tool-1.2.3.capsule > VERIFY.md"],
  exits: [[0, "printed"], REFUSED, USAGE, ENVIRONMENT],
  options: {},
} as const satisfies CommandDescription;
