import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonOptions } from "../../src/kernel/json.ts";
import { parseJson } from "../../src/kernel/json.ts";
import { isJsonObject, parseJsonObject } from "../../src/kernel/json-object.ts";
import { expectFault } from "../expect-fault.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const parse = (text: string, options?: JsonOptions) => parseJson(utf8(text), options);
const refused = (text: string, options?: JsonOptions) => expectFault("json-malformed", () => parse(text, options));

describe("parseJson accepts", () => {
  test.each([
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1.5e3",
    "1E-2",
    "1e+2",
    "9007199254740991",
    "-9007199254740991",
    '""',
    '"a\\u0041\\n\\"\\\\\\/\\b\\f\\r\\t"',
    '"\\ud83d\\ude00é"',
    '"\u007f\u2028"',
    '"a\\n b \\u0020 c"',
    "[]",
    "{}",
    '{ "a" : 1 , "b" :\n2 }',
    " \t\r\n[ 1 , [ ] , { } ]\n",
    '{"a":{"b":[1,2,{"c":null}]},"toString":1,"":2}',
  ])("%j with the value that JSON.parse gives", (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });
});

describe("parseJson refuses", () => {
  test.each(['{"a":1,"a":1}', '{"a":1,"\\u0061":2}', '[{"b":{"x":1,"y":2,"x":3}}]'])(
    "a key twice: %j (J01)",
    async (text) => {
      expect((await refused(text)).message).toContain("a second time");
      await refused(text, { prototypeKeys: "keep" });
    },
  );

  test.each(["__proto__", "constructor", "prototype"])("the key %s, and pollutes nothing (J02)", async (key) => {
    await refused(`{"a":{"${key}":{"polluted":1}}}`);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("an escaped prototype key (J02)", async () => {
    await refused('{"\\u005f_proto__":1}');
  });

  test.each([
    ["a byte that begins nothing", Uint8Array.of(0x22, 0xff, 0x22)],
    ["a surrogate in UTF-8", Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)],
    ["UTF-16", new Uint8Array(Buffer.from('"a"', "utf16le"))],
  ])("%s (J03)", async (_, bytes) => {
    const fault = await expectFault("json-malformed", () => parseJson(bytes));
    expect(fault.message).toMatch(/^document /);
  });

  test("bytes that are not UTF-8 with the fault of the decoder as the cause (J03)", async () => {
    const fault = await expectFault("json-malformed", () => parseJson(Uint8Array.of(0xff)));
    expect(fault.cause).toMatchObject({ code: "utf8-malformed" });
  });

  test("a byte order mark (J04)", async () => {
    expect((await refused("\ufeff{}")).message).toContain("byte order mark");
  });

  test.each(["{} {}", "1 2", "[]]", '"a"b', "{}x", "nullnull", "1\u00a0"])(
    "something after the document: %j (J05)",
    async (text) => {
      expect((await refused(text)).message).toContain("after the document");
    },
  );

  test("200 000 nested arrays and objects (J06)", async () => {
    await expectFault("json-too-large", () => parse("[".repeat(200_000)));
    await expectFault("json-too-large", () => parse('{"a":'.repeat(200_000)));
  });

  test("nesting one level beyond the limit, and accepts the limit (J06)", async () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(() => parse(nested(64))).not.toThrow();
    await expectFault("json-too-large", () => parse(nested(65)));
    expect(() => parse("[[],[],{},[[]]]", { maxDepth: 3 })).not.toThrow();
    await expectFault("json-too-large", () => parse('[[{"a":1}]]', { maxDepth: 2 }));
  });

  test.each(["9007199254740992", "-9007199254740992", "1e16", "9007199254740993.0", "123456789012345678901234567890"])(
    "an integer that a double does not keep: %s (J07)",
    async (text) => {
      expect((await refused(text)).message).toContain("not kept exactly");
    },
  );

  test.each(["1e400", "-1e400", "-0", "-0.0", "-1e-400"])("the number %s (J08)", async (text) => {
    expect((await refused(text)).message).toContain("not kept exactly");
  });

  test.each(["NaN", "Infinity", "-Infinity", "+1", ".5", "01", "-01", "1.", "1.e1", "1e", "0x10", "1_0", "-", "١"])(
    "what is no number of JSON: %s (J08)",
    async (text) => {
      await refused(text);
    },
  );

  test.each(['"\\ud800"', '"\\udc00"', '"\\udc00\\ud800"', '"a\\ud83dé"', '{"\\ud800":1}'])(
    "a lone surrogate: %j (J09)",
    async (text) => {
      expect((await refused(text)).message).toContain("lone surrogate");
    },
  );

  test("a document beyond the size limit, before looking at it (J10)", async () => {
    await expectFault("json-too-large", () => parseJson(new Uint8Array(32 * 1024 * 1024 + 1)));
    await expectFault("json-too-large", () => parse("[1,2]", { maxBytes: 4 }));
    expect(() => parse('[{"a":1},2]', { maxValues: 4 })).not.toThrow();
    await expectFault("json-too-large", () => parse('[{"a":1},2]', { maxValues: 3 }));
    expect(parse("[1,2]", { maxBytes: 5 })).toEqual([1, 2]);
  });

  test.each([
    "// a\n1",
    "/* a */1",
    "# a\n1",
    "{'a':1}",
    '{"a":1,}',
    "[1,]",
    "[,1]",
    "{,}",
    "{a:1}",
    "[1 2]",
    '{"a" 1}',
    '{"a":1 "b":2}',
    "[1}",
    '{"a":1]',
    '{"a"}',
    "{1:2}",
    '{"a"=1}',
    '{"a"x1}',
    '{xa":1}',
  ])("comments, single quotes and stray commas: %j (J12)", async (text) => {
    await refused(text);
  });

  test.each([
    "",
    " ",
    "[",
    "{",
    '"',
    '"a',
    '"\\',
    '"\\"',
    '{"a"',
    '{"a":',
    '{"a":1',
    "[1",
    "[1,",
    "tru",
    "nul",
    "fals",
    "True",
    "undefined",
  ])("a document that is cut off or no value: %j", async (text) => {
    await refused(text);
  });

  test.each([
    '"\n"',
    '"\t"',
    '"\u0000"',
    '"\u001f"',
    '"\\n\u0001"',
    '"\\x41"',
    '"\\u12"',
    '"\\u12g4"',
    '"\\u+123"',
    '"\\U0041"',
    '"\\\'"',
    '"\\a"',
  ])("a control character or an unknown escape in a string: %j", async (text) => {
    await refused(text);
  });

  test("naming the document and the place", async () => {
    expect((await refused('{"a": ?}', { what: "trusted root" })).message).toBe(
      "trusted root is not strict JSON: no value at character 6",
    );
  });
});

