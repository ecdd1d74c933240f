import { expect, test } from "vitest";
import { skeleton } from "../../../src/domain/asset/confusables.ts";

/** Code points of Unicode's confusables data (UTS 39) whose prototype is the letter. */
const PAIRS: [string, number[]][] = [
  ["a", [0x430, 0x3b1]],
  ["b", [0x42c]],
  ["c", [0x441, 0x3f2]],
  ["d", [0x501]],
  ["e", [0x435, 0x4bd]],
  ["g", [0x261]],
  ["h", [0x4bb]],
  ["i", [0x456, 0x3b9]],
  ["j", [0x458, 0x3f3]],
  ["k", [0x3ba, 0x43a]],
  ["l", [0x4cf]],
  ["m", [0x43c]],
  ["n", [0x578]],
  ["o", [0x43e, 0x3bf, 0x585]],
  ["p", [0x440, 0x3c1]],
  ["q", [0x51b]],
  ["r", [0x433]],
  ["s", [0x455]],
  ["t", [0x442]],
  ["u", [0x3c5, 0x57d]],
  ["v", [0x3bd, 0x475]],
  ["w", [0x461, 0x51d]],
  ["x", [0x445, 0x3c7]],
  ["y", [0x443, 0x3b3]],
  ["z", [0x1d22]],
  ["A", [0x410, 0x391]],
  ["B", [0x412, 0x392]],
  ["C", [0x421, 0x3f9]],
  ["E", [0x415, 0x395]],
  ["H", [0x41d, 0x397]],
  ["I", [0x406, 0x399, 0x4c0]],
  ["J", [0x408]],
  ["K", [0x41a, 0x39a]],
  ["M", [0x41c, 0x39c]],
  ["N", [0x39d]],
  ["O", [0x41e, 0x39f]],
  ["P", [0x420, 0x3a1]],
  ["S", [0x405]],
  ["T", [0x422, 0x3a4]],
  ["X", [0x425, 0x3a7]],
  ["Y", [0x4ae, 0x3a5]],
  ["Z", [0x396]],
];

test.each(PAIRS)("letters that look like %s have its shape (N07)", (letter, codePoints) => {
  for (const codePoint of codePoints) expect(skeleton(String.fromCodePoint(codePoint))).toBe(letter);
});

test("other letters and digits keep theirs (N07)", () => {
  for (const text of ["abcXYZ019._-", "\u0436\u0444\u042f", "\u03b4\u03a9", "\u6587", ""])
    expect(skeleton(text)).toBe(text);
});

test("full-width letters have the shape of the plain one (N07)", () => {
  expect(skeleton("\uff41\uff22")).toBe("aB");
});
