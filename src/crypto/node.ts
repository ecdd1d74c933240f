import { constants, createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { createInflateRaw } from "node:zlib";
import { Fault } from "../kernel/fault.ts";
import type { Cryptography, SignedBytes } from "./cryptography.ts";
import { toFixedLength } from "./ecdsa-signature.ts";
import { COORDINATE_BYTES, type PublicKey } from "./public-key.ts";

/** Cryptography of Node itself: synchronous inside, which costs several times less than a hop to another thread. */
export const nodeCryptography: Cryptography = {
  async digest(algorithm, bytes) {
    return createHash(algorithm).update(bytes).digest();
  },
  async verify(signed) {
    return verifyNow(signed);
  },
  async verifyDigest(signed) {
    const { verifyDigest } = await import("./verify-digest.ts");
    return verifyDigest(signed);
  },
  streamHash(algorithm) {
    const hash = createHash(algorithm);
    return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest() };
  },
  inflateRaw,
};

/** OpenSSL's form of a key, made once for each. */
const KEYS = new WeakMap<PublicKey, KeyObject>();

function verifyNow({ key, hash, bytes, signature }: SignedBytes): boolean {
  try {
    const object = KEYS.get(key) ?? createPublicKey({ key: Buffer.from(key.spki), format: "der", type: "spki" });
    KEYS.set(key, object);
    switch (key.kind) {
      case "ec": {
        const fixed = toFixedLength(signature, COORDINATE_BYTES[key.curve]);
        return fixed !== undefined && verify(hash, bytes, { key: object, dsaEncoding: "ieee-p1363" }, fixed);
      }
      case "rsa":
        return verify(hash, bytes, { key: object, padding: constants.RSA_PKCS1_PADDING }, signature);
      case "ed25519":
        return verify(null, bytes, object, signature);
    }
  } catch {
    return false;
  }
}

async function* inflateRaw(deflated: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const engine = createInflateRaw();
  const sums = { given: 0 };
  const feeding = feed(deflated, engine, sums);
  // Awaited below; until then a failure must not become an unhandled rejection.
  feeding.catch(() => undefined);
  try {
    for await (const chunk of engine as AsyncIterable<Uint8Array>) yield chunk;
    await feeding;
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault("gzip-malformed", "the compressed data is damaged", { cause });
  }
  // zlib stops at the end of the stream and says how far it came.
  if (engine.bytesWritten !== sums.given) throw new Fault("gzip-malformed", "something follows the compressed data");
}

async function feed(
  source: AsyncIterable<Uint8Array>,
  engine: ReturnType<typeof createInflateRaw>,
  sums: { given: number },
): Promise<void> {
  try {
    for await (const chunk of source) {
      sums.given += chunk.length;
      await new Promise<void>((resolve) => {
        engine.once("close", resolve);
        engine.write(chunk, () => {
          engine.off("close", resolve);
          resolve();
        });
      });
    }
    engine.end();
  } catch (error) {
    engine.destroy(error instanceof Error ? error : new Error("reading failed", { cause: error }));
    throw error;
  }
}
