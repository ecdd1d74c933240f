import { once } from "../kernel/once.ts";
import type { Cryptography, DigestAlgorithm, StreamHash } from "./cryptography.ts";
import { initialWords, type WordBits } from "./sha2-constants.ts";
import { SHA2_MEMORY, sha2Module } from "./sha2-module.ts";

/** As much of WebAssembly as is used here; the types of Node do not have it. */
interface WasmPlatform {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

/** What a module exports. */
interface Compressor {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly compress: (end: number) => void;
}

/** Compressors that nothing is hashed with, used again: each has a memory of its own, for which a platform reserves far more. */
interface Pool {
  take(): Compressor;
  giveBack(compressor: Compressor): void;
}

/** The same cryptography, with digests over chunks by WebAssembly where it may run: some four times as fast as JavaScript. */
export function withWasmHashes(cryptography: Cryptography): Cryptography {
  const pools = { 32: once(() => poolOf(32)), 64: once(() => poolOf(64)) };
  return {
    ...cryptography,
    streamHash: (algorithm) => {
      const pool = pools[bitsOf(algorithm)]();
      return pool === undefined ? cryptography.streamHash(algorithm) : wasmStreamHash(algorithm, pool);
    },
  };
}

/** Undefined where a policy or the platform has no WebAssembly. */
function poolOf(bits: WordBits): Pool | undefined {
  const { WebAssembly: wasm } = globalThis as { readonly WebAssembly?: WasmPlatform };
  if (wasm === undefined) return undefined;
  try {
    const module = new wasm.Module(sha2Module(bits));
    const free: Compressor[] = [];
    return {
      take: () => free.pop() ?? (new wasm.Instance(module).exports as Compressor),
      giveBack: (compressor) => void free.push(compressor),
    };
  } catch {
    return undefined;
  }
}

const INITIAL = {
  sha256: once(() => initialWords("sha256")),
  sha384: once(() => initialWords("sha384")),
  sha512: once(() => initialWords("sha512")),
} as const;

const bitsOf = (algorithm: DigestAlgorithm): WordBits => (algorithm === "sha256" ? 32 : 64);
const DIGEST_BYTES = { sha256: 32, sha384: 48, sha512: 64 } as const;

/** SHA-2 over chunks, FIPS 180-4. */
function wasmStreamHash(algorithm: DigestAlgorithm, pool: Pool): StreamHash {
  const compressor = pool.take();
  const { memory, compress } = compressor;
  const bits = bitsOf(algorithm);
  const [view, bytes] = [new DataView(memory.buffer), new Uint8Array(memory.buffer)];
  for (const [at, word] of INITIAL[algorithm]().entries()) {
    if (bits === 32) view.setUint32(SHA2_MEMORY.state + at * 4, Number(word), true);
    else view.setBigUint64(SHA2_MEMORY.state + at * 8, word, true);
  }
  const { input, inputBytes } = SHA2_MEMORY;
  let [held, total] = [0, 0];
  return {
    update(chunk) {
      total += chunk.length;
      for (let at = 0; at < chunk.length; ) {
        const part = chunk.subarray(at, at + inputBytes - held);
        bytes.set(part, input + held);
        at += part.length;
        held += part.length;
        if (held < inputBytes) continue;
        compress(input + inputBytes);
        held = 0;
      }
    },
    digest() {
      // §5.1: one bit, zeros, and the length in bits in the last bytes of a block.
      const [block, lengthBytes] = [bits * 2, bits / 4];
      const end = input + Math.ceil((held + 1 + lengthBytes) / block) * block;
      bytes.fill(0, input + held, end);
      bytes[input + held] = 0x80;
      view.setBigUint64(end - 8, BigInt(total) * 8n);
      compress(end);
      const words = new Uint8Array(64);
      const out = new DataView(words.buffer);
      for (let at = 0; at < 8; at += 1) {
        if (bits === 32) out.setUint32(at * 4, view.getUint32(SHA2_MEMORY.state + at * 4, true));
        else out.setBigUint64(at * 8, view.getBigUint64(SHA2_MEMORY.state + at * 8, true));
      }
      pool.giveBack(compressor);
      return words.slice(0, DIGEST_BYTES[algorithm]);
    },
  };
}
