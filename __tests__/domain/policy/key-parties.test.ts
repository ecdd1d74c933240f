import { describe, expect, test } from "vitest";
import { fits } from "../../../src/domain/policy/by-party.ts";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import { policyKeys } from "../../../src/domain/policy/policy.ts";
import { POLICY_SCHEMA_ID } from "../../../src/domain/policy/policy-schema.ts";
import { readSignerKey } from "../../../src/domain/sigstore/signer-key.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";
import { newPrivateKey, publicPemOf } from "../../keys/test-keys.ts";

const [OWN, A, B, C] = ["P-256", "P-384", "Ed25519", "P-256"].map((kind) =>
  publicPemOf(newPrivateKey(kind as "P-256")).toString(),
) as [string, string, string, string];
const lineOf = (key: string) => ({ kind: "key", publicKey: readSignerKey(encodeUtf8(key)) }) as const;
const RELEASE = { tag: "v1", repository: "https://github.com/octo-org/octo-tool" };

const policy = (rules: object) =>
  parsePolicy(encodeUtf8(JSON.stringify({ schema: POLICY_SCHEMA_ID, signers: [{ key: OWN }], ...rules })));
async function refuses(rules: object, words: string): Promise<void> {
  const fault = await expectFault("policy-malformed", () => policy(rules));
  expect(fault.message).toContain(words);
}

test("a key is the party of its own line alone, and no certificate is that of a key", () => {
  const { publicKey } = lineOf(A);
  const signed = { signer: { kind: "key", publicKey: publicKey.spki, fingerprint: "" }, names: [] } as const;
  expect(fits(signed, lineOf(A), RELEASE)).toBe(true);
  expect(fits(signed, lineOf(B), RELEASE)).toBe(false);
  expect(fits(signed, { kind: "repository", repository: RELEASE.repository }, RELEASE)).toBe(false);
  expect(
    fits(signed, { kind: "exact", subjectAlternativeName: "a@example.com", issuer: "https://a.example" }, RELEASE),
  ).toBe(false);
  const certificate = { subjectAlternativeName: { kind: "email", value: "a@example.com" }, extensions: {} };
  const other = { signer: { kind: "certificate", certificate }, names: [] } as unknown as typeof signed;
  expect(fits(other, lineOf(A), RELEASE)).toBe(false);
});

test("the keys of a policy are those of all its rules", () => {
  const person = { identity: "qa@example.com", issuer: "https://a.example" };
  const all = policy({
    signers: [{ key: OWN }, person],
    evidence: [{ predicateType: "https://example.com/t", signers: [{ key: A }, person] }],
    approvals: { n: 1, of: [{ key: B }] },
    vulnerabilities: { maxAgeDays: 1, databaseMaxAgeDays: 1, failOn: "any", signers: [{ key: C }] },
  });
  expect(policyKeys(all)).toEqual([OWN, A, B, C].map(lineOf));
  expect(policyKeys(policy({}))).toEqual([lineOf(OWN)]);
});

describe("a quorum of Notary signatures", () => {
  const notary = (n: unknown, ...of: unknown[]) => ({ require: [{ notary: { n, of } }] });

  test("is read as a requirement of its own, which no first release is free of", () => {
    expect(policy(notary(2, "CN=a", "CN=b")).require).toEqual([
      { id: "notary", isFirstAllowed: false, notary: { n: 2, of: ["CN=a", "CN=b"] } },
    ]);
  });

  test("is of as many as it names, each once", async () => {
    await refuses(notary(2, "CN=a"), "notary needs more signers than it names");
    await refuses(notary(1, "CN=a", "CN=a"), "notary names one thing twice");
    for (const other of [
      notary(0, "CN=a"),
      notary(1.5, "CN=a", "CN=b"),
      notary(1),
      notary(1, ...Array.from({ length: 17 }, (_, at) => `CN=${at}`)),
    ]) {
      await expectFault("policy-malformed", () => policy(other));
    }
    await expectFault("policy-malformed", () => policy({ require: [{ notary: { n: 1, of: ["CN=a"], more: 1 } }] }));
    await expectFault("policy-malformed", () => policy({ require: [{ notary: { n: 1, of: ["CN=a"] }, more: 1 }] }));
  });
});

describe("a rule of approvals", () => {
  const two = [{ key: A }, { key: B }];

  test("names each signer and each file once, and files only of rebuilds", async () => {
    await refuses({ approvals: { n: 1, of: [{ key: A }, { key: A }] } }, "approvals names one thing twice");
    await refuses(
      { approvals: { n: 1, of: two, kind: "rebuild", files: ["a", "a"] } },
      "approvals names one thing twice",
    );
    for (const kind of ["approval", undefined]) {
      await refuses(
        { approvals: { n: 1, of: two, kind, files: ["a"] } },
        "approvals names files without the kind rebuild",
      );
    }
    expect(policy({ approvals: { n: 1, of: two, kind: "rebuild", files: ["a", "b"] } }).approvals).toHaveLength(1);
    expect(policy({ approvals: { n: 1, of: two, kind: "rebuild" } }).approvals).toHaveLength(1);
  });

  test("stands once, in whatever order it names signers and files", async () => {
    const rebuild = { n: 1, of: two, kind: "rebuild", files: ["a", "b"] };
    await refuses(
      {
        approvals: [
          { n: 1, of: two },
          { n: 2, of: [...two].reverse() },
        ],
      },
      "approvals names one thing twice",
    );
    await refuses({ approvals: [rebuild, { ...rebuild, files: ["b", "a"] }] }, "approvals names one thing twice");
    const different = [
      rebuild,
      { ...rebuild, files: ["a"] },
      { n: 1, of: two },
      { n: 1, of: [{ key: A }] },
      { n: 1, of: two, kind: "approval" },
    ];
    expect(policy({ approvals: different }).approvals).toHaveLength(5);
  });

  test("needs no more parties than it names, of which each key is one", async () => {
    expect(policy({ approvals: { n: 2, of: two } }).approvals).toHaveLength(1);
    await refuses({ approvals: { n: 3, of: two } }, "approvals needs more signers than it names");
    const repository = { repository: "labs/lab", sourceRef: "refs/heads/main" };
    await refuses(
      { approvals: { n: 2, of: [repository, { ...repository, sourceRef: "refs/heads/next" }] } },
      "approvals needs more signers",
    );
    expect(policy({ approvals: { n: 2, of: [repository, { key: A }] } }).approvals).toHaveLength(1);
  });

  test("of a repository with a tag that is not its own says so, as that of vulnerabilities does", async () => {
    const own = { signers: [{ repository: "octo-org/octo-tool" }] };
    const other = { repository: "labs/lab" };
    await refuses({ ...own, approvals: { n: 1, of: [other] } }, "approvals names ");
    const scan = { maxAgeDays: 1, databaseMaxAgeDays: 1, failOn: "any", signers: [other] };
    await refuses({ ...own, vulnerabilities: scan }, "vulnerabilities names ");
  });
});
