import { type CommandDescription, ENVIRONMENT, REFUSED, USAGE } from "./option.ts";
import { json } from "./shared.ts";

export const showDescription = {
  arguments: "<capsule>",
  summary: "list what a capsule holds, without verifying it",
  examples: ["show tool-1.2.3.capsule"],
  exits: [[0, "shown"], REFUSED, USAGE, ENVIRONMENT],
  options: {
    json,
  },
} as const satisfies CommandDescription;
