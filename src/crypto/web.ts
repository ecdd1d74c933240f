import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { crc32 } from "../kernel/crc32.ts";
import type { Cryptography, DigestAlgorithm, SignedBytes } from "./cryptography.ts";
import { toFixedLength } from "./ecdsa-signature.ts";
import { COORDINATE_BYTES, type PublicKey } from "./public-key.ts";
import { inflateByStreams } from "./web-inflate.ts";

const HASHES = { sha256, sha384, sha512 } as const;
const NAMES = { sha256: "SHA-256", sha384: "SHA-384", sha512: "SHA-512" } as const;

const SALT_BYTES = { sha256: 32, sha384: 48, sha512: 64 } as const;

/** Up to here hashing in JavaScript takes less time than asking another thread. */
const SMALL_BYTES = 4096;

/** Cryptography of the Web platform (W3C Web Cryptography, Compression Streams): browsers, workers, and Node for judging it. */
export const webCryptography: Cryptography = {
  async digest(algorithm, bytes) {
    if (bytes.length <= SMALL_BYTES) return HASHES[algorithm](bytes);
    return new Uint8Array(await crypto.subtle.digest(NAMES[algorithm], bytes as Uint8Array<ArrayBuffer>));
  },
  verify,
  async verifyDigest(signed) {
    const { verifyDigest } = await import("./verify-digest.ts");
    return verifyDigest(signed);
  },
  streamHash(algorithm) {
    const hash = HASHES[algorithm].create();
    return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest() };
  },
  inflateRaw: inflateByStreams,
  crc32,
};

type ImportedKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** Keys once imported, each for the hash that WebCrypto binds an RSA key to. */
const KEYS = new WeakMap<PublicKey, Map<string, Promise<ImportedKey>>>();

async function verify({ key, hash, bytes, signature, rsa }: SignedBytes): Promise<boolean> {
  const fixed = key.kind === "ec" ? toFixedLength(signature, COORDINATE_BYTES[key.curve]) : signature;
  if (fixed === undefined) return false;
  try {
    const name = nameOf(key, rsa);
    const algorithm = { name, hash: NAMES[hash], saltLength: SALT_BYTES[hash] };
    const [imported, message] = [await importKey(key, { name, hash }), bytes as Uint8Array<ArrayBuffer>];
    return await crypto.subtle.verify(algorithm, imported, fixed as Uint8Array<ArrayBuffer>, message);
  } catch {
    return false;
  }
}

/** What WebCrypto binds a key to beside its curve; each member counts for the algorithms that have it. */
interface KeyUse {
  readonly name: AlgorithmName;
  readonly hash: DigestAlgorithm;
}

function importKey(key: PublicKey, use: KeyUse): Promise<ImportedKey> {
  const known = KEYS.get(key) ?? new Map<string, Promise<ImportedKey>>();
  KEYS.set(key, known);
  const as = `${use.name} ${use.hash}`;
  const imported = known.get(as) ?? importNow(key, use);
  known.set(as, imported);
  return imported;
}

function importNow(key: PublicKey, { name, hash }: KeyUse): Promise<ImportedKey> {
  const spki = key.spki as Uint8Array<ArrayBuffer>;
  switch (key.kind) {
    case "ec":
      return crypto.subtle.importKey("spki", spki, { name, namedCurve: key.curve }, false, ["verify"]);
    case "rsa":
      return crypto.subtle.importKey("spki", spki, { name, hash: NAMES[hash] }, false, ["verify"]);
    case "ed25519":
      return crypto.subtle.importKey("spki", spki, { name }, false, ["verify"]);
  }
}

type AlgorithmName = "ECDSA" | "RSASSA-PKCS1-v1_5" | "RSA-PSS" | "Ed25519";

function nameOf(key: PublicKey, rsa: SignedBytes["rsa"]): AlgorithmName {
  switch (key.kind) {
    case "ec":
      return "ECDSA";
    case "rsa":
      return rsa === "pss" ? "RSA-PSS" : "RSASSA-PKCS1-v1_5";
    case "ed25519":
      return "Ed25519";
  }
}
