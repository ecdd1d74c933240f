import { createHash, randomBytes } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Cryptography } from "../../src/crypto/cryptography.ts";
import { initialWords, roundConstants } from "../../src/crypto/sha2-constants.ts";
import { sha2Module } from "../../src/crypto/sha2-module.ts";
import { withWasmHashes } from "../../src/crypto/wasm-hash.ts";
import { webCryptography } from "../../src/crypto/web.ts";
import { encodeHex } from "../../src/kernel/hex.ts";

const ALGORITHMS = ["sha256", "sha384", "sha512"] as const;
/** Would fail if it were asked. */
const DEAF = { streamHash: () => expect.unreachable("JavaScript was asked") } as unknown as Cryptography;

const WASM = withWasmHashes(DEAF);

function digestOf(algorithm: (typeof ALGORITHMS)[number], chunks: readonly Uint8Array[], crypto: Cryptography): string {
  const hash = crypto.streamHash(algorithm);
  for (const chunk of chunks) hash.update(chunk);
  return encodeHex(hash.digest());
}

describe.each(ALGORITHMS)("%s by WebAssembly", (algorithm) => {
  const expected = (bytes: Uint8Array) => createHash(algorithm).update(bytes).digest("hex");

  test("is that of Node for every length to some blocks", () => {
    const bytes = randomBytes(400);
    const lengths = Array.from({ length: 400 }, (_, length) => bytes.subarray(0, length));
    expect(lengths.map((part) => digestOf(algorithm, [part], WASM))).toEqual(lengths.map(expected));
  });

  test.each([65_407, 65_408, 65_535, 65_536, 65_537, 131_072, 1_000_003])("is that of Node for %d bytes", (length) => {
    const bytes = randomBytes(length);
    expect(digestOf(algorithm, [bytes], WASM)).toBe(expected(bytes));
  });

  test("is the same in whatever chunks the bytes come, and of nothing", () => {
    const bytes = randomBytes(300_000);
    for (const size of [1, 63, 64, 127, 1000, 65_536, 70_000]) {
      const some = bytes.subarray(0, size === 1 ? 1000 : bytes.length);
      const chunks = Array.from({ length: Math.ceil(some.length / size) }, (_, at) =>
        some.subarray(at * size, (at + 1) * size),
      );
      expect(digestOf(algorithm, chunks, WASM)).toBe(expected(some));
    }
    expect(digestOf(algorithm, [], WASM)).toBe(expected(new Uint8Array()));
    expect(digestOf(algorithm, [new Uint8Array()], WASM)).toBe(expected(new Uint8Array()));
  });

  test("of two at once is each one's own", () => {
    const { streamHash } = WASM;
    const [one, other] = [streamHash(algorithm), streamHash(algorithm)];
    one.update(Buffer.from("a"));
    other.update(Buffer.from("b"));
    one.update(Buffer.from("c"));
    expect(encodeHex(one.digest())).toBe(expected(Buffer.from("ac")));
    expect(encodeHex(other.digest())).toBe(expected(Buffer.from("b")));
  });
});

describe("without WebAssembly", () => {
  afterEach(() => vi.unstubAllGlobals());

  test.each([
    ["it is not there", undefined],
    [
      "a policy forbids it",
      {
        Module: class {
          constructor() {
            throw new EvalError("refused by a policy");
          }
        },
      },
    ],
  ])("JavaScript hashes: %s", (_what, replaced) => {
    vi.stubGlobal("WebAssembly", replaced);
    for (const algorithm of ALGORITHMS) {
      const expected = createHash(algorithm).update("abc").digest("hex");
      expect(digestOf(algorithm, [Buffer.from("abc")], withWasmHashes(webCryptography))).toBe(expected);
    }
  });
});

test("the constants are those of FIPS 180-4", () => {
  const hex = (words: readonly bigint[]) => [words[0], words.at(-1)].map((word) => word?.toString(16));
  expect(hex(roundConstants(32))).toEqual(["428a2f98", "c67178f2"]);
  expect(hex(roundConstants(64))).toEqual(["428a2f98d728ae22", "6c44198c4a475817"]);
  expect(hex(initialWords("sha256"))).toEqual(["6a09e667", "5be0cd19"]);
  expect(hex(initialWords("sha384"))).toEqual(["cbbb9d5dc1059ed8", "47b5481dbefa4fa4"]);
  expect(hex(initialWords("sha512"))).toEqual(["6a09e667f3bcc908", "5be0cd19137e2179"]);
});

function instanceOf(bytes: Uint8Array): object {
  const { WebAssembly: wasm } = globalThis as unknown as {
    readonly WebAssembly: {
      readonly Module: new (of: Uint8Array) => object;
      readonly Instance: new (of: object) => { exports: object };
    };
  };
  return new wasm.Instance(new wasm.Module(bytes)).exports;
}

test("a module is small, and asks for nothing", () => {
  for (const bits of [32, 64] as const) {
    const bytes = sha2Module(bits);
    expect(bytes.length).toBeLessThan(12_000);
    expect(Object.keys(instanceOf(bytes))).toEqual(["memory", "compress"]);
  }
});
