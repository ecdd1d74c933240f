import { signingKey, signingKeyOptions } from "./keys.ts";
import { type CommandDescription, ENVIRONMENT, type Option, USAGE } from "./option.ts";
import { json, quiet, trustedRoot, unsafePublicLog } from "./shared.ts";
import { signerOptions, verifyDescription } from "./verify.ts";

/** What can stand after the name of the command. */
export const KIT_ACTIONS = ["make", "verify", "import", "status", "rollback"] as const;

const { repository, sigstore, online } = verifyDescription.options;

const making = {
  name: {
    kind: "text",
    placeholder: "NAME",
    description: "with make: name of the line of kits; by default the folder's",
  },
  sequence: {
    kind: "text",
    placeholder: "NUMBER",
    description: "with make: number of the kit; by default one more than the kit before, else 1",
  },
  made: {
    kind: "text",
    placeholder: "TIME",
    description: "with make: when it was made, as 2026-11-29T12:00:00Z; by default SOURCE_DATE_EPOCH, else now",
  },
  expires: {
    kind: "text",
    placeholder: "DAY|TIME",
    description: "with make: until when it may be imported, as 2026-12-31",
  },
  previous: { kind: "text", placeholder: "KIT", description: "with make: the kit before, which the new one names" },
  since: {
    kind: "text",
    placeholder: "KIT",
    description:
      "with make: leave out the files that this kit has, which has to be in place where the new one is imported",
  },
  chunk: {
    kind: "text",
    placeholder: "SIZE",
    description: "with make: write chunks of at most this size, in bytes or as 4G, 700M or 512K",
  },
  feed: {
    kind: "lines",
    placeholder: "NAME=PATH",
    description:
      "with make: merge these archives of vulnerabilities, as osv.dev publishes them, or folders of them, into one index; of a record that several have, the newest counts",
  },
  "sign-with": {
    kind: "text",
    placeholder: "INSTANCE",
    default: "auto",
    description:
      "with make: who signs: auto, public-good, public-good-rekor-v2, github, staging, with a key none, or the path of a signing config, which needs trusted-root",
  },
  "sign-key": {
    ...signingKey,
    description: "with make: sign with this private key instead: a file, plugin:NAME:ID, or NAME://ID",
  },
  ...signingKeyOptions,
  "unsafe-public-log": unsafePublicLog,
} as const satisfies Readonly<Record<string, Option>>;

const importing = {
  to: {
    kind: "text",
    placeholder: "REGISTRY/PATH",
    description:
      "with import: put the images into a registry, below this path, and all other files as kit:NAME; with a folder or instead of one",
  },
  "dry-run": { kind: "switch", description: "with import: verify everything and change nothing" },
  force: {
    kind: "switch",
    description:
      "with import: take a kit that is old, late, early or out of line, though never one that is damaged; needs reason, and is recorded",
  },
  reason: { kind: "text", placeholder: "TEXT", description: "with force, and with rollback: why, for the log" },
  keep: {
    kind: "text",
    placeholder: "NUMBER",
    default: "2",
    description: "with import: how many kits before the new one stay, beside those that alone have what must be kept",
  },
  "max-age": {
    kind: "text",
    placeholder: "DAYS",
    default: "7",
    description: "with status: how old the vulnerabilities may be",
  },
  "every-file": { kind: "switch", description: "with status: read every file again and compare it with its digest" },
  "audit-head": {
    kind: "text",
    placeholder: "DIGEST",
    description: "with status: a line of the log that you wrote down, which must still be in it",
  },
} as const satisfies Readonly<Record<string, Option>>;

export const kitDescription = {
  arguments: "<action> <path> [target]",
  summary: "carry releases, images, trusted roots, policies and vulnerabilities to a site without a network",
  details:
    "make writes a folder into one signed file. verify and import check all of it before anything is in place. status says which kit is in place, how old it is and whether it is unchanged, and rollback goes back to the kit before.",
  examples: [
    "kit make --expires 2026-12-31 --sign-key kit.key site/ site-000001.kit",
    "kit make --expires 2026-12-31 --since site-000001.kit --chunk 4G --sign-key kit.key site/ site-000002.kit",
    "kit verify --key kit.pub site-000001.kit",
    "kit import --key kit.pub site-000001.kit /srv/kits",
    "kit import --key kit.pub --to registry.example/mirror site-000001.kit /srv/kits",
    "kit status --key kit.pub /srv/kits",
    'kit rollback --reason "the new scanner does not start" /srv/kits',
  ],
  exits: [
    [0, "made, verified, imported, in order, or rolled back"],
    [1, "the kit was refused and nothing changed, or what is in place is not what was imported"],
    USAGE,
    [3, "with status: the kit has expired, its vulnerabilities are too old, or a run was cut off"],
    ENVIRONMENT,
  ],
  options: {
    repository,
    ...signerOptions,
    sigstore,
    "trusted-root": trustedRoot,
    online,
    ...making,
    ...importing,
    json,
    quiet,
  },
} as const satisfies CommandDescription;
