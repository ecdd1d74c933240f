import { signingKey, signingKeyOptions } from "./keys.ts";
import { type CommandDescription, ENVIRONMENT, USAGE } from "./option.ts";
import { json, quiet, trustedRoot, verbose } from "./shared.ts";
import { signerOptions, verifyDescription } from "./verify.ts";

/** What can stand after the name of the command. */
export const VOUCH_ACTIONS = ["approve", "rebuilt"] as const;

const { repository, release, sigstore, online } = verifyDescription.options;

export const vouchDescription = {
  arguments: "<action> <capsule> [folder]",
  summary:
    "sign for a release that others sealed, once it is verified: approve it, or state that the files in a folder were rebuilt and are equal",
  examples: [
    "vouch approve --repository owner/tool tool-1.2.3.capsule",
    'vouch rebuilt --repository owner/tool --builder "Debian 13, make 4.4.1" tool-1.2.3.capsule build/',
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
    "unsafe-public-log": { kind: "switch", description: "let the name of a private repository enter a public log" },
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
