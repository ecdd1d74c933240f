import { Fault } from "../../kernel/fault.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { Clock } from "../../ports/clock.ts";
import { epochSeconds } from "./epoch-seconds.ts";
import { createTokenKey } from "./json-web-token.ts";

/** Seconds that a token lives, as GitHub's do. */
const LIFETIME = 300;

/** An OpenID Connect issuer: gives identity tokens and tells, as a certificate authority would ask, whether one is its own. */
export interface OidcIssuer {
  /** A compact JWT with `iss`, `aud`, `iat`, `nbf` and `exp` added to the claims. */
  issue(audience: string, claims: JsonObject): string;
  /** The claims of a token for `audience` that is valid now; `local-service-refused` otherwise. */
  verify(token: string, audience: string): JsonObject;
  /** The document under `/.well-known/openid-configuration` (OpenID Connect Discovery 1.0 §3). */
  discovery(): JsonObject;
  /** The JSON Web Key Set that the discovery document points to. */
  keys(): JsonObject;
}

/** `iss` is what tokens say; `address` is where the issuer's documents are served. */
export function createOidcIssuer({ iss, address, clock }: { iss: string; address: string; clock: Clock }): OidcIssuer {
  const key = createTokenKey();
  return {
    issue(audience, claims) {
      const now = epochSeconds(clock);
      return key.sign({ ...claims, iss, aud: audience, iat: now, nbf: now, exp: now + LIFETIME });
    },
    verify(token, audience) {
      const claims = key.verify(token);
      const now = epochSeconds(clock);
      refuseUnless(claims["iss"] === iss, "the identity token names another issuer");
      refuseUnless(claims["aud"] === audience, "the identity token is for another audience");
      refuseUnless(Number(claims["nbf"]) <= now, "the identity token is not yet valid");
      refuseUnless(now < Number(claims["exp"]), "the identity token has expired");
      return claims;
    },
    discovery: () => ({
      issuer: iss,
      jwks_uri: `${address}/.well-known/jwks`,
      subject_types_supported: ["public"],
      response_types_supported: ["id_token"],
      id_token_signing_alg_values_supported: ["ES256"],
      scopes_supported: ["openid"],
    }),
    keys: () => ({ keys: [key.jwk] }),
  };
}

function refuseUnless(condition: boolean, message: string): void {
  if (!condition) throw new Fault("local-service-refused", message);
}
