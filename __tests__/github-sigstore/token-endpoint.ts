import { canonicalJson } from "../../src/kernel/canonical-json.ts";
import type { JsonObject } from "../../src/kernel/json.ts";
import type { Http } from "../../src/ports/http.ts";
import type { OidcIssuer } from "../../src/services/local/oidc-issuer.ts";

/** Path and query of the endpoint, which GitHub's runner names with a query of its own already. */
export const TOKEN_PATH = "/token/idtoken?api-version=2.0";

const SECRET_CHARACTERS = 520;

/** The bearer secret of a job: a JSON Web Token as GitHub's services give them, with dots and dashes and as long. */
export function jobSecret(job: number): string {
  const part = (value: JsonObject): string => Buffer.from(canonicalJson(value)).toString("base64url");
  const claims = `${part({ alg: "RS256", typ: "JWT" })}.${part({ job, sub: "loopback-bearer" })}.`;
  return claims.padEnd(SECRET_CHARACTERS, "not-a_secret-");
}

/** Gives jobs their identity tokens, as GitHub's runner service does; `jobs` has each one's claims by its bearer secret. */
export function tokenEndpoint(parts: { issuer: OidcIssuer; jobs: ReadonlyMap<string, JsonObject> }): Http {
  return {
    async request({ method, url, headers = {} }) {
      const { pathname, searchParams } = new URL(url);
      const answer = (status: number, body: string) => ({
        status,
        headers: new Map([["content-type", "application/json"]]),
        body: Buffer.from(body),
      });
      const known = method === "GET" && pathname === "/token/idtoken" && searchParams.get("api-version") === "2.0";
      if (!known) return answer(404, "{}");
      const claims = parts.jobs.get(headers["authorization"]?.replace(/^Bearer /, "") ?? "");
      if (claims === undefined) return answer(401, "{}");
      const audience = searchParams.get("audience") ?? "https://github.com/octo-org";
      const value = parts.issuer.issue(audience, claims);
      return answer(200, canonicalJson({ count: value.length, value }));
    },
  };
}
