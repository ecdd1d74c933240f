import { type CommandDescription, ENVIRONMENT, REFUSED, USAGE } from "./option.ts";
import { json } from "./shared.ts";

export const showDescription = {
  arguments: "<capsule>",
  summary: "list what a capsule holds, without verifying it",
  examples: ["show tool-1.2.3.capsule", "show --tree tool-1.2.3.capsule", "show - < tool-1.2.3.capsule"],
  exits: [[0, "shown"], REFUSED, USAGE, ENVIRONMENT],
  options: {
    tree: { kind: "switch", description: "show files, documents and signatures below what they belong to" },
    json,
  },
} as const satisfies CommandDescription;
