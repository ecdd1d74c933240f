import { type CommandDescription, ENVIRONMENT, REFUSED, USAGE } from "./option.ts";
import { json } from "./shared.ts";

export const showDescription = {
  arguments: "<capsule>",
  summary: "list what a capsule holds, without verifying it",
  examples: [
    "show tool-1.2.3.capsule",
    "show --tree tool-1.2.3.capsule",
    "show --html tool-1.2.3.capsule > page.html",
    "show - < tool-1.2.3.capsule",
  ],
  exits: [[0, "shown"], REFUSED, USAGE, ENVIRONMENT],
  options: {
    tree: { kind: "switch", description: "show files, documents and signatures below what they belong to" },
    html: { kind: "switch", description: "print one HTML page that loads nothing, marked as not checked" },
    json,
  },
} as const satisfies CommandDescription;
