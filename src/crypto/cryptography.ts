import type { PublicKey } from "./public-key.ts";

/**
 * All that verification asks of a platform: its cryptography, and what unpacks a capsule. What it decides is the same on each: keys and signatures are
 * read by us, and a platform is given only what it must accept or refuse by arithmetic.
 */
export interface Cryptography {
  /** The digest of bytes that are in memory. */
  digest(algorithm: DigestAlgorithm, bytes: Uint8Array): Promise<Uint8Array>;

  /** Whether the signature is the key's over the bytes; false for whatever is not a signature. Never throws for hostile input. */
  verify(signed: SignedBytes): Promise<boolean>;

  /**
   * Whether the signature is the key's over bytes of that digest, for who has not the bytes. False for Ed25519, which signs
   * the whole message. Slow: it loads curve arithmetic in JavaScript, so give the bytes wherever they are at hand.
   */
  verifyDigest(signed: SignedDigest): Promise<boolean>;

  /** A digest over chunks, for what is too large to be held. */
  streamHash(algorithm: DigestAlgorithm): StreamHash;

  /**
   * The bytes of a raw deflate stream (RFC 1951), which must be all of the input. Faults: `gzip-malformed`,
   * `archive-truncated`, `archive-trailing-data` for bytes after its end; what the source throws is passed on.
   */
  inflateRaw(deflated: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;

  /** The CRC-32 of RFC 1952, going on from that of the bytes before; 0 is that of none. */
  crc32(bytes: Uint8Array, previous: number): number;
}

export type DigestAlgorithm = "sha256" | "sha384" | "sha512";

export interface SignedBytes {
  readonly key: PublicKey;
  /** Of ECDSA and RSA; Ed25519 has its own. */
  readonly hash: DigestAlgorithm;
  readonly bytes: Uint8Array;
  /** ECDSA: DER of r and s (RFC 3279 §2.2.3). RSA: PKCS #1 v1.5 (RFC 8017 §8.2), or what `rsa` says. Ed25519: RFC 8032 §5.1.6. */
  readonly signature: Uint8Array;
  /** Of RSA alone: PSS (RFC 8017 §8.1), MGF1 with the same hash and a salt of its length, as JWS and COSE have it (RFC 7518 §3.5). */
  readonly rsa?: "pss";
}

export interface SignedDigest extends Omit<SignedBytes, "bytes" | "rsa"> {
  readonly digest: Uint8Array;
}

export interface StreamHash {
  update(chunk: Uint8Array): void;
  /** Ends the hash. */
  digest(): Uint8Array;
}
