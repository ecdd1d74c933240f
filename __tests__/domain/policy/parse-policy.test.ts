import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import type { Policy } from "../../../src/domain/policy/policy.ts";
import { POLICY_SCHEMA_ID } from "../../../src/domain/policy/policy-schema.ts";
import { expectFault } from "../../expect-fault.ts";
import { newPrivateKey, publicPemOf } from "../../keys/test-keys.ts";

const SIGNER = { repository: "octo-org/octo-tool" };
const URL_OF_SIGNER = "https://github.com/octo-org/octo-tool";
const LAB = { repository: "labs/lab", sourceRef: "refs/heads/main" };
const PERSON = { identity: "qa@example.com", issuer: "https://a.example" };
const TYPE = "https://in-toto.io/attestation/vulns/v0.1";
const KEY = { key: publicPemOf(newPrivateKey("P-256")).toString() };
const COMMON = "https://token.actions.githubusercontent.com";

function policy(rules: object): Policy {
  return parsePolicy(Buffer.from(JSON.stringify({ schema: POLICY_SCHEMA_ID, signers: [SIGNER], ...rules })));
}

const evidence = (...signers: object[]) => ({ evidence: [{ predicateType: TYPE, signers }] });
const many = (count: number) => Array.from({ length: count }, (_, at) => ({ repository: `octo-org/tool-${at}` }));
const manyTypes = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ predicateType: `${TYPE}/${at}`, signers: [LAB] }));
const manyBuilders = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `https://example.com/${at}`, level: "SLSA_BUILD_LEVEL_3" }));

describe("a key of which a log is required", () => {
  const { key } = KEY;

  test("is read as such, and another is not", () => {
    expect(policy({ signers: [{ key, log: "required" }] }).signers).toMatchObject([{ kind: "key", logged: true }]);
    expect(policy({ signers: [{ key }] }).signers[0]).not.toHaveProperty("logged");
  });

  test("is required of it in every rule or in none, in this one word", async () => {
    const both = { signers: [{ key }], ...evidence({ key, log: "required" }) };
    await expectFault("policy-malformed", () => policy(both));
    await expectFault("policy-malformed", () => policy({ signers: [{ key, log: "optional" }] }));
    await expectFault("policy-malformed", () => policy({ signers: [{ ...PERSON, log: "required" }] }));
  });
});

test("a policy of everything is read field by field", () => {
  const parsed = policy({
    signers: [
      {
        repository: "Octo-Org/octo-tool",
        issuer: `${COMMON}/octo`,
        sourceRef: "refs/heads/main",
        signerWorkflow: "octo-org/shared/.github/workflows/sign.yml@refs/tags/v2",
        unsafeTriggers: ["pull_request_target"],
      },
      PERSON,
    ],
    require: ["sbom", { lineage: "first-allowed" }],
    maxAgeDays: 36_500,
    runner: "self-hosted",
    environment: "release",
    evidence: [{ predicateType: TYPE, signers: [LAB, PERSON], ownRun: "counts", threshold: 2, maxAgeDays: 1 }],
    builders: [{ id: "https://example.com/builder", level: "SLSA_BUILD_LEVEL_1" }],
  });
  const person = { kind: "exact", subjectAlternativeName: PERSON.identity, issuer: PERSON.issuer };
  expect(parsed.signers).toEqual([
    {
      kind: "repository",
      repository: "https://github.com/Octo-Org/octo-tool",
      issuer: `${COMMON}/octo`,
      sourceRef: "refs/heads/main",
      signerWorkflow: {
        repository: "https://github.com/octo-org/shared",
        path: ".github/workflows/sign.yml",
        ref: "refs/tags/v2",
      },
      unsafeTriggers: ["pull_request_target"],
    },
    person,
  ]);
  expect(parsed.require).toEqual([
    { id: "sbom", isFirstAllowed: false },
    { id: "lineage", isFirstAllowed: true },
  ]);
  const lab = { kind: "repository", repository: "https://github.com/labs/lab", sourceRef: LAB.sourceRef };
  const rule = { predicateType: TYPE, threshold: 2, maxAgeDays: 1, ownRunCounts: true };
  expect(parsed.evidence).toEqual([{ ...rule, signers: [lab, person] }]);
  expect(parsed.document).toMatchObject({ maxAgeDays: 36_500, runner: "self-hosted", environment: "release" });
});

