import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { schemaId } from "../../../src/domain/home.ts";
import { MAX_KEY_LIST_BYTES, readKeyList, releaseKeys, requireListed } from "../../../src/domain/policy/key-list.ts";
import { readSignerKey } from "../../../src/domain/sigstore/signer-key.ts";
import { expectFault } from "../../expect-fault.ts";
import { newPrivateKey, publicPemOf, spkiOf } from "../../keys/test-keys.ts";

const PRIVATE = newPrivateKey("P-256");
const PEM = publicPemOf(PRIVATE).toString();
const FINGERPRINT = sha256Hex(spkiOf(PRIVATE));
const publicKey = readSignerKey(publicPemOf(PRIVATE));
const KEY = { purpose: "release", key: PEM, fingerprint: FINGERPRINT };

const bytes = (...keys: object[]) => Buffer.from(JSON.stringify({ schema: schemaId("keys"), keys }));
const read = (...keys: object[]) => readKeyList(bytes(...keys), nodeCryptography);
const at = (text: string) => new Date(text);

function another(changes: object = {}): object {
  const key = newPrivateKey("Ed25519");
  return { purpose: "release", key: publicPemOf(key).toString(), fingerprint: sha256Hex(spkiOf(key)), ...changes };
}

describe("a list of keys", () => {
  test("has each with what is said of it", async () => {
    const plain = {
      kind: "key",
      publicKey,
      purpose: "release",
      fingerprint: FINGERPRINT,
      published: [],
      validity: undefined,
    };
    expect(await read(KEY)).toStrictEqual([plain]);
    const times = {
      notBefore: "2026-01-02T03:04:05Z",
      notAfter: "2027-02-28T23:59:59Z",
      revoked: "2026-12-31T00:00:00Z",
    };
    expect(await read({ ...KEY, ...times, published: ["https://a.example"] })).toStrictEqual([
      {
        ...{ ...plain, published: ["https://a.example"], revoked: at(times.revoked) },
        validFor: { start: at(times.notBefore), end: at(times.notAfter) },
        validity: "from 2026-01-02 to 2027-02-28 revoked from 2026-12-31 on",
      },
    ]);
    const [ends] = await read({ ...KEY, notAfter: times.notAfter });
    expect(ends).toMatchObject({
      validFor: { start: new Date(0), end: at(times.notAfter) },
      validity: "to 2027-02-28",
    });
    expect(ends).not.toHaveProperty("revoked");
    const [begins] = await read({ ...KEY, notBefore: times.notBefore });
    expect(begins).toMatchObject({ validFor: { start: at(times.notBefore), end: undefined } });
  });

  test("may name its schema for editors, and hold as many keys as it says", async () => {
    const document = { $schema: "./keys.schema.json", schema: schemaId("keys"), keys: [KEY] };
    expect(await readKeyList(Buffer.from(JSON.stringify(document)), nodeCryptography)).toHaveLength(1);
    const many = Array.from({ length: 64 }, () => another());
    expect(await read(...many)).toHaveLength(64);
    await expectFault("keys-malformed", () => read(...many, KEY));
  });

  test.each([
    ["no key", []],
    ["a key without a purpose", [{ ...KEY, purpose: "" }]],
    ["a purpose that is too long", [{ ...KEY, purpose: "p".repeat(81) }]],
    ["an empty key", [{ ...KEY, key: "" }]],
    ["a key that is too long", [{ ...KEY, key: PEM + "\n".repeat(8193 - PEM.length) }]],
    ["no fingerprint", [{ ...KEY, fingerprint: undefined }]],
    ["a fingerprint in capitals", [{ ...KEY, fingerprint: FINGERPRINT.toUpperCase() }]],
    ["more before a fingerprint", [{ ...KEY, fingerprint: `0${FINGERPRINT}` }]],
    ["more behind a fingerprint", [{ ...KEY, fingerprint: `${FINGERPRINT}0` }]],
    ["an empty place where it is published", [{ ...KEY, published: [""] }]],
    ["such a place that is too long", [{ ...KEY, published: ["a".repeat(2049)] }]],
    ["too many such places", [{ ...KEY, published: Array.from({ length: 17 }, () => "https://a.example") }]],
    ["a field of no meaning", [{ ...KEY, level: 3 }]],
  ])("with %s is refused", async (_, keys) => {
    const fault = await expectFault("keys-malformed", () => read(...keys));
    expect(fault.message).toMatch(/^the list of keys is malformed: it /);
  });

  test("takes the longest texts that it has room for", async () => {
    const published = Array.from({ length: 16 }, () => "a".repeat(2048));
    const key = PEM + "\n".repeat(8192 - PEM.length);
    expect(await read({ ...KEY, purpose: "p".repeat(80), published })).toMatchObject([{ published }]);
    expect(await read({ ...KEY, key })).toHaveLength(1);
  });

  test("of another schema, or of too many bytes, is refused", async () => {
    for (const other of [
      { schema: schemaId("policy"), keys: [KEY] },
      { keys: [KEY] },
      { schema: schemaId("keys"), keys: [KEY], more: 1 },
    ]) {
      await expectFault("keys-malformed", () => readKeyList(Buffer.from(JSON.stringify(other)), nodeCryptography));
    }
    const room = Buffer.alloc(MAX_KEY_LIST_BYTES + 1, " ");
    bytes(KEY).copy(room);
    await expectFault("keys-malformed", () => readKeyList(room, nodeCryptography));
    expect(await readKeyList(room.subarray(0, MAX_KEY_LIST_BYTES), nodeCryptography)).toHaveLength(1);
  });

  test("with a fingerprint of another key, a key twice or a text that is no key is refused", async () => {
    const wrong = await expectFault("keys-malformed", () => read({ ...KEY, fingerprint: "0".repeat(64) }));
    expect(wrong.message).toBe('the list of keys is malformed: the key for "release" has another fingerprint');
    const twice = await expectFault("keys-malformed", () => read(KEY, another(), { ...KEY, purpose: "other" }));
    expect(twice.message).toBe("the list of keys is malformed: it names one key twice");
    await expectFault("key-malformed", () => read({ ...KEY, key: "no key" }));
  });

  const TIMES = ["notBefore", "notAfter", "revoked"] as const;
  test.each(TIMES)("whose %s is no time is refused", async (name) => {
    for (const time of [
      "2026-01-02",
      "x2026-01-02T03:04:05Z",
      "2026-01-02T03:04:05Zx",
      "2026-13-02T03:04:05Z",
      "2026-00-02T03:04:05Z",
      "2026-01-00T03:04:05Z",
      "2026-01-32T03:04:05Z",
      "2026-01-02T24:04:05Z",
      "2026-01-02T03:60:05Z",
      "2026-01-02T03:04:60Z",
      "2026-02-30T00:00:00Z",
      "",
    ]) {
      await expectFault("keys-malformed", () => read({ ...KEY, [name]: time }));
    }
  });

  test("takes each time of the calendar, and no key that ends before it begins", async () => {
    for (const time of [
      "2026-10-09T09:59:00Z",
      "2028-02-29T10:00:59Z",
      "2026-12-19T19:30:30Z",
      "2026-01-31T23:00:00Z",
    ]) {
      for (const name of TIMES) expect(await read({ ...KEY, [name]: time })).toHaveLength(1);
    }
    const [early, late] = ["2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"];
    expect(await read({ ...KEY, notBefore: early, notAfter: early })).toHaveLength(1);
    const fault = await expectFault("keys-malformed", () => read({ ...KEY, notBefore: late, notAfter: early }));
    expect(fault.message).toContain("a key is valid until before it is valid");
    const february = await expectFault("keys-malformed", () => read({ ...KEY, notBefore: "2026-02-29T00:00:00Z" }));
    expect(february.message).toContain("a key has a time of no calendar");
  });
});

