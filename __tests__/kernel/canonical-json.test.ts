import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson, isCanonicalJson } from "../../src/kernel/canonical-json.ts";
import type { JsonValue } from "../../src/kernel/json.ts";
import { parseJson } from "../../src/kernel/json.ts";
import { expectFault } from "../expect-fault.ts";

describe("canonicalJson", () => {
  test("orders keys by UTF-16 code units, so that an emoji stands before U+FB33 (RFC 8785 §3.2.3)", () => {
    const value = { "\ufb33": 1, "\u{1f600}": 2, "€": 3, "\r": 4, "1": 5, "\u0080": 6, ö: 7, A: 8, a: 9, "": 0 };
    expect(canonicalJson(value)).toBe(
      '{"":0,"\\r":4,"1":5,"A":8,"a":9,"\u0080":6,"ö":7,"€":3,"\u{1f600}":2,"\ufb33":1}',
    );
  });

  test("orders digits as text, not as numbers", () => {
    expect(canonicalJson({ "10": 1, "9": 2, "2": 3 })).toBe('{"10":1,"2":3,"9":2}');
  });

  test.each([
    [0, "0"],
    [-0, "0"],
    [1e21, "1e+21"],
    [1e20, "100000000000000000000"],
    [1e-6, "0.000001"],
    [1e-7, "1e-7"],
    [5e-324, "5e-324"],
    [1.7976931348623157e308, "1.7976931348623157e+308"],
    [0.1 + 0.2, "0.30000000000000004"],
    [-1.5, "-1.5"],
    [2 ** 53, "9007199254740992"],
  ])("writes the number %d as ECMAScript does (RFC 8785 §3.2.2.3)", (number, text) => {
    expect(canonicalJson(number)).toBe(text);
  });

  test("escapes only what it must (RFC 8785 §3.2.2.2)", () => {
    expect(canonicalJson('\b\t\n\f\r"\\/\u0000\u001f\u007f\u2028é')).toBe(
      '"\\b\\t\\n\\f\\r\\"\\\\/\\u0000\\u001f\u007f\u2028é"',
    );
  });

  test("writes nested values without spaces", () => {
    expect(canonicalJson({ b: [1, { d: null, c: true }, []], a: {} })).toBe('{"a":{},"b":[1,{"c":true,"d":null},[]]}');
  });

  test.each([
    ["infinity", Number.POSITIVE_INFINITY],
    ["no number", Number.NaN],
    ["a lone surrogate", "\ud800"],
    ["a lone surrogate in a key", { "\udc00": 1 }],
    ["undefined", { a: undefined }],
    ["a hole", new Array(1)],
    ["a big integer", 1n],
    ["a function", [() => 1]],
  ])("refuses %s", async (_, value) => {
    await expectFault("json-malformed", () => canonicalJson(value as JsonValue));
  });

  test("refuses nesting that has no end, with a fault", async () => {
    const loop: JsonValue[] = [];
    loop.push(loop);
    await expectFault("json-malformed", () => canonicalJson(loop));
    const nested = (depth: number) => Array.from({ length: depth }).reduce<JsonValue>((inner) => [inner], 1);
    expect(canonicalJson(nested(511))).toHaveLength(1023);
    await expectFault("json-malformed", () => canonicalJson(nested(512)));
    const objects = (depth: number) => Array.from({ length: depth }).reduce<JsonValue>((inner) => ({ a: inner }), 1);
    expect(canonicalJson(objects(511))).toHaveLength(511 * 6 + 1);
    await expectFault("json-malformed", () => canonicalJson(objects(512)));
  });

  test("is the same for every order of the keys, and is read back as it was", () => {
    const simple = fc
      .jsonValue()
      .filter((value) => !/-0|e\+|[0-9]{16}/.test(JSON.stringify(value)) && !Object.is(value, -0));
    fc.assert(
      fc.property(simple, (value) => {
        const text = canonicalJson(value as JsonValue);
        expect(canonicalJson(reversed(value) as JsonValue)).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        const read = () => parseJson(new TextEncoder().encode(text), { prototypeKeys: "keep" });
        expect(canonicalJson(read())).toBe(text);
      }),
    );
  });
});

describe("isCanonicalJson", () => {
  const read = (text: string) => parseJson(new TextEncoder().encode(text), { prototypeKeys: "keep" });

  test.each([
    ['{"a":1,"b":[{"c":null,"d":"é"}]}', true],
    ['{"10":1,"9":2}', true],
    ['{"9":2,"10":1}', false],
    ['{"b":1,"a":2}', false],
    ['[{"a":[{"d":1,"c":2}]}]', false],
    ['{"a": 1}', false],
    ['{"a":1.0}', false],
    ['{"a":"\\/"}', false],
    ['{"a":"\\u00e9"}', false],
  ])("of %j is %s", (text, expected) => {
    expect(isCanonicalJson(text, read(text))).toBe(expected);
  });

  test("says of every text what writing it anew says", () => {
    const key = fc.constantFrom("a", "b", "1", "10", "9", "é", "\u{1f600}", "\ufb33", "toJSON");
    const document = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom<JsonValue>(null, true, 0, -1.5, "", "x"),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(key, tie("value"), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(document, fc.boolean(), (value, isOrdered) => {
        const text = isOrdered ? canonicalJson(value) : JSON.stringify(value);
        expect(isCanonicalJson(text, read(text))).toBe(canonicalJson(read(text)) === text);
        if (isOrdered) expect(isCanonicalJson(text, read(text))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const turned: Record<string, unknown> = Object.create(null);
  for (const [key, member] of Object.entries(value).reverse()) turned[key] = reversed(member);
  return turned;
}
