import fc from "fast-check";
import { expect, test } from "vitest";
import { compareUtf8 } from "../../src/kernel/bytewise.ts";

const byBytes = (a: string, b: string): number => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));

/** Around every place where the order of UTF-16 units and that of UTF-8 bytes part. */
const EDGES = [
  "",
  "a",
  "ab",
  "b",
  "\ud7ff",
  "\ue000",
  "\ue001",
  "\uffff",
  "\u{10000}",
  "\u{10ffff}",
  "a\u{10000}",
  "a\uffff",
];

test("orders as the bytes of UTF-8 do, on both sides of the surrogates", () => {
  for (const a of EDGES)
    for (const b of EDGES) expect([a, b, Math.sign(compareUtf8(a, b))]).toEqual([a, b, byBytes(a, b)]);
});

test("orders any two texts as Buffer.compare does", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(fc.property(text, text, (a, b) => Math.sign(compareUtf8(a, b)) === byBytes(a, b)));
});
