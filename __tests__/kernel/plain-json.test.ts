import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonValue } from "../../src/kernel/json.ts";
import { parseJson } from "../../src/kernel/json.ts";
import { parsePlainJson } from "../../src/kernel/plain-json.ts";

const LIMITS = { maxDepth: 8, maxValues: 100 };
const plain = (text: string) => parsePlainJson(text, LIMITS);

/** What `parseJson` makes of it, or the code of its fault. A space at the end is nothing to it, and not plain. */
function strict(text: string): JsonValue {
  try {
    return parseJson(new TextEncoder().encode(`${text} `), LIMITS);
  } catch (error) {
    return (error as { code: string }).code;
  }
}

test.each([
  "{}",
  "[]",
  "0",
  "-1.5",
  '"é\\n"',
  '{"a":[1,{"b":null}]}',
  '{"a":1}\n',
  '{\n  "a": [\n    1,\n    []\n  ]\n}\n',
])("%j is plain, and has the value that the strict reader gives", (text) => {
  expect(plain(text)).toEqual(strict(text));
  expect(plain(text)).toEqual(JSON.parse(text));
});

test.each([
  ["a key twice", '{"a":1,"a":1}'],
  ["keys that objects put in order", '{"b":1,"1":2}'],
  ["a prototype key", '{"__proto__":{"a":1}}'],
  ["an escaped prototype key", '{"\\u005f_proto__":1}'],
  ["a lone surrogate", '"\\ud800"'],
  ["an escape of another form", '"\\/"'],
  ["an integer that a double holds by chance", "9007199254740992"],
  ["a large number as the platform writes it", "1e+21"],
  ["an integer that is rounded", "9007199254740993"],
  ["minus zero", "-0"],
  ["too large a number", "1e400"],
  ["a byte order mark", "\ufeff{}"],
  ["two documents", "{}{}"],
  ["more nesting", "[[[[[[[[[1]]]]]]]]]"],
  ["more values", JSON.stringify(Array.from({ length: 100 }, () => 1))],
  ["spaces", '{ "a": 1 }'],
  ["nothing", ""],
])("%s is not plain", (_what, text) => {
  expect(plain(text)).toBeUndefined();
});

test("no depth breaks it", () => {
  expect(plain("[".repeat(1_000_000))).toBeUndefined();
  expect(plain("[".repeat(1_000_000) + "]".repeat(1_000_000))).toBeUndefined();
});

test("whatever is plain means the same to the strict reader, however a text is broken", () => {
  const key = fc.constantFrom("a", "b", "1", "__proto__", "toJSON", "constructor", 'q"', "\u2028");
  const leaf = fc.oneof(
    fc.constantFrom<JsonValue>(null, true, 0, -1, 0.1, 1e21, 2 ** 53, 2 ** 53 - 1, ""),
    fc.string({ maxLength: 3, unit: "binary" }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  const document = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(key, tie("value"), { maxKeys: 3 }),
    ),
  })).value;
  const piece = fc.constantFrom(
    "",
    "\n",
    " ",
    ",",
    ":",
    '"',
    "{",
    "]",
    "-",
    "0",
    "e",
    "\\u0041",
    '"a":1,',
    "9007199254740993",
  );
  let accepted = 0;
  fc.assert(
    fc.property(document, fc.constantFrom(0, 2), fc.nat(), fc.nat(3), piece, (value, indent, at, cut, put) => {
      const text = JSON.stringify(value, undefined, indent);
      const place = at % (text.length + 1);
      for (const one of [text, text.slice(0, place) + put + text.slice(place + cut)]) {
        const found = plain(one);
        if (found === undefined) continue;
        accepted += 1;
        expect(found).toStrictEqual(strict(one));
      }
    }),
    { numRuns: 5000 },
  );
  expect(accepted).toBeGreaterThan(2000);
});