describe("prototype keys that are kept", () => {
  test("are plain keys of an object without a prototype", () => {
    const value = parse('{"__proto__":{"x":1},"constructor":2,"prototype":3}', { prototypeKeys: "keep" });
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value as object)).toEqual(["__proto__", "constructor", "prototype"]);
    expect(Object.getOwnPropertyDescriptor(value, "__proto__")?.value).toEqual({ x: 1 });
  });
});

describe("parseJsonObject", () => {
  test.each(["null", "[]", '"a"', "1", "true"])("refuses %s at the top (J11)", async (text) => {
    const fault = await expectFault("json-malformed", () => parseJsonObject(utf8(text), { what: "bundle" }));
    expect(fault.message).toBe("bundle is not a JSON object");
  });

  test("gives the object, and passes the options on", async () => {
    expect(parseJsonObject(utf8('{"a":1}'))).toEqual({ a: 1 });
    await expectFault("json-too-large", () => parseJsonObject(utf8("{}"), { maxBytes: 1 }));
  });

  test("isJsonObject knows objects only", () => {
    expect([{}, [], null, "a", 1, true, undefined].map(isJsonObject)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("against JSON.parse", () => {
  const fragments = fc.constantFrom(
    ..."{}[],:\"\\ \n\t0123456789-+.eEutrfalsnbx/'".split(""),
    "null",
    "true",
    '"a"',
    '"b":',
    "\\u0041",
    "\\ud800",
    "é",
    "1e5",
    "\u00a0",
  );
  const noise = fc.array(fragments, { maxLength: 24 }).map((parts) => parts.join(""));

  test("accepts nothing else, and with the same value", () => {
    fc.assert(
      fc.property(fc.oneof(noise, fc.json({ stringUnit: "binary" }), fc.string()), (text) => {
        if (!text.isWellFormed()) return;
        const ours = attempt(() => parse(text));
        if (ours.value !== undefined) expect(ours.value).toEqual(JSON.parse(text));
        else expect(ours.code).toMatch(/^json-/);
      }),
      { numRuns: 3000 },
    );
  });

  test("refuses what JSON.parse accepts for a named reason only", () => {
    const named = /second time|the key "|not kept exactly|lone surrogate|deeper/;
    fc.assert(
      fc.property(fc.oneof(noise, fc.json({ maxDepth: 8 })), (text) => {
        const theirs = attempt(() => JSON.parse(text));
        if (theirs.value === undefined || !text.isWellFormed()) return;
        const ours = attempt(() => parse(text));
        if (ours.value === undefined) expect(ours.message).toMatch(named);
      }),
      { numRuns: 3000 },
    );
  });

  test("reads back whatever JSON.stringify writes", () => {
    const value = fc.jsonValue({ stringUnit: "binary" });
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (json, indent) => {
        const text = JSON.stringify(json, null, indent);
        const ours = attempt(() => parse(text, { prototypeKeys: "keep" }));
        if (ours.value !== undefined) expect(JSON.stringify(ours.value)).toBe(JSON.stringify(JSON.parse(text)));
        else expect(ours.message).toMatch(/not kept exactly|lone surrogate/);
      }),
      { numRuns: 1000 },
    );
  });
});

function attempt(run: () => unknown): { value?: unknown; code?: string; message?: string } {
  try {
    return { value: run() };
  } catch (error) {
    return error as { code: string; message: string };
  }
}