test("a policy of nothing but signers asks for nothing more, and has no field that nobody wrote", () => {
  const parsed = policy({});
  expect([parsed.require, parsed.evidence]).toEqual([[], []]);
  expect(parsed.signers).toStrictEqual([{ kind: "repository", repository: URL_OF_SIGNER }]);
  expect(policy(evidence(LAB)).evidence).toMatchObject([{ threshold: 1, ownRunCounts: false }]);
});

describe("a policy is taken", () => {
  test.each<[string, object]>([
    ["at every age from a day", { maxAgeDays: 1 }],
    ["for hosted runners", { runner: "github-hosted" }],
    ["with 64 signers", { signers: many(64) }],
    ["with 64 kinds of evidence", { evidence: manyTypes(64) }],
    ["with 256 builders", { builders: manyBuilders(256) }],
    ["with a builder of level 2", { builders: [{ id: "x", level: "SLSA_BUILD_LEVEL_2" }] }],
    ["with a text of 2048 characters", { environment: "x".repeat(2048) }],
    ["with two kinds of evidence by one signer", { evidence: manyTypes(2) }],
    [
      "with one kind of evidence by other signers each",
      { evidence: [evidence(LAB).evidence[0], { predicateType: TYPE, signers: [PERSON] }] },
    ],
    [
      "for an age of evidence that a key may sign, too",
      { evidence: [{ ...evidence(LAB, KEY).evidence[0], maxAgeDays: 1 }] },
    ],
    ["with a key on the last day of February", { signers: [{ ...KEY, notAfter: "2028-02-29T00:00:00Z" }] }],
    ["with two people", evidence(PERSON, { ...PERSON, identity: "dev@example.com" })],
    [
      "with the release's own repository in evidence, which needs no ref",
      evidence({ repository: "Octo-org/OCTO-tool" }),
    ],
    [
      "with another repository without a ref, if a person may have signed the release",
      { signers: [SIGNER, PERSON], ...evidence({ repository: "labs/lab" }) },
    ],
    [
      "with one repository by two workflows",
      {
        evidence: [
          {
            predicateType: TYPE,
            threshold: 2,
            signers: ["a", "b"].map((name) => ({ ...LAB, signerWorkflow: `labs/lab/.github/workflows/${name}.yml` })),
          },
        ],
      },
    ],
    [
      "with one workflow at two refs",
      {
        signers: ["v1", "v2"].map((ref) => ({
          ...SIGNER,
          signerWorkflow: `o/s/.github/workflows/s.yml@refs/tags/${ref}`,
        })),
      },
    ],
    ["with two refs of one repository", { signers: ["a", "b"].map((ref) => ({ ...SIGNER, sourceRef: ref })) }],
    [
      "with two triggers lists",
      { signers: [["a"], ["a", "b"]].map((unsafeTriggers) => ({ ...SIGNER, unsafeTriggers })) },
    ],
  ])("%s", (_, rules) => {
    expect(policy(rules).document).toMatchObject({ schema: POLICY_SCHEMA_ID });
  });
});

