import { STATE_REASONS } from "../../domain/statements/release-state.ts";
import { PREDICATE_WORDS, SPOKEN_EFFECTS } from "../../domain/statements/vocabulary.ts";
import { signingKey, signingKeyOptions } from "./keys.ts";
import { type CommandDescription, ENVIRONMENT, USAGE } from "./option.ts";
import { json, online, quiet, trustedRoot, unsafePublicLog, verbose } from "./shared.ts";
import { signerOptions, verifyDescription } from "./verify.ts";

/** What can stand after the name of the command. */
export const VOUCH_ACTIONS = [
  ...["approve", "rebuilt"],
  ...SPOKEN_EFFECTS,
  ...PREDICATE_WORDS.filter((word) => word !== "approval" && word !== "rebuild"),
] as const;

const { repository, release, sigstore } = verifyDescription.options;

export const vouchDescription = {
  arguments: "<action> <capsule> [file]",
  summary: "sign for a release that was sealed, once it is verified",
  details:
    "Approve it, or state that the files in a folder were rebuilt and are equal. Or sign what a log is to keep: a state such as yanked, a grant for the policy of a log, or a predicate such as test-result.",
  examples: [
    "vouch approve --repository owner/tool tool-1.2.3.capsule",
    'vouch rebuilt --repository owner/tool --builder "Debian 13, make 4.4.1" tool-1.2.3.capsule build/',
    "vouch yanked --reason vulnerability tool-1.2.3.capsule",
    "vouch grant --role qe --may test-result --to lab/reports@refs/heads/main policy.json",
    "vouch test-result tool-1.2.3.capsule result.json",
    "vouch vulns tool-1.2.3.capsule scan.json",
  ],
  exits: [
    [0, "signed"],
    [1, "rejected: the capsule was refused, or a rebuilt file differs; nothing was signed"],
    USAGE,
    [3, "incomplete: something required is missing or was not checked; nothing was signed"],
    ENVIRONMENT,
  ],
  options: {
    repository,
    ...signerOptions,
    release,
    "evidence-only": verifyDescription.options["evidence-only"],
    sigstore,
    "trusted-root": trustedRoot,
    online,
    builder: {
      kind: "text",
      placeholder: "TEXT",
      description: "with rebuilt: how and where the files were built, in one sentence that is signed",
    },
    reason: {
      kind: "text",
      placeholder: "WORD",
      default: "none",
      description: `with a state: why, as one of these words, because a text of your own might have to be erased one day: ${STATE_REASONS.join(", ")}`,
    },
    "refers-to": {
      kind: "lines",
      placeholder: "STATEMENT",
      description:
        "with retract, revoke and available: the statement that this one takes back or answers, as its file or digest",
    },
    "rests-on": {
      kind: "lines",
      placeholder: "DIGEST",
      description: "with a state: SHA-256 of what it rests on, such as an advisory",
    },
    use: { kind: "text", placeholder: "WORD", description: "with approved-for-use: for what, for example fips-140-3" },
    to: {
      kind: "text",
      placeholder: "WHO",
      description: "with grant and custody: OWNER/NAME@REF of a workflow, or identity and issuer with a space between",
    },
    role: {
      kind: "text",
      placeholder: "ROLE",
      description: "with grant: your role in the policy, which the other gets",
    },
    may: { kind: "lines", placeholder: "RIGHT", description: "with grant: what of your rights the other gets" },
    "sign-with": {
      kind: "text",
      placeholder: "INSTANCE",
      default: "auto",
      description:
        "who signs: auto, public-good, public-good-rekor-v2, github, staging, or the path of a signing config, which needs trusted-root",
    },
    "sign-key": {
      ...signingKey,
      description: "sign with this private key instead: a file, plugin:NAME:ID, or NAME://ID",
    },
    ...signingKeyOptions,
    "unsafe-public-log": unsafePublicLog,
    out: {
      kind: "text",
      placeholder: "FILE",
      description: "where the statement is written; by default beside the capsule, under a name that verify finds",
    },
    json,
    quiet,
    verbose,
  },
} as const satisfies CommandDescription;
