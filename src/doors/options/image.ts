import { signingKeyOptions } from "./keys.ts";
import { notarySigningOptions } from "./notary-signing.ts";
import { type CommandDescription, ENVIRONMENT, USAGE } from "./option.ts";
import { imageFormat, json, quiet, trustedRoot, verbose } from "./shared.ts";
import { notaryOptions, signerOptions, verifyDescription } from "./verify.ts";
import { vouchDescription } from "./vouch.ts";

/** What can stand after the name of the command. */
export const IMAGE_ACTIONS = ["verify", "sign", "attest"] as const;

const { repository, sigstore, online } = verifyDescription.options;

export const imageDescription = {
  arguments: "<action> <image>",
  summary:
    "verify a container image in its registry by what refers to it, sign it, or attach a statement to it, in the form that cosign 3 and gh read",
  examples: [
    "image verify --repository owner/tool --source-ref refs/tags/v1.2.3 ghcr.io/owner/tool:1.2.3",
    "image verify --notary auto ghcr.io/owner/tool@sha256:…",
    "image sign ghcr.io/owner/tool@sha256:…",
    "image sign --notary-key tool.key --notary-chain tool.crt ghcr.io/owner/tool@sha256:…",
    "image attest --type https://spdx.dev/Document --predicate tool.spdx.json ghcr.io/owner/tool@sha256:…",
  ],
  exits: [
    [0, "verified, or signed and attached"],
    [1, "rejected: something was read and refused"],
    USAGE,
    [3, "incomplete: nothing is false, but it is not signed, or something required is missing"],
    ENVIRONMENT,
  ],
  options: {
    repository,
    ...signerOptions,
    key: {
      ...signerOptions.key,
      description:
        "with verify: the public key that must have signed; with sign and attest: the private key that signs, a file, plugin:NAME:ID or NAME://ID",
    },
    "effective-time": verifyDescription.options["effective-time"],
    sigstore,
    "trusted-root": trustedRoot,
    ...notaryOptions,
    online,
    type: {
      kind: "text",
      placeholder: "TYPE",
      description: "with attest: the predicate type, an address, or cyclonedx, spdx, slsaprovenance1, vuln or openvex",
    },
    predicate: { kind: "text", placeholder: "FILE", description: "with attest: the predicate, one JSON object" },
    "index-only": {
      kind: "switch",
      description:
        "with sign and attest: of an image for several platforms the index alone, and not each platform's image",
    },
    "image-format": imageFormat,
    ...signingKeyOptions,
    ...notarySigningOptions,
    "sign-with": vouchDescription.options["sign-with"],
    "unsafe-public-log": vouchDescription.options["unsafe-public-log"],
    json,
    quiet,
    verbose,
  },
} as const satisfies CommandDescription;
