import { expect, test } from "vitest";
import { SmallFiles } from "../../../src/journeys/verify/small-files.ts";
import { bytesSource } from "../../../src/kernel/byte-source.ts";
import type { OpenFile } from "../../../src/ports/files.ts";

const KIB = 1024;

function fileOf(bytes: Uint8Array): OpenFile {
  const facts = { kind: "file", size: bytes.length, revision: "1" } as const;
  return { ...bytesSource(bytes), facts, factsNow: async () => facts, close: async () => {} };
}

test("a file is read whole, and found again by each of its digests", async () => {
  const small = new SmallFiles();
  const bytes = await small.read(fileOf(new Uint8Array(256 * KIB).fill(7)));
  expect(bytes).toEqual(new Uint8Array(256 * KIB).fill(7));
  small.keep(["aa", "cc"], bytes ?? new Uint8Array());
  expect([small.get("aa"), small.get("cc")]).toEqual([bytes, bytes]);
  expect(small.get("bb")).toBeUndefined();
});

test("a large file is left to be streamed", async () => {
  expect(await new SmallFiles().read(fileOf(new Uint8Array(16 * KIB * KIB + 1)))).toBeUndefined();
});

test("no more than 16 MiB are kept, however many files there are", async () => {
  const small = new SmallFiles();
  let kept = 0;
  for (let index = 0; index < 100; index++) {
    const bytes = await small.read(fileOf(new Uint8Array(256 * KIB)));
    if (bytes === undefined) continue;
    small.keep([String(index)], bytes);
    kept += bytes.length;
  }
  expect(kept).toBe(16 * KIB * KIB);
});