describe("a policy is refused", () => {
  const one = evidence(LAB).evidence[0];
  test.each<[string, object]>([
    ["for an age beyond a hundred years", { maxAgeDays: 36_501 }],
    ["for half a day", { maxAgeDays: 1.5 }],
    ["for an age in words", { maxAgeDays: "7" }],
    ["for an age of evidence of nothing", { evidence: [{ ...one, maxAgeDays: 0 }] }],
    ["with a text of nothing", { environment: "" }],
    ["with a text of more than 2048 characters", { environment: "x".repeat(2049) }],
    ["with 65 signers", { signers: many(65) }],
    ["with 65 kinds of evidence", { evidence: manyTypes(65) }],
    ["with 257 builders", { builders: manyBuilders(257) }],
    ["with a rule that it does not know", { tag: "v1" }],
    ["with a field of a signer that it does not know", { signers: [{ ...SIGNER, workflow: "x" }] }],
    ["with a field of a person that it does not know", { signers: [{ ...PERSON, sourceRef: "x" }] }],
    ["with a field of evidence that it does not know", { evidence: [{ ...one, minAgeDays: 1 }] }],
    ["with a field of a builder that it does not know", { builders: [{ id: "x", level: "SLSA_BUILD_LEVEL_1", l: 4 }] }],
    ["with a field of an exception that it does not know", { require: [{ lineage: "first-allowed", sbom: "x" }] }],
    ["with another exception", { require: [{ lineage: "any" }] }],
    ["with a claim that does not exist", { require: ["assets-maybe"] }],
    ["with an empty list of claims", { require: [] }],
    ["with an empty list of triggers", { signers: [{ ...SIGNER, unsafeTriggers: [] }] }],
    ["with an empty list of signers of evidence", evidence()],
    ["with a runner of no class", { runner: "fast" }],
    ["with a level that does not exist", { builders: [{ id: "x", level: "SLSA_BUILD_LEVEL_4" }] }],
    ["with another word for the own run", { evidence: [{ ...one, ownRun: "ignored" }] }],
    ["with a threshold of none", { evidence: [{ ...one, threshold: 0 }] }],
    ["with half a threshold", { evidence: [{ ...one, threshold: 0.5 }] }],
    ["for an age of what only keys sign", { signers: [KEY], maxAgeDays: 1 }],
    ["for an age of evidence that only a key signs", { evidence: [{ ...one, signers: [KEY], maxAgeDays: 1 }] }],
    [
      "for an age of more approvals than are signed without keys",
      { approvals: { n: 2, of: [LAB, KEY], maxAgeDays: 1 } },
    ],
    ["with a key until a day that no calendar has", { signers: [{ ...KEY, notAfter: "2026-02-30T00:00:00Z" }] }],
    ["with a key revoked on a day that no calendar has", { signers: [{ ...KEY, revoked: "2026-06-31T00:00:00Z" }] }],
    ["with a threshold beyond its signers", { evidence: [{ ...one, threshold: 2 }] }],
    ["with one builder twice", { builders: [...manyBuilders(1), ...manyBuilders(1)] }],
    ["with one claim twice", { require: ["sbom", "sbom"] }],
    ["with one signer twice", { signers: [PERSON, PERSON] }],
    ["with one signer of evidence twice", evidence(PERSON, PERSON)],
    [
      "with one rule twice, its signers in another order",
      {
        evidence: [LAB, PERSON].map((first) => ({
          predicateType: TYPE,
          signers: first === LAB ? [LAB, PERSON] : [PERSON, LAB],
        })),
      },
    ],
    [
      "with one signer twice, its triggers in another order",
      {
        signers: [
          ["a", "b"],
          ["b", "a"],
        ].map((unsafeTriggers) => ({ ...SIGNER, unsafeTriggers })),
      },
    ],
    [
      "with one workflow twice, in other letters",
      {
        signers: ["octo", "OCTO"].map((org) => ({ ...SIGNER, signerWorkflow: `${org}/s/.github/workflows/s.yml` })),
      },
    ],
    [
      "with one person twice under two issuers",
      {
        evidence: [
          {
            predicateType: TYPE,
            threshold: 2,
            signers: [PERSON, { ...PERSON, issuer: "https://b.example", identity: "QA@example.com" }],
          },
        ],
      },
    ],
    [
      "with one repository at two refs for two parties",
      {
        evidence: [
          { predicateType: TYPE, threshold: 2, signers: ["a", "b"].map((sourceRef) => ({ ...LAB, sourceRef })) },
        ],
      },
    ],
    ["with another repository without its ref", evidence({ repository: "labs/lab" })],
    ["with an issuer of another GitHub", { signers: [{ ...SIGNER, issuer: "https://ghes.example/_services/token" }] }],
    ["with an issuer of nobody", { signers: [{ ...SIGNER, issuer: "https://example.com" }] }],
    ["with a workflow that is none", { signers: [{ ...SIGNER, signerWorkflow: "octo-org/shared" }] }],
  ])("%s", async (_, rules) => {
    await expectFault("policy-malformed", () => policy(rules));
  });

  test("with more addresses of workflows that are no people than it names", async () => {
    const exact = (name: string) => ({ identity: `https://example.com/${name}@ref`, issuer: "https://a.example" });
    expect(
      policy({ evidence: [{ predicateType: TYPE, threshold: 2, signers: [exact("a"), exact("b")] }] }),
    ).toBeDefined();
    const same = { ...exact("a"), issuer: "https://b.example" };
    const two = policy({ evidence: [{ predicateType: TYPE, threshold: 2, signers: [exact("a"), same] }] });
    expect(two.evidence[0]?.signers.length).toBe(2);
  });

  test("without a schema of this version, and where it is not an object, or beyond a mebibyte", async () => {
    for (const text of ["[]", "1", "{", JSON.stringify({ signers: [SIGNER] })]) {
      await expectFault("policy-malformed", () => parsePolicy(Buffer.from(text)));
    }
    const text = JSON.stringify({ schema: POLICY_SCHEMA_ID, signers: [SIGNER] });
    const filled = (length: number) => Buffer.from(text.padEnd(length, " "));
    expect(parsePolicy(filled(1024 * 1024)).signers.length).toBe(1);
    await expectFault("policy-malformed", () => parsePolicy(filled(1024 * 1024 + 1)));
  });

  test("with the place that is wrong", async () => {
    const fault = await expectFault("policy-malformed", () => policy({ evidence: [{ ...one, threshold: 0 }] }));
    expect(fault.message).toBe('the policy is malformed: it is wrong at "evidence.0.threshold"');
    expect(fault.cause).toBeUndefined();
    const said = async (text: string) => {
      return (await expectFault("policy-malformed", () => parsePolicy(Buffer.from(text)))).message;
    };
    expect(await said('{"require": ["x"]}')).toMatch(/lacks a value at "(schema|signers)"$/);
    expect(await said(`{"schema": "x", "signers": [], "requires": []}`)).toContain(
      'a field at "requires" that is not known',
    );
    expect(await said(`{"schema": "x", "signers": [{"identity": "a", "issuer": "b"}]}`)).toContain(
      `is wrong at "schema", which must be ${POLICY_SCHEMA_ID}`,
    );
    const whole = await expectFault("policy-malformed", () => parsePolicy(Buffer.from('{"a":1,"a":2}')));
    expect(whole.cause).toBeDefined();
  });
});

