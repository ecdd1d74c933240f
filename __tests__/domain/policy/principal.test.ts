import { describe, expect, test } from "vitest";
import { byPrincipal, principalNames } from "../../../src/domain/policy/principal.ts";
import type { CertificateFacts } from "../../../src/domain/sigstore/certificate-facts.ts";

const COMMON = "https://token.actions.githubusercontent.com";
const WORKFLOW = "https://github.com/Octo-Org/octo-tool/.github/workflows/release.yml@refs/tags/v1";

function namesOf(facts: {
  name?: CertificateFacts["subjectAlternativeName"];
  issuer?: string;
  id?: string;
  address?: string;
}): readonly string[] {
  const certificate = {
    subjectAlternativeName: facts.name ?? { kind: "uri", value: WORKFLOW },
    issuer: facts.issuer,
    extensions: { sourceRepositoryIdentifier: facts.id, sourceRepositoryUri: facts.address },
  };
  return principalNames({ kind: "certificate", certificate: certificate as unknown as CertificateFacts });
}

describe("the names of a party", () => {
  test("of a workflow's run are its repository's id at that GitHub, and its address in one spelling", () => {
    const address = "https://github.com/Octo-Org/Octo-Tool";
    expect(namesOf({ issuer: COMMON, id: "74", address })).toEqual([
      "repository 74 of https://github.com",
      "repository https://github.com/octo-org/octo-tool",
    ]);
    expect(namesOf({ issuer: `${COMMON}/octo`, id: "74" })).toContain("repository 74 of https://github.com");
    expect(namesOf({ issuer: "https://ghes.example/_services/token", id: "74" })).toContain(
      "repository 74 of https://ghes.example",
    );
    expect(namesOf({ issuer: "https://ci.example", id: "74" })).toContain("repository 74 of https://ci.example");
  });

  test("of a run without further facts are in the name of its workflow", () => {
    expect(namesOf({ issuer: COMMON })).toEqual(["repository https://github.com/octo-org/octo-tool"]);
  });

  test("of a person are the e-mail address, whoever confirmed it, in one spelling", () => {
    const email = { kind: "email", value: "Zoe\u0308@Example.com" } as const;
    expect(namesOf({ name: email, issuer: "https://a.example", id: "74" })).toEqual(["e-mail zo\u00eb@example.com"]);
  });

  test("of anything else are what the certificate names, by its issuer", () => {
    const name = { kind: "uri", value: "spiffe://a/b" } as const;
    expect(namesOf({ name, issuer: "https://a.example" })).toEqual(["uri spiffe://a/b of https://a.example"]);
    expect(namesOf({ name })).toEqual(["uri spiffe://a/b of "]);
  });

  test("of a key are the key", () => {
    expect(principalNames({ kind: "key", publicKey: Uint8Array.of(1, 255), fingerprint: "ab" })).toEqual(["key ab"]);
  });
});

test("what shares a name is one party, also by way of a third, whatever comes first", () => {
  const [a, b, both, other] = [["a"], ["b"], ["a", "b"], ["c", "d"]].map((names) => ({ names }));
  const groups = (...items: ({ readonly names: string[] } | undefined)[]) =>
    byPrincipal(items.filter((one) => one !== undefined)).map((group) => group.length);
  expect(groups(a, b, other)).toEqual([1, 1, 1]);
  expect(groups(a, b, both, other).sort()).toEqual([1, 3]);
  expect(groups(both, other, b, a).sort()).toEqual([1, 3]);
  expect(byPrincipal([])).toEqual([]);
});
