import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatStatement,
  parseStatement,
  STATEMENT_TYPE,
  STATEMENT_TYPE_V0_1,
} from "../../../src/domain/attestation/statement.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";

const SHA256 = "ab".repeat(32);
const good = {
  _type: STATEMENT_TYPE,
  subject: [{ name: "a.tgz", digest: { sha256: SHA256 } }],
  predicateType: "https://example.org/predicate/v1",
  predicate: { key: "value" },
};
const parse = (value: unknown) => parseStatement(encodeUtf8(JSON.stringify(value)));
const withDigest = (digest: unknown) => ({ ...good, subject: [{ name: "a", digest }] });

describe("in-toto statement", () => {
  test("is read, with unknown fields left out, as its specification asks (J14)", () => {
    expect(parse(good)).toEqual(good);
    const subject = [{ ...good.subject[0], annotations: { a: 1 }, downloadLocation: "x" }];
    expect(parse({ ...good, subject, extension: 1 })).toEqual(good);
  });

  test("of version 0.1 is read, and one without predicate or subject name", () => {
    expect(parse({ ...good, _type: STATEMENT_TYPE_V0_1 })._type).toBe(STATEMENT_TYPE_V0_1);
    const { predicate: _, ...bare } = { ...good, subject: [{ digest: { sha512: "0".repeat(128) } }] };
    expect(parse(bare)).toEqual({ ...bare, predicate: {} });
  });

  test("has exactly what was there, and the types that in-toto names", () => {
    const bare = { ...good, subject: [{ digest: { sha256: SHA256 } }] };
    expect(parse(bare)).toStrictEqual(bare);
    expect([STATEMENT_TYPE, STATEMENT_TYPE_V0_1]).toEqual(
      ["v1", "v0.1"].map((version) => `https://in-toto.io/Statement/${version}`),
    );
  });

  test.each<[string, unknown]>([
    ["another _type (B24)", { ...good, _type: "https://in-toto.io/Statement/v2" }],
    ["no _type (B24)", { ...good, _type: undefined }],
    ["no predicateType (B24)", { ...good, predicateType: undefined }],
    ["an empty predicateType (B24)", { ...good, predicateType: "" }],
    ["no subject (B26)", { ...good, subject: [] }],
    ["null subjects (B26)", { ...good, subject: null }],
    ["only weak digests (B27)", withDigest({ sha1: "a".repeat(40), md5: "a".repeat(32) })],
    ["an empty digest set (B27)", withDigest({})],
    ["an upper-case digest (B28)", withDigest({ sha256: SHA256.toUpperCase() })],
    ["a short digest (B28)", withDigest({ sha256: SHA256.slice(2) })],
    ["a prefixed digest (B28)", withDigest({ sha256: `sha256:${SHA256}` })],
    ["a good and a broken digest (B28)", withDigest({ sha256: SHA256, sha512: SHA256 })],
    ["a digest that is no text (B28)", withDigest({ sha256: 1 })],
    ...[[], "x", 1, true].map((predicate): [string, unknown] => [
      `${JSON.stringify(predicate)} for a predicate (J11)`,
      { ...good, predicate },
    ]),
    ["a list at its top (J11)", [good]],
    ["null at its top (J11)", null],
  ])("is refused with %s", async (_, value) => {
    await expectFault("statement-malformed", () => parse(value));
  });

  test("is named where it is not JSON", async () => {
    const fault = await expectFault("json-malformed", () => parseStatement(encodeUtf8("{")));
    expect(fault.message).toMatch(/^the statement /);
  });

  test("may have a predicate of null, as PyPI publishes it", () => {
    expect(parse({ ...good, predicate: null }).predicate).toEqual({});
  });

  test("may have a subject with a weak digest beside a strong one (B27)", () => {
    const tag = { name: "v1", digest: { sha1: "a".repeat(40) } };
    expect(parse({ ...good, subject: [tag, ...good.subject] }).subject).toHaveLength(2);
  });

  test("is refused with 1,025 subjects, and read with 1,024 (B31)", async () => {
    const many = (count: number) => ({
      ...good,
      subject: Array.from({ length: count }, (_, n) => ({ name: `a${n}`, digest: { sha256: SHA256 } })),
    });
    expect(parse(many(1024)).subject).toHaveLength(1024);
    await expectFault("statement-malformed", () => parse(many(1025)));
    await expectFault("statement-malformed", () => parse(many(100_000)));
  });

  test("is refused with a key twice or a prototype key (J01, J02)", async () => {
    const text = JSON.stringify(good);
    const twice = text.replace('"predicate":', '"predicateType":"x","predicate":');
    await expectFault("json-malformed", () => parseStatement(encodeUtf8(twice)));
    const hostile = text.replace('"key"', '"__proto__"');
    await expectFault("json-malformed", () => parseStatement(encodeUtf8(hostile)));
  });

  test("is written canonically, and reads back equal", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: fc.string({ minLength: 1 }), digest: fc.constant({ sha256: SHA256 }) }), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string()),
        (subject, predicate) => {
          const bytes = formatStatement({ ...good, _type: STATEMENT_TYPE, subject, predicate });
          expect(formatStatement(parseStatement(bytes))).toEqual(bytes);
        },
      ),
    );
  });

  test("of any bytes is read or refused with a fault", () => {
    const bytes = encodeUtf8(JSON.stringify(good));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const changed = Uint8Array.from(bytes);
        changed[at] = value;
        try {
          parseStatement(changed);
        } catch (error) {
          return error instanceof Fault;
        }
        return true;
      }),
    );
  });
});
