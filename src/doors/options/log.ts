import { ERASURE_REASONS } from "../../domain/statements/leaf.ts";
import { maxHeadAge } from "./asking-log.ts";
import { memoryOptions } from "./memory.ts";
import { type CommandDescription, ENVIRONMENT, type Option, USAGE } from "./option.ts";
import { headKey, json, online, quiet, trustedRoot, unsafePublicLog } from "./shared.ts";
import { verifyDescription } from "./verify.ts";

/** What can stand after the name of the command `log`. */
export const LOG_ACTIONS = ["key", "init", "append", "head", "verify", "compare", "cosign", "export"] as const;

/** Where a log is, and who signs its heads. */
const reading = {
  "log-signer": {
    kind: "lines",
    placeholder: "WHO",
    description:
      "who signs the heads of the log: its key as name+id+key, or OWNER/NAME@REF of the workflow; once, or for each log in turn",
  },
  branch: {
    kind: "text",
    placeholder: "NAME",
    description: "the log is on this branch of the git repository, not in a folder",
  },
  payloads: {
    kind: "lines",
    placeholder: "FOLDER",
    description:
      "where the signed statements are, by default the folder payloads in that of the log; once, or for each log in turn",
  },
  pin: {
    ...memoryOptions.pin,
    description:
      "keep the last head of each log in this file, and refuse a log that goes back or was forked; a capsule.lock in the folder, or above it in its repository, is used anyway",
  },
  "max-head-age": maxHeadAge,
  sigstore: verifyDescription.options.sigstore,
  "trusted-root": trustedRoot,
  online,
  json,
  quiet,
} as const satisfies Readonly<Record<string, Option>>;

const writing = {
  key: headKey,
  "sign-with": {
    kind: "text",
    placeholder: "INSTANCE",
    default: "auto",
    description:
      "who signs heads without a key: auto, public-good, public-good-rekor-v2, github, staging, or the path of a signing config, which needs trusted-root",
  },
  "unsafe-public-log": unsafePublicLog,
} as const satisfies Readonly<Record<string, Option>>;

const RELEASE = "a capsule, or the digest of its root";
const NEVER_STALE = [
  3,
  "incomplete: a statement cannot be read, is required and missing, or the head is too old",
] as const;
const REFUSED = [1, "the log, a statement or the release was refused"] as const;

const at = {
  kind: "text",
  placeholder: "SIZE|TIME",
  description: "as it was when the log had so many leaves, or with what was signed until then",
} as const satisfies Option;

export const logDescription = {
  arguments: "<action> <log> [items...]",
  summary: "keep a log of statements about releases",
  details:
    "init begins one with its policy, and append adds signed statements. head shows its newest head, verify checks every leaf and statement, and compare tells whether two copies are of one history. cosign asks witnesses at their web addresses, export writes it for other programs, and key makes a signing key.",
  examples: [
    "log key github.com/acme/widget/release-log log.key",
    "log init --key log.key release-log policy.json",
    "log append --key log.key release-log yanked.sigstore.json",
    "log verify --log-signer acme/widget@refs/heads/main --branch release-log --payloads payloads .",
    "log compare --log-signer github.com/acme/widget/release-log+be63e565+AZsf… --evidence fork.json mine theirs",
  ],
  exits: [[0, "done, or in order"], REFUSED, USAGE, NEVER_STALE, ENVIRONMENT],
  options: {
    ...writing,
    "dry-run": {
      kind: "switch",
      description: "with append: tell whether the log would take the statements, which needs no key and no token",
    },
    evidence: {
      kind: "text",
      placeholder: "FILE",
      description: "with compare: where the two heads of a forked log are kept, as evidence that verifies by itself",
    },
    ...reading,
  },
} as const satisfies CommandDescription;

export const stateDescription = {
  arguments: "<log> <release>",
  summary: `what follows for a release (${RELEASE}) from all statements in a log`,
  examples: ["state --log-signer acme/widget@refs/heads/main release-log widget-1.4.0.capsule"],
  exits: [[0, "it may be used, by its exact version"], REFUSED, USAGE, NEVER_STALE, ENVIRONMENT],
  options: { at, ...reading },
} as const satisfies CommandDescription;

export const timelineDescription = {
  arguments: "<log> [release]",
  summary: `who said what, in the order of the log, about all releases or one (${RELEASE})`,
  examples: [
    "timeline --require qe:test-result --log-signer acme/widget@refs/heads/main release-log widget-1.4.0.capsule",
  ],
  exits: [[0, "shown, and all that is required was said"], REFUSED, USAGE, NEVER_STALE, ENVIRONMENT],
  options: {
    role: { kind: "text", placeholder: "ROLE", description: "only what was said in this role" },
    says: { kind: "text", placeholder: "WORD", description: "only what says this, for example yanked or test-result" },
    since: { kind: "text", placeholder: "LEAF|TIME", description: "only from this leaf on, or what was signed since" },
    require: {
      kind: "lines",
      placeholder: "ROLE:WORD",
      description: "what must have been said, for example fips-lab:scai",
    },
    at,
    ...reading,
  },
} as const satisfies CommandDescription;

export const explainDescription = {
  arguments: "<log> <release>",
  summary: `the least set of statements from which the state of a release (${RELEASE}) follows`,
  examples: ["explain --log-signer acme/widget@refs/heads/main release-log widget-1.4.0.capsule"],
  exits: [[0, "explained"], REFUSED, USAGE, NEVER_STALE, ENVIRONMENT],
  options: { at, ...reading },
} as const satisfies CommandDescription;

export const joinDescription = {
  arguments: "<log> <others...>",
  summary:
    "one timeline of what several logs have, under the policy of the first; who said two things of one release is named",
  examples: ["join --log-signer acme/widget@refs/heads/main --log-signer lab/log@refs/heads/main release-log lab-log"],
  exits: [[0, "joined"], REFUSED, USAGE, NEVER_STALE, ENVIRONMENT],
  options: {
    release: { kind: "text", placeholder: "RELEASE", description: `only what is about one release: ${RELEASE}` },
    ...reading,
  },
} as const satisfies CommandDescription;

export const eraseDescription = {
  arguments: "<log> <statement>",
  summary:
    "erase a signed statement, named by its file or digest, from the payloads of a log; its leaf remains, and proofs stay valid",
  examples: ["erase --key log.key --reason personal-data release-log 3f1c…"],
  exits: [[0, "erased"], REFUSED, USAGE, NEVER_STALE, ENVIRONMENT],
  options: {
    reason: {
      kind: "text",
      placeholder: "WORD",
      default: "personal-data",
      description: `why, for the log: ${ERASURE_REASONS.join(", ")}`,
    },
    ...writing,
    ...reading,
  },
} as const satisfies CommandDescription;
