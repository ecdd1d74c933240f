import { type SelectedServices, selectServices } from "../../domain/sigstore/select-services.ts";
import { parseSigningConfig } from "../../domain/sigstore/signing-config.ts";
import { GITHUB_WEB } from "../../domain/source/github-issuer.ts";
import type { SigningIdentity } from "../../ports/signer.ts";

/** Where to sign. */
export interface SigstoreInstance extends SelectedServices {
  readonly name: SigningIdentity["instance"];
  /** Whether its certificates must carry a proof of being logged; `unknown` leaves that to the trusted root. */
  readonly certificateTransparency: "required" | "unknown";
  /** What a user may do when the instance refuses to serve them. */
  readonly refusalHint: string;
}

const REFUSED = "look at the status page of the instance, or name another one with --sigstore";

/** The instances that anyone can name; their services as published in each one's signing config or documentation. */
export const PUBLIC_INSTANCES: Readonly<Record<"public-good" | "github" | "staging", SigstoreInstance>> = {
  "public-good": {
    name: "public-good",
    certificateAuthority: "https://fulcio.sigstore.dev",
    logs: [{ url: "https://rekor.sigstore.dev", majorApiVersion: 1 }],
    timestampAuthorities: ["https://timestamp.sigstore.dev/api/v1/timestamp"],
    certificateTransparency: "required",
    refusalHint: REFUSED,
  },
  github: {
    name: "github",
    certificateAuthority: "https://fulcio.githubapp.com",
    logs: [],
    timestampAuthorities: ["https://timestamp.githubapp.com/api/v1/timestamp"],
    certificateTransparency: "unknown",
    refusalHint:
      "private repositories need GitHub Enterprise Cloud for this; otherwise name a signing config of your own, " +
      "--sigstore local, or --unsafe-public-log, which shows the repository's name to everybody",
  },
  staging: {
    name: "staging",
    certificateAuthority: "https://fulcio.sigstage.dev",
    logs: [{ url: "https://rekor.sigstage.dev", majorApiVersion: 1 }],
    timestampAuthorities: ["https://timestamp.sigstage.dev/api/v1/timestamp"],
    certificateTransparency: "required",
    refusalHint: REFUSED,
  },
};

/**
 * GitHub's own instance for the GitHub at `web`. A place of ghe.com has one of its own, which nobody else's trusted root knows; as
 * actions/toolkit derives it (`packages/attest/src/endpoints.ts`).
 */
export function gitHubInstance(web: string): SigstoreInstance {
  const { github } = PUBLIC_INSTANCES;
  if (web === GITHUB_WEB) return github;
  const { hostname } = new URL(web);
  return {
    ...github,
    name: "custom",
    certificateAuthority: `https://fulcio.${hostname}`,
    timestampAuthorities: [`https://timestamp.${hostname}/api/v1/timestamp`],
  };
}

/** The instance that a signing config describes, as of `now`. Faults: `signing-config-malformed`, `signing-config-unusable`. */
export function instanceFromSigningConfig(
  bytes: Uint8Array,
  now: Date,
  name: "custom" | "local" = "custom",
): SigstoreInstance {
  const services = selectServices(parseSigningConfig(bytes), now);
  return {
    ...services,
    name,
    certificateTransparency: name === "local" ? "required" : "unknown",
    refusalHint: REFUSED,
  };
}
