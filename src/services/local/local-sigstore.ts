import { LOCAL_ISSUER } from "../../domain/sigstore/local-issuer.ts";
import type { Clock } from "../../ports/clock.ts";
import type { IdentityToken, IdentityTokens } from "../../ports/identity-token.ts";
import type { Principal } from "./certificate-authority.ts";
import { createOidcIssuer, type OidcIssuer } from "./oidc-issuer.ts";
import { createSigstoreInstance, type SigstoreInstance } from "./sigstore-instance.ts";
import type { ServiceAddresses } from "./trusted-root.ts";

/** The one local identity, an e-mail address that can reach nobody. */
export const LOCAL_IDENTITY = "local@capsule-local.invalid";
/** The one Organization in every local certificate. */
export const LOCAL_ORGANIZATION = "UNTRUSTED capsule-local";

const ADDRESSES: ServiceAddresses = {
  issuer: LOCAL_ISSUER,
  authority: "https://fulcio.capsule-local.invalid",
  ctLog: "https://ctlog.capsule-local.invalid",
  log: "https://rekor.capsule-local.invalid",
  timestamps: "https://timestamp.capsule-local.invalid/api/v1/timestamp",
};

export interface LocalSigstore extends SigstoreInstance {
  readonly tokens: IdentityTokens;
}

/**
 * A complete Sigstore in this process, for signing without network and account: token issuer, certificate authority with
 * an intermediate, certificate transparency log, Rekor v1 and timestamp authority, each with a key of its own that lives
 * in memory for this one run. What it signs proves that the bytes are those of the run, and nothing about who ran it.
 */
export function createLocalSigstore({ clock }: { clock: Clock }): LocalSigstore {
  const issuer = createOidcIssuer({ iss: LOCAL_ISSUER, address: LOCAL_ISSUER, clock });
  const instance = createSigstoreInstance({
    clock,
    organization: LOCAL_ORGANIZATION,
    addresses: ADDRESSES,
    issuer,
    principal: localPrincipal,
  });
  return { ...instance, tokens: { token: async (audience) => localToken(issuer, audience) } };
}

function localPrincipal(): Principal {
  return { subject: { kind: "email", value: LOCAL_IDENTITY }, issuer: LOCAL_ISSUER, extensions: [] };
}

function localToken(issuer: OidcIssuer, audience: string): IdentityToken {
  const raw = issuer.issue(audience, { sub: LOCAL_IDENTITY, email: LOCAL_IDENTITY, email_verified: true });
  const expires = Number(issuer.verify(raw, audience)["exp"]);
  const others = new Map<string, string | boolean>([
    ["email", LOCAL_IDENTITY],
    ["email_verified", true],
  ]);
  return { raw, claims: { issuer: LOCAL_ISSUER, subject: LOCAL_IDENTITY, audience: [audience], expires, others } };
}
