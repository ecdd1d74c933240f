import { describe, expect, test } from "vitest";
import type { Entry, LocalFileHeader } from "yauzl";
import { dataRange, refuseSharedBytes, requireLocalHeader } from "../../../src/kernel/archives/zip-consistency.ts";
import { bytesSource } from "../../../src/kernel/byte-source.ts";
import { expectFault } from "../../expect-fault.ts";
import { rawZip } from "../raw-zip.ts";

/** CRC-32 of `hello`. */
const CRC = 0x3610a686;
const numbers = { compressionMethod: 0, crc32: CRC, compressedSize: 5, uncompressedSize: 5 };
const entry = (flags: number) =>
  ({
    ...numbers,
    generalPurposeBitFlag: flags,
    relativeOffsetOfLocalHeader: 0,
    fileNameRaw: Buffer.from("a"),
  }) as Entry;
const local = (flags: number) =>
  ({
    ...numbers,
    generalPurposeBitFlag: flags,
    fileName: Buffer.from("a"),
    extraField: Buffer.alloc(0),
    fileDataStart: 31,
  }) as LocalFileHeader;

describe("dataRange ends behind", () => {
  test("the data where there is no descriptor", async () => {
    const source = bytesSource(rawZip([{ name: "a", content: "hello" }]));
    expect(await dataRange(source, entry(0), local(0))).toEqual({ start: 0, end: 36 });
  });

  test.each([
    ["wide", 24],
    ["wide-unsigned", 20],
    ["narrow", 16],
    ["narrow-unsigned", 12],
  ] as const)("a %s descriptor of %d bytes", async (descriptor, length) => {
    const source = bytesSource(rawZip([{ name: "a", content: "hello", descriptor }]));
    expect(await dataRange(source, entry(8), local(8))).toEqual({ start: 0, end: 36 + length });
  });

  test("nothing where the descriptor is wrong or cut off (A27)", async () => {
    const wrong = bytesSource(rawZip([{ name: "a", content: "hello", descriptor: "wrong" }]));
    const fault = await expectFault("zip-malformed", () => dataRange(wrong, entry(8), local(8)));
    expect(fault.message).toBe('the zip entry "a" has a wrong data descriptor');
    const cut = bytesSource(rawZip([{ name: "a", content: "hello", descriptor: "narrow-unsigned" }]).subarray(0, 47));
    await expectFault("zip-malformed", () => dataRange(cut, entry(8), local(8)));
  });
});

test.each([0x1, 0x40, 0x2000])("refuses the flag of encryption %d (A27)", async (flags) => {
  const fault = await expectFault("zip-malformed", () => requireLocalHeader(entry(flags), local(flags)));
  expect(fault.message).toBe('the zip entry "a" is encrypted');
});

test("refuses ranges that share a byte, in any order (A27)", async () => {
  const range = (start: number, end: number) => ({ start, end });
  expect(refuseSharedBytes([])).toBeUndefined();
  expect(refuseSharedBytes([range(10, 20), range(0, 10), range(20, 20)])).toBeUndefined();
  await expectFault("zip-malformed", () => refuseSharedBytes([range(0, 11), range(20, 30), range(10, 15)]));
  await expectFault("zip-malformed", () => refuseSharedBytes([range(10, 12), range(0, 11)]));
});
