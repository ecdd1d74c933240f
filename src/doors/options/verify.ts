import { memoryOptions } from "./memory.ts";
import { type CommandDescription, USAGE } from "./option.ts";
import { identity, issuer, json, quiet, report, trustedRoot, verbose } from "./shared.ts";

export const verifyDescription = {
  arguments: "<capsule> [files...]",
  summary: "verify a release from its capsule, offline",
  examples: [
    "verify --repository owner/tool tool-1.2.3.capsule",
    "verify --repository owner/tool tool-1.2.3.capsule tool.tar.gz",
    "verify owner/tool@v1.2.3",
    "verify --repository owner/tool --pin capsule.lock tool-1.2.3.capsule",
    "verify --notary auto tool.tar.gz.jws.sig tool.tar.gz",
    "verify --identity someone@example.com --issuer https://accounts.google.com tool-1.2.3.capsule",
  ],
  exits: [
    [0, "verified"],
    [1, "rejected: something was read and refused"],
    USAGE,
    [3, "incomplete: nothing is false, but something required is missing or was not checked"],
    [4, "a file could not be read"],
  ],
  options: {
    repository: {
      kind: "text",
      placeholder: "OWNER/NAME",
      description: "the GitHub repository whose workflow must have signed; beyond github.com https://HOST/OWNER/NAME",
    },
    policy: {
      kind: "text",
      placeholder: "FILE",
      description: "a file that says who must have signed and what is required, instead of an identity",
    },
    sigstore: {
      kind: "text",
      placeholder: "INSTANCE",
      default: "auto",
      description: "whose built-in trusted root counts: auto is public-good and github, or staging",
    },
    "trusted-root": trustedRoot,
    "unsafe-capsule-root": { kind: "switch", description: "accept as trusted root a file that a capsule carried" },
    identity,
    issuer: {
      ...issuer,
      description: `${issuer.description}; with repository: the one that its enterprise has for itself`,
    },
    key: {
      kind: "text",
      placeholder: "FILE",
      description:
        "the public key that must have signed, PEM, or a keys.json of which any key for releases may have; a key says nothing of whose it is",
    },
    "source-ref": {
      kind: "text",
      placeholder: "REF",
      description: "with repository: the git ref that was built, instead of the release's tag",
    },
    "signer-workflow": {
      kind: "text",
      placeholder: "OWNER/REPO/PATH[@REF]",
      description: "with repository: the reusable workflow that may sign for it",
    },
    "unsafe-trigger": {
      kind: "lines",
      placeholder: "EVENT",
      description: "with repository: another event than push, release and workflow_dispatch that may start the run",
    },
    "unsafe-identity-pattern": {
      kind: "text",
      placeholder: "REGEX",
      description: "regular expression for the whole subject alternative name; needs unsafe-issuer-pattern",
    },
    "unsafe-issuer-pattern": {
      kind: "text",
      placeholder: "REGEX",
      description: "regular expression for the whole issuer",
    },
    release: {
      kind: "text",
      placeholder: "NAME@VERSION",
      description: "the release that the capsule must be of; by default its file name says it",
    },
    all: {
      kind: "switch",
      description:
        "every file of the release must be there, and all evidence is verified, not only that of named files",
    },
    "all-files": {
      kind: "switch",
      description: "every file in a folder that is named, or else in that of the capsule, must be of the release",
    },
    "evidence-only": { kind: "switch", description: "it is enough that the capsule is in order, without any file" },
    online: {
      kind: "switch",
      description:
        "fetch the newest trusted root from the instance's update repository, and with notary ask whether certificates were revoked; otherwise no socket is opened",
    },
    "effective-time": {
      kind: "text",
      placeholder: "TIME",
      description: "with policy: the time at which it must hold; by default now",
    },
    ...memoryOptions,
    vsa: { kind: "text", placeholder: "FILE", description: "write a SLSA Verification Summary, unsigned" },
    report,
    published: {
      kind: "text",
      placeholder: "FILE",
      description: "the attestation of GitHub that it published the release, instead of the one beside the capsule",
    },
    previous: {
      kind: "text",
      placeholder: "FILE",
      description: "the capsule of the release before, which this one must name and which must verify",
    },
    approval: {
      kind: "lines",
      placeholder: "FILE",
      description: "a statement by which somebody vouches for the release, beside those that lie with the capsule",
    },
    scan: {
      kind: "lines",
      placeholder: "FILE",
      description:
        "with a policy about vulnerabilities: a signed statement of what a scan found, beside those that lie with the capsule",
    },
    notary: {
      kind: "text",
      only: "flag",
      placeholder: "FOLDER",
      description:
        "signatures of the Notary Project must hold, too, under the trust policy and stores in this folder; auto is notation's own",
    },
    "notary-statement": {
      kind: "text",
      only: "flag",
      placeholder: "NAME",
      description: "with notary: the statement of the trust policy for files, instead of the global one",
    },
    "notary-crl": {
      kind: "lines",
      only: "flag",
      placeholder: "FILE",
      description: "with notary: a certificate revocation list, beside those in the folder crl of the configuration",
    },
    "notary-plugin": {
      kind: "lines",
      only: "flag",
      placeholder: "NAME",
      description: "with notary: a verification plugin of notation that signatures may ask for; no other is run",
    },
    json,
    quiet,
    verbose,
  },
} as const satisfies CommandDescription;

const { policy, identity: name, issuer: whose, key, ...rest } = verifyDescription.options;

/** Who must have signed, for a command that verifies first or beside something else. */
export const signerOptions = {
  ...{ policy, identity: name, issuer: whose, key },
  "source-ref": rest["source-ref"],
  "signer-workflow": rest["signer-workflow"],
  "unsafe-trigger": rest["unsafe-trigger"],
} as const;

/** Under what signatures of the Notary Project count. */
export const notaryOptions = {
  notary: rest.notary,
  "notary-crl": rest["notary-crl"],
  "notary-plugin": rest["notary-plugin"],
} as const;
