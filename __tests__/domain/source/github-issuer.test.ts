import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gitHubIssuer, issuerOfGitHub } from "../../../src/domain/source/github-issuer.ts";

const COMMON = "https://token.actions.githubusercontent.com";

test.each([
  [COMMON, "common", "https://github.com"],
  [`${COMMON}/hammer-time`, "enterprise", "https://github.com"],
  [`${COMMON}/Octo_Corp`, "enterprise", "https://github.com"],
  ["https://token.actions.octo.ghe.com", "tenant", "https://octo.ghe.com"],
  ["https://token.actions.octo-corp-2.ghe.com", "tenant", "https://octo-corp-2.ghe.com"],
  ["https://ghes.example/_services/token", "server", "https://ghes.example"],
  ["https://git.hub.octo-corp.example/_services/token", "server", "https://git.hub.octo-corp.example"],
])("%s is the issuer of a GitHub (W2)", (issuer, kind, web) => {
  expect(gitHubIssuer(issuer)).toEqual({ kind, web });
});

const SERVER = "https://ghes.example/_services/token";
const TENANT = "https://token.actions.octo.ghe.com";
const HOSTILE: readonly (readonly [string, string])[] = [
  ["a longer host", `${COMMON}.evil`],
  ["a longer host with a path", `${COMMON}.evil/octo`],
  ["two segments", `${COMMON}/a/b`],
  ["an empty segment", `${COMMON}/`],
  ["a slash after the slug", `${COMMON}/octo/`],
  ["a climbing segment", `${COMMON}/..`],
  ["a slug with a dot", `${COMMON}/octo.corp`],
  ["a slug with an escape", `${COMMON}/oct%6f`],
  ["a slug with a query", `${COMMON}/octo?x`],
  ["a slug with a line feed", `${COMMON}/octo\n`],
  ["a slug of 256 characters", `${COMMON}/${"o".repeat(256)}`],
  ["a slug with U+212A", `${COMMON}/o\u212ato`],
  ["no scheme", COMMON.slice("https://".length)],
  ["http", COMMON.replace("https", "http")],
  ["an upper-case scheme", COMMON.replace("https", "HTTPS")],
  ["an upper-case host", COMMON.replace("token", "Token")],
  ["user information", COMMON.replace("//", "//x@")],
  ["user information that looks like the host", `${COMMON}@evil.example`],
  ["a port", `${COMMON}:443`],
  ["another port with a slug", `${COMMON}:8443/octo`],
  ["a query", `${COMMON}?x`],
  ["a fragment", `${COMMON}#x`],
  ["a trailing dot", `${COMMON}.`],
  ["a trailing dot before the slug", `${COMMON}./octo`],
  ["an escaped host", COMMON.replace("token", "tok%65n")],
  ["a host with U+017F", COMMON.replace("actions", "action\u017f")],
  ["a leading space", ` ${COMMON}`],
  ["a line feed", `${COMMON}\n`],
  ["a backslash", COMMON.replace("//", "\\\\")],
  ["a tenant of two labels", "https://token.actions.a.b.ghe.com"],
  ["a tenant without a name", "https://token.actions..ghe.com"],
  ["no tenant", "https://token.actions.ghe.com"],
  ["an upper-case tenant", "https://token.actions.Octo.ghe.com"],
  ["a tenant that begins with a dash", "https://token.actions.-octo.ghe.com"],
  ["a tenant in punycode", "https://token.actions.xn--oto-8ra.ghe.com"],
  ["a tenant with a slug", `${TENANT}/octo`],
  ["a tenant with a slash", `${TENANT}/`],
  ["a tenant with a port", `${TENANT}:443`],
  ["a tenant below another domain", `${TENANT}.evil`],
  ["a tenant with another prefix", "https://token.octo.ghe.com"],
  ["a server with a slash", `${SERVER}/`],
  ["a server with a slug", `${SERVER}/octo`],
  ["a server with another path", "https://ghes.example/x/_services/token"],
  ["a server with a doubled slash", "https://ghes.example//_services/token"],
  ["a server with a port", "https://ghes.example:8443/_services/token"],
  ["a server with user information", "https://x@ghes.example/_services/token"],
  ["a server with a trailing dot", "https://ghes.example./_services/token"],
  ["an upper-case server", "https://GHES.example/_services/token"],
  ["an upper-case path", "https://ghes.example/_Services/token"],
  ["an escaped path", "https://ghes.example/%5fservices/token"],
  ["a server in other letters", "https://gh\u00e9s.example/_services/token"],
  ["a server in punycode", "https://xn--ghs-dma.example/_services/token"],
  ["a server of one label", "https://localhost/_services/token"],
  ["a server of an address", "https://192.0.2.1/_services/token"],
  ["a server of an IPv6 address", "https://[2001:db8::1]/_services/token"],
  ["a server with an underscore", "https://gh_es.example/_services/token"],
  ["a server of 254 characters", `https://${"a.".repeat(124)}exampl/_services/token`],
  ["a server at github.com", "https://github.com/_services/token"],
  ["a server below github.com", "https://x.github.com/_services/token"],
  ["a server at GitHub's token service", `${COMMON}/_services/token`],
  ["a server at a tenant", "https://octo.ghe.com/_services/token"],
  ["another service", "https://gitlab.com"],
  ["nothing", ""],
];

