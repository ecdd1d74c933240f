import { describe, expect, test } from "vitest";
import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { STATEMENT_TYPE } from "../../../src/domain/attestation/statement.ts";
import { isStaleHead } from "../../../src/domain/statements/head-trust.ts";
import { formatLeaf, type Leaf, parseLeaf } from "../../../src/domain/statements/leaf.ts";
import { parseLogPolicy } from "../../../src/domain/statements/log-policy.ts";
import { readReleaseState, releaseStateStatement } from "../../../src/domain/statements/release-state.ts";
import {
  predicateTypeOf,
  RELEASE_STATE_TYPE,
  SPOKEN_EFFECTS,
  wordOf,
} from "../../../src/domain/statements/vocabulary.ts";
import { noteKeyHint } from "../../../src/domain/transparency/note-key.ts";
import { canonicalJson } from "../../../src/kernel/canonical-json.ts";
import type { JsonObject } from "../../../src/kernel/json.ts";
import { expectFault } from "../../expect-fault.ts";
import { newPrivateKey, publicPemOf } from "../../keys/test-keys.ts";
import { POLICY_DOCUMENT } from "./histories.ts";

const bytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const [A, B] = ["a".repeat(64), "b".repeat(64)];
const LEAF: Leaf = { v: 1, kind: "statement", says: "scai", subject: [A, B], payload: A, envelope: B };

describe("a leaf", () => {
  test("is canonical JSON, which is read as it was written", () => {
    const text = `{"envelope":"${B}","kind":"statement","payload":"${A}","says":"scai","subject":["${A}","${B}"],"v":1}`;
    expect(Buffer.from(formatLeaf(LEAF)).toString()).toBe(text);
    expect(parseLeaf(formatLeaf(LEAF))).toEqual(LEAF);
    for (const leaf of [
      { ...LEAF, says: "release-state", subject: ["0".repeat(64)] } as Leaf,
      { ...LEAF, says: "other" } as Leaf,
      { v: 1, kind: "policy", policy: A },
      { v: 1, kind: "erasure", envelope: A, reason: "personal-data" },
    ] as const) {
      expect(parseLeaf(formatLeaf(leaf))).toEqual(leaf);
    }
  });

  test.each([
    ["no JSON", "x"],
    ["another order of keys", JSON.stringify(LEAF)],
    ["a space", `${Buffer.from(formatLeaf(LEAF)).toString()} `],
    ["a further field", Buffer.from(formatLeaf({ ...LEAF, name: "me" } as Leaf)).toString()],
    ["free text", Buffer.from(formatLeaf({ ...LEAF, says: "hello" } as unknown as Leaf)).toString()],
    ["subjects out of order", Buffer.from(formatLeaf({ ...LEAF, subject: [B, A] })).toString()],
    ["one subject twice", Buffer.from(formatLeaf({ ...LEAF, subject: [A, A] })).toString()],
    ["a digest behind other text", Buffer.from(formatLeaf({ ...LEAF, payload: `x${A}` })).toString()],
    ["a digest before other text", Buffer.from(formatLeaf({ ...LEAF, payload: `${A}x` })).toString()],
    ["no subject", Buffer.from(formatLeaf({ ...LEAF, subject: [] })).toString()],
    ["a later version", Buffer.from(formatLeaf({ ...LEAF, v: 2 } as unknown as Leaf)).toString()],
  ])("with %s is refused", async (_what, text) => {
    await expectFault("log-leaf-malformed", () => parseLeaf(bytes(text)));
  });

  test("that is no JSON is named in the refusal", async () => {
    const fault = await expectFault("log-leaf-malformed", () => parseLeaf(bytes("x")));
    expect(fault.message).toMatch(/^a leaf of the log is not strict JSON: /);
  });

  test("has no more bytes than a log can hold", async () => {
    const subject = Array.from({ length: 1000 }, (_, at) => sha256Hex(bytes(`${at}`))).sort();
    await expectFault("log-leaf-malformed", () => formatLeaf({ ...LEAF, subject }));
    await expectFault("log-leaf-malformed", () => parseLeaf(bytes(canonicalJson({ ...LEAF, subject }))));
    const [longest, tooLong] = [65_535, 65_536].map((size) => {
      const rest = formatLeaf({ ...LEAF, payload: "" }).length;
      return { ...LEAF, payload: "a".repeat(size - rest) };
    });
    if (longest === undefined || tooLong === undefined) throw new Error("there are two");
    expect(formatLeaf(longest)).toHaveLength(65_535);
    await expectFault("log-leaf-malformed", () => formatLeaf(tooLong));
  });
});