describe("of a list of keys", () => {
  test("only those for releases verify one, with their times and nothing else", async () => {
    const times = { notBefore: "2026-01-01T00:00:00Z", revoked: "2026-12-31T00:00:00Z" };
    expect(releaseKeys(await read(another({ purpose: "tags" }), KEY))).toStrictEqual([{ kind: "key", publicKey }]);
    expect(releaseKeys(await read({ ...KEY, ...times }))).toStrictEqual([
      {
        ...{ kind: "key", publicKey, revoked: at(times.revoked) },
        validFor: { start: at(times.notBefore), end: undefined },
      },
    ]);
    const fault = await expectFault("keys-malformed", async () => releaseKeys(await read({ ...KEY, purpose: "tags" })));
    expect(fault.message).toBe("the list of keys is malformed: it names no key with the purpose release");
  });

  const NOW = at("2026-06-01T00:00:00Z");
  test.each([
    ["is there for releases", {}],
    ["begins now", { notBefore: "2026-06-01T00:00:00Z" }],
    ["ends now", { notAfter: "2026-06-01T00:00:00Z" }],
    ["is revoked from a second later on", { revoked: "2026-06-01T00:00:01Z" }],
  ])("a key signs a release if it %s", async (_, changes) => {
    expect(requireListed(FINGERPRINT, await read(another(), { ...KEY, ...changes }), NOW)).toBeUndefined();
  });

  test.each([
    ["is not named", another(), "does not name this key"],
    ["is for something else", { ...KEY, purpose: "tags" }, 'names this key for "tags", and not for release'],
    ["is revoked from now on", { ...KEY, revoked: "2026-06-01T00:00:00Z" }, "says that this key is revoked"],
    ["begins a second later", { ...KEY, notBefore: "2026-06-01T00:00:01Z" }, "says that this key is not valid now"],
    ["ended a second before", { ...KEY, notAfter: "2026-05-31T23:59:59Z" }, "says that this key is not valid now"],
  ])("a key signs no release if it %s", async (_, key, words) => {
    const listed = await read(key);
    const fault = await expectFault("key-unfit", () => requireListed(FINGERPRINT, listed, NOW));
    expect(fault.message).toBe(`the list of keys ${words}`);
    expect(fault.hint).toBe("correct release/keys.json, or sign with a key that it names for release");
  });
});
