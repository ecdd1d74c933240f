import { askingLogOptions } from "./asking-log.ts";
import { type CommandDescription, ENVIRONMENT, type Option, USAGE } from "./option.ts";
import { headKey, json, online, quiet, trustedRoot, unsafePublicLog } from "./shared.ts";
import { signerOptions, verifyDescription } from "./verify.ts";

/** What can stand after the name of the command. */
export const EMBARGO_ACTIONS = ["hand-over", "commit", "lift"] as const;

const { repository, sigstore } = verifyDescription.options;
const { log, "log-signer": signer, "log-branch": branch, "log-payloads": payloads } = askingLogOptions;

const writing = {
  log: {
    ...log,
    description: "the log of statements of the project: a folder, or a git repository with log-branch",
  },
  ...{ "log-signer": signer, "log-branch": branch, "log-payloads": payloads },
  "log-key": headKey,
  "sign-with": {
    kind: "text",
    placeholder: "INSTANCE",
    default: "auto",
    description:
      "who signs what the log is told: auto, public-good, public-good-rekor-v2, github, staging, or the path of a signing config, which needs trusted-root",
  },
  "unsafe-public-log": unsafePublicLog,
} as const satisfies Readonly<Record<string, Option>>;

const lifting = {
  affected: { kind: "lines", placeholder: "CAPSULE", description: "with lift: the capsule of an affected release" },
  announced: {
    kind: "text",
    placeholder: "FOLDER",
    description: "with lift: the folder that announce wrote, by default ID.announcement beside the announcement",
  },
  elsewhere: {
    kind: "switch",
    description: "with lift: the release is published elsewhere than on GitHub, and is public: tell the log alone",
  },
  force: {
    kind: "switch",
    description: "with lift: do not wait for the time of the announcement; needs reason",
  },
  reason: { kind: "text", placeholder: "TEXT", description: "with force: why, which is shown" },
} as const satisfies Readonly<Record<string, Option>>;

export const embargoDescription = {
  arguments: "<action> <announcement> <files...>",
  summary: "keep a sealed fix secret until its day, and publish it then",
  details:
    "hand-over writes the fix for distributors. commit puts a salted digest of it into the log of statements. lift publishes the release, opens the commitment and withdraws the affected releases in the log, and finishes what an interrupted run began. The first of the files is the capsule of the fix, and those of the release follow.",
  examples: [
    "embargo hand-over --key release-key.pem release/announcement.yaml tool-1.4.3.release/tool-1.4.3.capsule dist/*",
    "embargo commit --key release-key.pem --log release-log --log-key log.key release/announcement.yaml tool-1.4.3.release/tool-1.4.3.capsule",
    "embargo lift --key release-key.pem --log release-log --log-key log.key --affected tool-1.4.2.capsule release/announcement.yaml tool-1.4.3.release/tool-1.4.3.capsule dist/*",
  ],
  exits: [
    [0, "done, or it was done before"],
    [1, "the capsule, the log or a release was refused"],
    USAGE,
    [3, "the capsule does not verify completely; nothing was done"],
    ENVIRONMENT,
  ],
  options: {
    repository,
    ...signerOptions,
    sigstore,
    "trusted-root": trustedRoot,
    online,
    out: {
      kind: "text",
      placeholder: "FILE",
      description: "with hand-over: the archive, by default ID.handover.tar beside the announcement",
    },
    secret: {
      kind: "text",
      placeholder: "FILE",
      description:
        "with commit and lift: the private file of the commitment, by default ID.embargo.json beside the announcement",
    },
    ...writing,
    ...lifting,
    "dry-run": { kind: "switch", description: "with commit and lift: say what would be done, and do nothing" },
    json,
    quiet,
  },
} as const satisfies CommandDescription;
