import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { compress, uncompress } from "snappyjs";
import { describe, expect, test } from "vitest";
import { unpackSnappy } from "../../../src/kernel/archives/untrusted-snappy.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { expectFault } from "../../expect-fault.ts";
import { packSnappy } from "../../github-server/snappy.ts";

const LIMIT = 1 << 20;
const block = (...parts: readonly (number | string)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.of(part))));
const text = (...parts: readonly (number | string)[]) => Buffer.from(unpackSnappy(block(...parts), LIMIT)).toString();

describe("what other packers make is unpacked (W9)", () => {
  test.each([
    ["nothing", Buffer.alloc(0)],
    ["one byte", Buffer.from("x")],
    ["a run, whose copies overlap", Buffer.alloc(100_000, "ab")],
    ["what repeats nothing", randomBytes(70_000)],
    ["JSON", Buffer.from(JSON.stringify(Array.from({ length: 2000 }, (_, id) => ({ id, sig: "c2ln" }))))],
  ])("%s", (_what, bytes) => {
    for (const packed of [Buffer.from(compress(bytes)), packSnappy(bytes)]) {
      expect(Buffer.compare(unpackSnappy(packed, LIMIT), bytes)).toBe(0);
      expect(Buffer.compare(uncompress(packed), bytes)).toBe(0);
    }
  });

  test("literals and copies in every form of their length and distance", () => {
    expect(text(5, 4 << 2, "hello")).toBe("hello");
    for (const size of [1, 2, 3, 4]) {
      const length = [4, ...Array(size - 1).fill(0)];
      expect(text(5, (59 + size) << 2, ...length, "hello")).toBe("hello");
    }
    expect(text(8, 3 << 2, "abcd", 1, 4)).toBe("abcdabcd");
    expect(text(7, 3 << 2, "abcd", (2 << 2) | 2, 4, 0)).toBe("abcdabc");
    expect(text(7, 3 << 2, "abcd", (2 << 2) | 3, 4, 0, 0, 0)).toBe("abcdabc");
    expect(text(9, 0, "a", (7 << 2) | 2, 1, 0)).toBe("aaaaaaaaa");
  });
});

test("a longer whole than is allowed is refused before memory is taken (W9)", async () => {
  const bytes = Buffer.alloc(1000, "x");
  expect(unpackSnappy(packSnappy(bytes), 1000)).toHaveLength(1000);
  await expectFault("archive-limit", () => unpackSnappy(packSnappy(bytes), 999));
  await expectFault("archive-limit", () => unpackSnappy(block(0xff, 0xff, 0xff, 0xff, 0x0f), LIMIT));
  await expectFault("snappy-malformed", () => unpackSnappy(block(0xff, 0xff, 0x3f, 0, "a"), LIMIT));
});

test.each([
  ["no length", []],
  ["a length without end", [0x80, 0x80, 0x80, 0x80, 0x80, 1]],
  ["a length of more than 32 bits", [0xff, 0xff, 0xff, 0xff, 0x1f]],
  ["nothing after its length", [1]],
  ["a literal that ends too early", [3, 2 << 2, "ab"]],
  ["a length of a literal that ends too early", [3, 61 << 2, 2]],
  ["a literal longer than the whole", [1, 1 << 2, "ab"]],
  ["a literal of 4 GiB", [1, 63 << 2, 0xff, 0xff, 0xff, 0xff, "a"]],
  ["a copy of distance 0", [8, 3 << 2, "abcd", 1, 0]],
  ["a copy from before the start", [8, 3 << 2, "abcd", 1, 5]],
  ["a copy from 4 GiB before", [8, 3 << 2, "abcd", (3 << 2) | 3, 0xff, 0xff, 0xff, 0xff]],
  ["a copy at the start", [4, 1, 1]],
  ["a copy longer than the whole", [6, 3 << 2, "abcd", (3 << 2) | 2, 4, 0]],
  ["a copy without its distance", [8, 3 << 2, "abcd", 1]],
  ["fewer bytes than its length", [9, 3 << 2, "abcd", 1, 4]],
  ["bytes after its end", [4, 3 << 2, "abcd", 0, "x"]],
])("a block with %s is refused (W9)", async (_what, parts) => {
  await expectFault("snappy-malformed", () => unpackSnappy(block(...(parts as (number | string)[])), LIMIT));
});

test("of any bytes it makes a whole of the stated length, as the other one does, or a fault (W9)", () => {
  const bytes = fc.uint8Array({ maxLength: 60 });
  fc.assert(
    fc.property(bytes, fc.nat(40), (tail, length) => {
      const packed = block(length, ...tail);
      let ours: Uint8Array | undefined;
      try {
        ours = unpackSnappy(packed, LIMIT);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
      if (ours !== undefined) expect(Buffer.compare(uncompress(packed), ours)).toBe(0);
    }),
    { numRuns: 3000 },
  );
});
