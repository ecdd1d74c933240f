import fc from "fast-check";
import { expect, test } from "vitest";
import { Fault } from "../../../src/kernel/fault.ts";
import { parseIdentityToken } from "../../../src/services/sigstore/identity-token.ts";
import { tokenIdentity } from "../../../src/services/sigstore/token-identity.ts";
import { expectFault } from "../../expect-fault.ts";
import { GITHUB_CLAIMS, testToken } from "./test-token.ts";

const claimsOf = (claims: object) => parseIdentityToken(testToken({ ...GITHUB_CLAIMS, ...claims })).claims;

test("reads the claims and keeps the token as it is", () => {
  const raw = testToken();
  const token = parseIdentityToken(raw);
  expect(token.raw).toBe(raw);
  expect(token.claims).toMatchObject({
    issuer: GITHUB_CLAIMS.iss,
    subject: GITHUB_CLAIMS.sub,
    audience: ["sigstore"],
    expires: GITHUB_CLAIMS.exp,
  });
  expect(token.claims.others.get("repository_visibility")).toBe("public");
});

test("an audience may be a list, and a time may have a fraction", () => {
  expect(claimsOf({ aud: ["a", "sigstore"], exp: 1.9 })).toMatchObject({ audience: ["a", "sigstore"], expires: 1 });
});

test("a subject may be of any script (O08)", () => {
  expect(tokenIdentity(claimsOf({ iss: "https://issuer.example", sub: "größe/名前" })).challenge).toBe("größe/名前");
});

const [header, payload, signature] = testToken().split(".") as [string, string, string];
const encode = (text: string | Uint8Array): string => Buffer.from(text).toString("base64url");

test.each([
  ["nothing", ""],
  ["one part", "canary"],
  ["two parts", `${header}.${payload}`],
  ["four parts", `${header}.${payload}.${signature}.${signature}`],
  ["an empty part", `${header}..${signature}`],
  ["no signature", `${header}.${payload}.`],
  ["a megabyte of dots", ".".repeat(1 << 20)],
  ["a token beyond 16 KiB", `${header}.${payload}.${"A".repeat(16_384)}`],
  ["padding", `${header}.${payload}==.${signature}`],
  ["the other base64 alphabet", `${header}.${payload}.+/+/`],
  ["no base64", `${header}.canary!.${signature}`],
  ["a newline at the end", `${testToken()}\n`],
  ["a payload that is no JSON", `${header}.${encode("canary")}.${signature}`],
  ["a payload that is no UTF-8", `${header}.${encode(Uint8Array.of(0xff, 0xfe))}.${signature}`],
  ["a payload that is a list", `${header}.${encode("[]")}.${signature}`],
  ["a payload that is null", `${header}.${encode("null")}.${signature}`],
  ["a header that is no object", `${encode("1")}.${payload}.${signature}`],
  ["a claim twice", `${header}.${encode('{"sub":"canary","sub":"b"}')}.${signature}`],
  ["no issuer", testToken({ ...GITHUB_CLAIMS, iss: undefined })],
  ["a number as subject", testToken({ ...GITHUB_CLAIMS, sub: 1 })],
  ["an empty subject", testToken({ ...GITHUB_CLAIMS, sub: "" })],
  ["no audience", testToken({ ...GITHUB_CLAIMS, aud: undefined })],
  ["a number as audience", testToken({ ...GITHUB_CLAIMS, aud: ["sigstore", 1] })],
  ["a text as expiry", testToken({ ...GITHUB_CLAIMS, exp: "1" })],
  ["a negative expiry", testToken({ ...GITHUB_CLAIMS, exp: -1 })],
  ["a prototype", `${header}.${encode('{"__proto__":{}}')}.${signature}`],
])("refuses %s and shows nothing of it (O06, O07)", async (_what, raw) => {
  const fault = await expectFault("identity-token-malformed", () => parseIdentityToken(raw));
  expect(fault.cause).toBeUndefined();
  for (const part of [...raw.split("."), "canary"].filter((text) => text.length > 3)) {
    expect(fault.message).not.toContain(part);
  }
});

test("whatever the text, the answer is a token or a fault (O06)", () => {
  const parts = fc.array(fc.oneof(fc.string(), fc.json().map(encode), fc.constant(header)), { maxLength: 4 });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        parts.map((list) => list.join(".")),
      ),
      (raw) => {
        try {
          expect(parseIdentityToken(raw).raw).toBe(raw);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      },
    ),
  );
});

test.each([
  [
    "GitHub Actions",
    {},
    "https://github.com/owner/name/.github/workflows/release.yml@refs/tags/v1.0.0",
    GITHUB_CLAIMS.iss,
    GITHUB_CLAIMS.sub,
  ],
  [
    "an enterprise's own issuer",
    { iss: `${GITHUB_CLAIMS.iss}/octo` },
    "https://github.com/owner/name/.github/workflows/release.yml@refs/tags/v1.0.0",
    `${GITHUB_CLAIMS.iss}/octo`,
    GITHUB_CLAIMS.sub,
  ],
  [
    "GitLab",
    {
      iss: "https://gitlab.com",
      sub: "project_path:g/p",
      ci_config_ref_uri: "gitlab.com/g/p//.gitlab-ci.yml@refs/heads/main",
    },
    "https://gitlab.com/g/p//.gitlab-ci.yml@refs/heads/main",
    "https://gitlab.com",
    "project_path:g/p",
  ],
  [
    "Buildkite",
    { iss: "https://agent.buildkite.com", sub: "s", organization_slug: "acme", pipeline_slug: "build" },
    "https://buildkite.com/acme/build",
    "https://agent.buildkite.com",
    "s",
  ],
  [
    "CircleCI",
    {
      iss: "https://oidc.circleci.com/org/1",
      sub: "s",
      "oidc.circleci.com/project-id": "p",
      "oidc.circleci.com/pipeline-definition-id": "d",
    },
    "https://circleci.com/api/v2/projects/p/pipeline-definitions/d",
    "https://oidc.circleci.com/org/1",
    "s",
  ],
  [
    "a person through the federating issuer",
    {
      iss: "https://oauth2.sigstore.dev/auth",
      sub: "opaque",
      email: "a@b.example",
      federated_claims: { connector_id: "https://accounts.google.com" },
    },
    "a@b.example",
    "https://accounts.google.com",
    "a@b.example",
  ],
  [
    "any other issuer",
    { iss: "https://issuer.example", sub: "https://spiffe.example/x" },
    "https://spiffe.example/x",
    "https://issuer.example",
    "https://spiffe.example/x",
  ],
])(
  "expects of %s the certificate that Fulcio issues (F04)",
  (_who, claims, subjectAlternativeName, issuer, challenge) => {
    expect(tokenIdentity(claimsOf(claims))).toEqual({ subjectAlternativeName, issuer, challenge });
  },
);
