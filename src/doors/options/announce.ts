import { type CommandDescription, ENVIRONMENT, USAGE } from "./option.ts";
import { json, online, quiet, trustedRoot } from "./shared.ts";
import { signerOptions, verifyDescription } from "./verify.ts";

const { repository, sigstore } = verifyDescription.options;

export const announceDescription = {
  arguments: "<announcement>",
  summary: "write what is published on the day of a security release",
  details:
    "From two capsules and a short file: a page for people, OSV, CSAF, OpenVEX, a draft for GitHub and support dates. From a file about the security of a project: security.txt, SECURITY.md, the list of its keys and the ledger of reviews.",
  examples: [
    "announce --repository owner/tool --affected tool-1.4.2.capsule --fixed tool-1.4.3.capsule release/announcement.yaml",
    "announce --out public release/security.yaml",
    "announce --out public --advisory acme-2026-1.json release/security.yaml",
  ],
  exits: [
    [0, "written: every format says the same"],
    [1, "a capsule was refused, or does not fit the announcement; nothing was written"],
    USAGE,
    [3, "a capsule does not verify completely; nothing was written"],
    ENVIRONMENT,
  ],
  options: {
    affected: {
      kind: "lines",
      placeholder: "CAPSULE",
      description: "the capsule of an affected release",
    },
    fixed: {
      kind: "lines",
      placeholder: "CAPSULE",
      description: "the capsule of a release with the fix, one for each line of versions",
    },
    advisory: {
      kind: "lines",
      placeholder: "FILE",
      description: "a CSAF advisory that is published from now on, with a file about a project's security",
    },
    "csaf-version": {
      kind: "choice",
      values: ["2.0", "2.1"],
      default: "2.0",
      description: "the version of CSAF",
    },
    out: {
      kind: "text",
      placeholder: "FOLDER",
      description: "where the files are written; by default ID.announcement beside the file, or the folder security",
    },
    repository,
    ...signerOptions,
    sigstore,
    "trusted-root": trustedRoot,
    online,
    json,
    quiet,
  },
} as const satisfies CommandDescription;
