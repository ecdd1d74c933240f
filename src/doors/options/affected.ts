import { type CommandDescription, ENVIRONMENT, USAGE } from "./option.ts";
import { json } from "./shared.ts";

export const affectedDescription = {
  arguments: "<path>",
  summary:
    "tell whether a file, a folder, an SBOM or a capsule is affected, by what advisories say (OSV, CSAF, OpenVEX), offline",
  examples: [
    "affected --advisory ACME-2026-1.osv.json tool-linux-x64.tar.gz",
    "affected --advisory advisories/ tool-1.4.2.capsule",
  ],
  exits: [
    [0, "fixed, or not affected"],
    [1, "affected"],
    USAGE,
    [3, "no advisory speaks of it, or what they say does not decide it"],
    ENVIRONMENT,
  ],
  options: {
    advisory: { kind: "lines", placeholder: "FILE", description: "an advisory, or a folder of advisories" },
    json,
  },
} as const satisfies CommandDescription;
