import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeInvisible, printable } from "../../src/kernel/printable.ts";

describe("printable", () => {
  test("quotes plain text and leaves letters of every script as they are", () => {
    expect(printable("café 日本 ю 🎉")).toBe('"café 日本 ю 🎉"');
    expect(printable("")).toBe('""');
  });

  test("escapes the quote and the backslash, so that two texts never look the same", () => {
    expect(printable('a"b\\n')).toBe('"a\\"b\\\\n"');
  });

  test.each([
    ["a\nb", "a\\nb"],
    ["a\rb", "a\\rb"],
    ["a\tb", "a\\tb"],
    ["a\0b", "a\\0b"],
    ["\u001b[31m", "\\u{1b}[31m"],
    ["\u007f", "\\u{7f}"],
    ["\u0085", "\\u{85}"],
    ["\u202egpj", "\\u{202e}gpj"],
    ["\u2066x\u2069", "\\u{2066}x\\u{2069}"],
    ["\u200b\u200d\ufeff", "\\u{200b}\\u{200d}\\u{feff}"],
    ["\u2028\u2029", "\\u{2028}\\u{2029}"],
    ["\u00a0\u3000", "\\u{a0}\\u{3000}"],
    ["\u3164", "\\u{3164}"],
    ["\ufe0f", "\\u{fe0f}"],
    ["\u{e0041}", "\\u{e0041}"],
    ["\ud800", "\\u{d800}"],
    ["\udc00x", "\\u{dc00}x"],
  ])("shows %j as an escape (N04–N06)", (text, shown) => {
    expect(printable(text)).toBe(`"${shown}"`);
  });

  test("cuts a long text between characters and says so after the quote", () => {
    expect(printable("a".repeat(201))).toBe(`"${"a".repeat(200)}"…`);
    expect(printable("a".repeat(200))).toBe(`"${"a".repeat(200)}"`);
    expect(printable("ab🎉", 3)).toBe('"ab"…');
    expect(printable("ab🎉", 4)).toBe('"ab🎉"');
    expect(printable("ab\n", 3)).toBe('"ab"…');
  });

  test("never gives an invisible character, and tells any two short texts apart", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
        const [shown, other] = [printable(a, 1000), printable(b, 1000)];
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(shown === other).toBe(a === b);
      }),
    );
  });
});

test("escapeInvisible leaves a visible character and the space alone", () => {
  expect(["a", " ", "\\", "é"].map(escapeInvisible)).toEqual(["a", " ", "\\", "é"]);
});
