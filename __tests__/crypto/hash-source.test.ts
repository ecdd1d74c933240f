import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { digestHex } from "../../src/crypto/digest-hex.ts";
import { hashSource } from "../../src/crypto/hash-source.ts";
import { hashedChunks } from "../../src/crypto/hashed-chunks.ts";
import { hashByNode, sha256, sha256Hex } from "../../src/crypto/node-digest.ts";
import type { ByteSource } from "../../src/kernel/byte-source.ts";
import { bytesSource, sourceChunks } from "../../src/kernel/byte-source.ts";
import { encodeHex } from "../../src/kernel/hex.ts";
import { expectFault } from "../expect-fault.ts";
import { chunked } from "../kernel/chunked.ts";
import { collect } from "../kernel/collect.ts";
import { PLATFORMS } from "./both-platforms.ts";

const MIB = 1024 * 1024;
const ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

/** Bytes that are all different from their neighbours. */
function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 0xff);
}

test("sha256 and sha256Hex give the digest of FIPS 180", () => {
  expect(sha256Hex(Buffer.from("abc"))).toBe(ABC);
  expect(encodeHex(sha256(Buffer.from("abc")))).toBe(ABC);
  expect(sha256(new Uint8Array(0))).toHaveLength(32);
});

describe.each(PLATFORMS)("on %s", (_, crypto) => {
  test.each([0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB, 3 * MIB + 17])(
    "hashSource of %d bytes equals a plain hash",
    async (length) => {
      const bytes = pattern(length);
      const hex = (algorithm: string) => createHash(algorithm).update(bytes).digest("hex");
      expect(await hashSource(bytesSource(bytes), ["sha256", "sha384", "sha512"], { crypto })).toEqual({
        sha256: hex("sha256"),
        sha384: hex("sha384"),
        sha512: hex("sha512"),
      });
    },
  );

  test("hashedChunks is the digest of all chunks, those that the reader left too", async () => {
    const bytes = pattern(1000);
    const { chunks, finish } = hashedChunks(chunked(bytes, 300), crypto);
    for await (const chunk of chunks) {
      expect(chunk).toHaveLength(300);
      break;
    }
    expect(await finish()).toBe(sha256Hex(bytes));
  });

  test("digestHex is in lower-case hexadecimal", async () => {
    expect(await digestHex("sha256", Buffer.from("abc"), crypto)).toBe(ABC);
  });
});

test("sha256sum and sha512sum agree", async (context) => {
  context.skip(process.platform !== "linux", "coreutils are needed");
  const folder = mkdtempSync(join(tmpdir(), "digest-"));
  try {
    const bytes = pattern(MIB + 5);
    const path = join(folder, "file");
    writeFileSync(path, bytes);
    const sum = (program: string) => execFileSync(program, [path], { encoding: "utf8" }).split(" ")[0];
    const found = await hashByNode(bytesSource(bytes), ["sha256", "sha512"]);
    expect(found).toEqual({ sha256: sum("sha256sum"), sha512: sum("sha512sum") });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a source that reads little at a time gives the same digest, and the count grows to the size", async () => {
  const bytes = pattern(5000);
  const counts: number[] = [];
  const found = await hashByNode(slow(bytes, 7, 5000), ["sha256"], (count) => counts.push(count));
  expect(found.sha256).toBe(sha256Hex(bytes));
  expect(counts.at(-1)).toBe(5000);
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
});

test("at most two buffers are used, and a buffer is never filled while it is hashed", async () => {
  const seen = new Set<Uint8Array>();
  const bytes = pattern(6 * MIB);
  const inner = bytesSource(bytes);
  const source: ByteSource = {
    size: bytes.length,
    read: (into, position) => {
      seen.add(into);
      return inner.read(into, position);
    },
  };
  expect((await hashByNode(source, ["sha256"])).sha256).toBe(sha256Hex(bytes));
  expect(seen.size).toBe(2);
});

test("refuses a source that ends before its size or goes on behind it (A29, D11)", async () => {
  const bytes = pattern(100);
  await expectFault("source-truncated", () => hashByNode(slow(bytes, 10, 101), ["sha256"]));
  await expectFault("source-truncated", () => hashByNode(slow(bytes, 10, 99), ["sha256"]));
  await expectFault("source-truncated", () => hashByNode(slow(new Uint8Array(0), 10, 1), ["sha256"]));
});

test("stops at a source that never ends", async () => {
  let reads = 0;
  const endless: ByteSource = {
    size: 10,
    async read(into) {
      reads++;
      return into.length;
    },
  };
  await expectFault("source-truncated", () => hashByNode(endless, ["sha256"]));
  expect(reads).toBeLessThan(4);
});

test("a failing read is what the caller sees", async () => {
  const failing: ByteSource = {
    size: 20,
    async read(_, position) {
      if (position > 0) throw new Error("gone");
      return 10;
    },
  };
  await expect(hashByNode(failing, ["sha256"])).rejects.toThrow("gone");
});

test("a read that fails while the caller already stopped is no unhandled rejection", async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", note);
  const failing: ByteSource = {
    size: 20,
    async read(_, position) {
      if (position > 0) throw new Error("gone");
      return 10;
    },
  };
  const stop = () => {
    throw new Error("stopped");
  };
  await expect(hashByNode(failing, ["sha256"], stop)).rejects.toThrow("stopped");
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});

test("sourceChunks gives every byte once, in fresh chunks of at most the size asked for", async () => {
  const bytes = pattern(1000);
  const chunks = await collect(sourceChunks(bytesSource(bytes), 300));
  expect(chunks.map((chunk) => chunk.length)).toEqual([300, 300, 300, 100]);
  expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
  expect(await collect(sourceChunks(bytesSource(new Uint8Array(0))))).toEqual([]);
  expect((await collect(sourceChunks(slow(bytes, 7, 1000)))).map((chunk) => chunk.length).slice(0, 2)).toEqual([7, 7]);
});

/** Reads at most `step` bytes at a time and claims to have `size`. */
function slow(bytes: Uint8Array, step: number, size: number): ByteSource {
  const inner = bytesSource(bytes);
  return { size, read: (into, position) => inner.read(into.subarray(0, step), position) };
}
