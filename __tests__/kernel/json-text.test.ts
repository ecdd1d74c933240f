import { expect, test } from "vitest";
import { jsonText } from "../../src/kernel/json-text.ts";

test("a value comes back as it was, on lines of its own", () => {
  const value = { a: "\u001b[31m\u009b2J\u202e\u2066\u2028\u{e0001} ü 漢 😀", b: [1, "x\ny"] };
  expect(JSON.parse(jsonText(value))).toEqual(value);
  expect(jsonText({ a: 1 })).toBe('{\n  "a": 1\n}\n');
});

test("nothing that a terminal would obey or hide is in it", () => {
  const text = jsonText({ "\u0085": "\u001b\u007f\u009b\u061c\u200b\u202e\u2069\ufeff\u2028\u2029\u{e0001}" });
  expect(text.replaceAll("\n", "")).toMatch(/^[\x20-\x7e]*$/);
});