describe("the policy of a log", () => {
  const parse = (more: object) => parseLogPolicy(bytes({ ...POLICY_DOCUMENT, ...more }), crypto);
  const role = (signer: object, may = ["yanked"]) => ({ roles: { owner: { signers: [signer], may } } });

  test("asks for two parties to banish and two looks that find other bytes, unless it says otherwise", async () => {
    expect((await parse({})).thresholds).toEqual({ banished: 2, tombstoned: 1, mismatch: 2 });
    const given = { banished: 3, tombstoned: 2, mismatch: 1 };
    expect((await parse({ thresholds: given })).thresholds).toEqual(given);
    expect((await parse({})).witnesses).toEqual({ n: 0, keys: [] });
  });

  test.each([
    ["a right that there is not", role({ identity: "a", issuer: "https://b" }, ["delete"])],
    ["the right to retract, which follows from others", role({ identity: "a", issuer: "https://b" }, ["retract"])],
    ["a repository without a ref", role({ repository: "a/b" })],
    ["a signer that cannot be read", role({ repository: "nothing", sourceRef: "refs/heads/main" })],
    ["no roles", { roles: {} }],
    ["a schema of something else", { schema: "https://release-capsule.github.io/release-capsule/schemas/policy/v1" }],
    ["more bytes than a policy has", { $schema: "a".repeat(256 * 1024) }],
    ["a name that is not one line of a head", { origin: "a b" }],
    ["more witnesses than it names", { witnesses: { n: 2, of: [] } }],
    ["a further field", { more: 1 }],
  ])("with %s is refused", async (_what, more) => {
    await expectFault("log-policy-malformed", () => parse(more));
  });

  test("names no key, which says neither when it signed nor who has it, and says so", async () => {
    const key = publicPemOf(newPrivateKey("P-256")).toString();
    const fault = await expectFault("log-policy-malformed", () => parse(role({ key })));
    expect(fault.message).toBe("the policy of the log names a key: statements are signed by identities");
  });

  test("has a role by a short word alone", async () => {
    const signers = [{ identity: "a", issuer: "https://b" }];
    const named = (name: string) => parse({ roles: { [name]: { signers, may: ["yanked"] } } });
    for (const name of ["a", "lab-2", "a".repeat(32)]) expect((await named(name)).roles.has(name)).toBe(true);
    for (const name of ["", "2a", "Lab", "-a", "a b", "a_", "a".repeat(33)]) {
      await expectFault("log-policy-malformed", () => named(name));
    }
  });

  test("counts no witness twice, under whatever names: a cosignature is over no name", async () => {
    const raw = Buffer.alloc(32, 7);
    const witness = async (name: string, key = raw) => {
      const typed = Buffer.concat([Buffer.of(4), key]);
      const hint = Buffer.from(await noteKeyHint(name, typed, crypto)).toString("hex");
      return `${name}+${hint}+${typed.toString("base64")}`;
    };
    const [one, alias, other] = [
      await witness("one"),
      await witness("alias"),
      await witness("two", Buffer.alloc(32, 8)),
    ];
    expect((await parse({ witnesses: { n: 2, of: [one, other] } })).witnesses.n).toBe(2);
    const lacking = await expectFault("log-policy-malformed", () => parse({ witnesses: { n: 2, of: [one] } }));
    expect(lacking.message).toBe("the policy of the log needs more witnesses than it names");
    for (const of of [
      [one, one],
      [one, alias],
    ]) {
      const fault = await expectFault("log-policy-malformed", () => parse({ witnesses: { n: 2, of } }));
      expect(fault.message).toBe("the policy of the log names one witness twice");
    }
  });

  test("is read by the name of its schema, which cannot change", async () => {
    const schema = "https://release-capsule.github.io/release-capsule/schemas/log-policy/v1";
    expect((await parse({ schema })).origin).toBe(POLICY_DOCUMENT.origin);
  });

  test("that is not JSON, or names a witness by a key of heads, is refused", async () => {
    const fault = await expectFault("log-policy-malformed", () => parseLogPolicy(bytes("{"), crypto));
    expect(fault.message).toMatch(/^the policy of the log is not strict JSON: /);
    const of = ["PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"];
    await expectFault("log-policy-malformed", () => parse({ witnesses: { n: 1, of } }));
  });
});

