import { signingKey, signingKeyOptions } from "./keys.ts";
import { type CommandDescription, ENVIRONMENT, REFUSED, USAGE } from "./option.ts";
import { bundle, staging, trustedRoot } from "./shared.ts";

export const signBundleDescription = {
  arguments: "<file>",
  summary: "sign one file or statement with a given token, as sigstore-conformance asks, or with a key",
  examples: [
    "sign-bundle --identity-token JWT --bundle a.sigstore.json a.txt",
    "sign-bundle --key release.key --bundle a.sigstore.json a.txt",
  ],
  exits: [[0, "signed"], REFUSED, USAGE, ENVIRONMENT],
  options: {
    "trusted-root": trustedRoot,
    bundle,
    "identity-token": { kind: "text", placeholder: "JWT", description: "the identity token to sign with" },
    key: signingKey,
    ...signingKeyOptions,
    "signing-config": { kind: "text", placeholder: "FILE", description: "the services to sign with" },
    "in-toto": { kind: "switch", description: "the file is an in-toto statement, which is signed as such" },
    staging,
  },
} as const satisfies CommandDescription;