test.each(HOSTILE)("%s makes an issuer none of GitHub's (W2)", (_, issuer) => {
  expect(gitHubIssuer(issuer)).toBeUndefined();
});

test("no issuer is none", () => expect(gitHubIssuer(undefined)).toBeUndefined());

describe("the issuer of a web address", () => {
  test.each(["https://github.com", "https://octo.ghe.com", "https://ghes.example"])("leads back to %s", (web) => {
    expect(gitHubIssuer(issuerOfGitHub(web))?.web).toBe(web);
  });

  test("is never an enterprise's own", () => {
    expect(gitHubIssuer(issuerOfGitHub("https://github.com"))?.kind).toBe("common");
  });
});

/** The four forms once more, read by the parser of web addresses and label by label. */
function isOfAForm(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { protocol, hostname, pathname, href } = new URL(issuer);
  // Nothing was normalised, and nothing but scheme, host and path is there.
  if (href !== issuer && href !== `${issuer}/`) return false;
  if (protocol !== "https:" || href !== `https://${hostname}${pathname}`) return false;
  const labels = hostname.split(".");
  const segments = issuer.split("/").slice(3);
  if (hostname === "token.actions.githubusercontent.com") return segments.length < 2 && segments[0] !== "";
  if (labels.at(-2) === "ghe" && labels.at(-1) === "com") {
    return labels.length === 5 && labels[0] === "token" && labels[1] === "actions" && segments.length === 0;
  }
  return labels.length > 1 && segments.join("/") === "_services/token";
}

const piece = fc.constantFrom(
  ...["https://", "http://", "token.actions.", "githubusercontent.com", "github.com", ".ghe.com", "ghes.example"],
  ...["octo", "/octo", "/_services/token", "/", "//", ".", ":443", ":8443", "@", "x@", "?", "#", "%2f", "%6f", "\\"],
  ...["A", "\u212a", "\u017f", "\u00e9", "xn--", "-", "_", "\n", " ", "\u0000", ".evil", "..", "1"],
);
const known = [COMMON, `${COMMON}/octo`, TENANT, SERVER];

/** A true issuer with a piece put in, taken out or put over it; or a heap of pieces. */
const almost = fc.oneof(
  fc
    .tuple(fc.constantFrom(...known), piece, fc.nat(60), fc.nat(8))
    .map(([issuer, text, at, gone]) => issuer.slice(0, at) + text + issuer.slice(at + gone)),
  fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join("")),
  fc.string(),
);

test("no issuer outside the four forms is taken, and what is taken names an https address without more (W2)", () => {
  fc.assert(
    fc.property(almost, (issuer) => {
      const github = gitHubIssuer(issuer);
      if (github === undefined) return;
      expect(isOfAForm(issuer)).toBe(true);
      expect(new URL(github.web).origin).toBe(github.web);
      if (github.kind !== "enterprise") expect(issuerOfGitHub(github.web)).toBe(issuer);
    }),
    { numRuns: 5000, examples: HOSTILE.map(([, issuer]) => [issuer]) },
  );
});

test("every issuer of the four forms is taken (W2)", () => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9]{0,10}[a-z])?$/).filter((text) => !/^\d+$/.test(text));
  fc.assert(
    fc.property(label, label, (one, other) => {
      expect(gitHubIssuer(`${COMMON}/${one}`)?.kind).toBe("enterprise");
      expect(gitHubIssuer(`https://token.actions.${one}.ghe.com`)?.web).toBe(`https://${one}.ghe.com`);
      expect(gitHubIssuer(`https://${one}.${other}/_services/token`)?.web).toBe(`https://${one}.${other}`);
    }),
  );
});
