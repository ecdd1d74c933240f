import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CborMap, CborTag, type CborValue, formatCbor, parseCbor } from "../../src/kernel/cbor.ts";
import { expectFault } from "../expect-fault.ts";

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "hex"));
const shown = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("values in use", () => {
  // RFC 8949, appendix A.
  test.each<[string, CborValue]>([
    ["00", 0],
    ["17", 23],
    ["1818", 24],
    ["1903e8", 1000],
    ["1a000f4240", 1_000_000],
    ["1b000000e8d4a51000", 1_000_000_000_000],
    ["20", -1],
    ["3863", -100],
    ["3903e7", -1000],
    ["f4", false],
    ["f5", true],
    ["f6", null],
    ["40", new Uint8Array(0)],
    ["4401020304", Uint8Array.of(1, 2, 3, 4)],
    ["60", ""],
    ["62c3bc", "ü"],
    ["83010203", [1, 2, 3]],
    ["a0", new Map()],
    [
      "a201020304",
      new Map([
        [1, 2],
        [3, 4],
      ]),
    ],
    [
      "a26161016162820203",
      new Map<string, CborValue>([
        ["a", 1],
        ["b", [2, 3]],
      ]),
    ],
    ["c11a514b67b0", new CborTag(1, 1_363_896_240)],
  ])("%s is read, and written again", (bytes, value) => {
    expect(parseCbor(hex(bytes))).toEqual(value);
    expect(shown(formatCbor(value))).toBe(bytes);
  });

  test("keys are written in the order of their bytes, and read in any", () => {
    const map = new Map<number | string, CborValue>([
      ["z", 1],
      [33, 2],
      [-1, 3],
      [1, 4],
      ["aa", 5],
    ]);
    expect(shown(formatCbor(map))).toBe("a50104182102200361" + "7a0162616105");
    expect(parseCbor(hex("a203040102"))).toEqual(
      new Map([
        [3, 4],
        [1, 2],
      ]),
    );
  });

  test("what is written is read as the same value", () => {
    const leaf = fc.oneof(
      fc.maxSafeInteger(),
      fc.string({ unit: "grapheme" }),
      fc.boolean(),
      fc.constant(null),
      fc.uint8Array(),
    );
    const key = fc.oneof(fc.maxSafeInteger(), fc.string({ unit: "grapheme" }));
    const { value } = fc.letrec<{ value: CborValue; map: CborMap }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie("value"), { maxLength: 4 }),
        tie("map"),
      ) as fc.Arbitrary<CborValue>,
      map: fc.array(fc.tuple(key, tie("value")), { maxLength: 4 }).map((pairs) => new Map(pairs)),
    }));
    fc.assert(
      fc.property(value, (one) => {
        expect(parseCbor(formatCbor(one))).toEqual(one);
      }),
    );
  });
});

describe("cbor-malformed", () => {
  test.each([
    ["nothing", ""],
    ["something behind the value", "0000"],
    ["a value that ends too early", "4401"],
    ["a list that ends too early", "8201"],
    ["a length that no document has", "5b001fffffffffffff"],
    ["a number that a double does not hold", "1b0020000000000000"],
    ["a number that is longer than it must be", "1817"],
    ["a number of two bytes that is longer than it must be", "1900ff"],
    ["a number of four bytes that is longer than it must be", "1a0000ffff"],
    ["a number of eight bytes that is longer than it must be", "1b00000000ffffffff"],
    ["bytes of indefinite length", "5f42010243030405ff"],
    ["a text of indefinite length", "7f6161ff"],
    ["a list of indefinite length", "9fff"],
    ["a map of indefinite length", "bfff"],
    ["a reserved length", "1c"],
    ["a key twice", "a201020103"],
    ["a text as key twice", "a2616101616102"],
    ["a key that is a list", "a18001"],
    ["a text that is not UTF-8", "61ff"],
    ["a floating-point number", "fb3ff199999999999a"],
    ["a floating-point number of two bytes", "f93c00"],
    ["undefined", "f7"],
    ["a simple value of a byte", "f818"],
    ["a break without a beginning", "ff"],
    ["nesting that is too deep", `${"81".repeat(17)}00`],
    ["more values than are kept", `99${(10_001).toString(16)}${"00".repeat(10_001)}`],
  ])("refuses %s", async (_, bytes) => {
    await expectFault("cbor-malformed", () => parseCbor(hex(bytes)));
  });

  test("a number that is not whole is not written", async () => {
    await expectFault("cbor-malformed", () => formatCbor(1.5));
  });
});
