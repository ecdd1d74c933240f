import { type CommandDescription, ENVIRONMENT, REFUSED, USAGE } from "./option.ts";
import { bundle, identity, issuer, staging, trustedRoot } from "./shared.ts";

export const verifyBundleDescription = {
  arguments: "<file-or-digest>",
  summary: "verify one Sigstore bundle for one file, as sigstore-conformance asks",
  examples: ["verify-bundle --bundle a.sigstore.json --identity ID --issuer URL a.txt"],
  exits: [
    [0, "verified"],
    REFUSED,
    USAGE,
    [3, "signed by somebody that the built-in trusted root does not know, and may be too old to know"],
    ENVIRONMENT,
  ],
  options: {
    "trusted-root": trustedRoot,
    identity,
    issuer,
    bundle,
    key: {
      kind: "text",
      placeholder: "FILE",
      description: "the public key that must have signed, instead of an identity",
    },
    staging,
  },
} as const satisfies CommandDescription;
