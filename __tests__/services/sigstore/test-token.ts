import { Buffer } from "node:buffer";

/** Claims of a token that GitHub gives to a job of a public repository. */
export const GITHUB_CLAIMS = {
  iss: "https://token.actions.githubusercontent.com",
  sub: "repo:owner/name:ref:refs/tags/v1.0.0",
  aud: "sigstore",
  exp: Date.parse("2026-11-21T07:05:00Z") / 1000,
  job_workflow_ref: "owner/name/.github/workflows/release.yml@refs/tags/v1.0.0",
  repository: "owner/name",
  repository_visibility: "public",
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A compact JWT with these claims and a signature that nobody checks. */
export function testToken(claims: object = GITHUB_CLAIMS): string {
  return `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.${part("signature-canary")}`;
}
