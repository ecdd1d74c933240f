import { type CommandDescription, ENVIRONMENT, USAGE } from "./option.ts";
import { json } from "./shared.ts";

/** What can stand after the name of the command. */
export const ROOTS_ACTIONS = ["export", "import"] as const;

export const rootsDescription = {
  arguments: "<action> <file>",
  summary: "carry newer trusted roots to a machine without a network",
  details:
    "export fetches and verifies them into a file. import puts them where verify finds them: $CAPSULE_ROOTS, else release-capsule/roots.json in $XDG_DATA_HOME, %LOCALAPPDATA% or ~/.local/share.",
  examples: ["roots export roots.json", "roots export --sigstore staging roots.json", "roots import roots.json"],
  exits: [[0, "exported, or imported if newer than what is here"], USAGE, ENVIRONMENT],
  options: {
    sigstore: {
      kind: "choice",
      values: ["auto", "public-good", "github", "staging"],
      default: "auto",
      description: "with export: whose trusted roots; auto is public-good and github",
    },
    json,
  },
} as const satisfies CommandDescription;