describe("a statement about the state of a release", () => {
  const signer = { identity: "a@example.com", issuer: "https://b" };
  const STAGED = { effect: "staged", reason: "none" };
  const RETRACTED = { effect: "retract", reason: "none" };
  const APPROVED = { effect: "approved-for-use", reason: "none" };

  test("names it by the digest of its root, and is read back", () => {
    const state = { effect: "yanked", reason: "defect" } as const;
    const statement = releaseStateStatement({ name: "tool", sha256: A }, state);
    expect(statement).toEqual({
      ...{ _type: STATEMENT_TYPE, predicateType: RELEASE_STATE_TYPE, predicate: state },
      subject: [{ name: "tool", digest: { sha256: A } }],
    });
    expect(readReleaseState(statement)).toEqual(state);
    expect(releaseStateStatement({ sha256: A }, state).subject).toStrictEqual([{ digest: { sha256: A } }]);
  });

  test("is not written without what it would mean", async () => {
    const retraction = { effect: "retract", reason: "error" } as const;
    await expectFault("release-state-malformed", () => releaseStateStatement({ sha256: A }, retraction));
  });

  test.each([
    ["a reason in words of its own", { effect: "yanked", reason: "because" }],
    ["a use that nobody approves", { effect: "yanked", reason: "none", use: "fips" }],
    ["an approval without a use", { effect: "approved-for-use", reason: "none" }],
    ["custody of nobody", { effect: "custody", reason: "none" }],
    ["a grant of nothing", { effect: "grant", reason: "none" }],
    [
      "a grant to a repository without a ref",
      { effect: "grant", reason: "none", grant: { role: "qe", signer: { repository: "a/b" }, may: ["scai"] } },
    ],
    ["a retraction of nothing", { effect: "retract", reason: "none" }],
    ["a revocation of nothing", { effect: "revoke", reason: "none" }],
    ["free text", { effect: "yanked", reason: "none", note: "call Bob" }],
    ["a digest behind other text", { ...RETRACTED, refersTo: [`x${A}`] }],
    ["a digest before other text", { ...RETRACTED, refersTo: [`${A}x`] }],
    ["a digest before a line end", { ...RETRACTED, refersTo: [`${A}\n`] }],
    ["a use behind another letter", { ...APPROVED, use: "Xfips" }],
    ["a use before another letter", { ...APPROVED, use: "fips_" }],
    ["a use before a line end", { ...APPROVED, use: "fips\n" }],
    ["a release behind other text", { ...STAGED, release: "xpkg:github/a/b@v1" }],
    ["a release before a space", { ...STAGED, release: "pkg:github/a/b@v1 yanked" }],
    ["a release before a line end", { ...STAGED, release: "pkg:github/a/b@v1\n" }],
    ["a release of too many letters", { ...STAGED, release: `pkg:${"a".repeat(513)}` }],
    ["a release of none", { ...STAGED, release: "pkg:" }],
  ])("with %s is refused", async (_what, predicate) => {
    const malformed = /malformed$/;
    const code = await Promise.resolve()
      .then(() => readReleaseState({ predicate: predicate as unknown as JsonObject }))
      .then(
        () => "read",
        (fault: { code: string }) => fault.code,
      );
    expect(code).toMatch(malformed);
    expect(["release-state-malformed", "log-policy-malformed"]).toContain(code);
  });

  test("may name a custodian, a grant and what it takes back", () => {
    for (const state of [
      { effect: "custody", reason: "none", custodian: signer },
      { effect: "grant", reason: "none", grant: { role: "qe", signer, may: ["scai"] } },
      { effect: "retract", reason: "error", refersTo: [A] },
      { effect: "approved-for-use", reason: "none", use: "fips-140-3" },
      { ...STAGED, release: "pkg:github/octo-org/octo-tool@v1" },
      { ...STAGED, release: `pkg:${"a".repeat(512)}` },
    ]) {
      expect(readReleaseState({ predicate: state as unknown as JsonObject })).toEqual(state);
    }
  });
});

test("a predicate type has a word, and a word its type", () => {
  // It is signed, so it cannot change.
  expect(RELEASE_STATE_TYPE).toBe("https://release-capsule.github.io/release-capsule/release-state/v1");
  expect(wordOf(RELEASE_STATE_TYPE)).toBe("release-state");
  expect(wordOf("https://example.com/other")).toBe("other");
  expect(wordOf(predicateTypeOf("test-result"))).toBe("test-result");
});

test("nobody makes or opens a commitment by its word alone", () => {
  expect(SPOKEN_EFFECTS).toEqual([
    ...["staged", "published", "yanked", "deleted", "tombstoned", "banished", "available", "missing", "mismatch"],
    ...["distributable", "approved-for-use", "custody", "retract", "grant", "revoke"],
  ]);
});

test("a head is too old beyond the age that is allowed, and so is one that nobody dates", () => {
  const head = (seconds: number | undefined) => ({ seconds }) as Parameters<typeof isStaleHead>[0];
  const now = new Date(10_000_000);
  expect(isStaleHead(head(9_000), 1_000, now)).toBe(false);
  expect(isStaleHead(head(8_999), 1_000, now)).toBe(true);
  expect(isStaleHead(head(undefined), 1_000, now)).toBe(true);
  expect(isStaleHead(head(undefined), undefined, now)).toBe(false);
});