test("people are told apart by what is an e-mail address only, and by its letters in lower case", () => {
  const both = (...identities: string[]) =>
    policy({
      evidence: [
        { predicateType: TYPE, threshold: 2, signers: identities.map((identity) => ({ ...PERSON, identity })) },
      ],
    }).evidence.length;
  expect(both("qa@example.com/A", "qa@example.com/a")).toBe(1);
  expect(both("stra\u00dfe@example.com", "strasse@example.com")).toBe(1);
});

test("a policy may name its schema for editors, and nothing follows from it", () => {
  const named = policy({ $schema: "https://example.com/any.json" });
  expect(named.document.schema).toBe(POLICY_SCHEMA_ID);
  expect(() => policy({ $schema: 1 })).toThrow("$schema");
});

test("the schema of a policy has an address of its own", () => {
  expect(POLICY_SCHEMA_ID).toMatch(/^https:\/\/[^/]+\/.*\bpolicy\b/);
});

test("a rule that no evidence can satisfy is refused by its name, and says if it is for its age", async () => {
  const needs = async (rules: object) => (await expectFault("policy-malformed", () => policy(rules))).message;
  const lacks = "needs more signers than it names";
  expect(await needs({ signers: [KEY], maxAgeDays: 1 })).toBe(
    `the policy is malformed: maxAgeDays ${lacks}, and what a key signs has no age`,
  );
  const aged = { approvals: { n: 2, of: [LAB, KEY], maxAgeDays: 1 } };
  expect(await needs(aged)).toBe(`the policy is malformed: approvals ${lacks}, and what a key signs has no age`);
  expect(await needs({ approvals: { n: 2, of: [LAB] } })).toBe(`the policy is malformed: approvals ${lacks}`);
});
