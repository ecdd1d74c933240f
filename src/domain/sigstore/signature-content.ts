import type { KeyObject } from "node:crypto";
import { createHash, verify } from "node:crypto";
import type { SignedEntity } from "@sigstore/verify";
import { sha256 } from "../../kernel/digest.ts";
import { decodeHex } from "../../kernel/hex.ts";
import { preAuthEncoding } from "../attestation/dsse.ts";
import type { BundleContent } from "./bundle.ts";
import { verifyDigest } from "./verify-digest.ts";

/**
 * What was signed, as the library wants it: a message by its digest alone, however large; an envelope by its encoding.
 * Where the bytes of a message are at hand, Node verifies the signature over them, several times faster.
 */
export function signatureContent(content: BundleContent, message?: Uint8Array): SignedEntity["signature"] {
  return content.kind === "message" ? messageSignature(content, message) : envelopeSignature(content);
}

function messageSignature(
  content: BundleContent & { kind: "message" },
  message: Uint8Array | undefined,
): SignedEntity["signature"] {
  const { algorithm } = content.digest;
  const digest = decodeHex(content.digest.hex);
  const signature = Buffer.from(content.signature);
  return {
    signature,
    compareSignature: (other) => signature.equals(other),
    compareDigest: (other) => other.equals(digest),
    compareSignedDigest: (other) => other.equals(digest),
    verifySignature: (key) => {
      const isMessage = message !== undefined && createHash(algorithm).update(message).digest().equals(digest);
      return isMessage && hashesOf(key).includes(algorithm)
        ? verifies({ key, signature, encoded: message, hash: algorithm })
        : verifyDigest({ key, signature, digest, algorithm });
    },
  };
}

function envelopeSignature(content: BundleContent & { kind: "dsse" }): SignedEntity["signature"] {
  const encoded = preAuthEncoding(content.payloadType, content.payload);
  const signature = Buffer.from(content.signature);
  return {
    signature,
    compareSignature: (other) => signature.equals(other),
    compareDigest: (other) => other.equals(sha256(content.payload)),
    compareSignedDigest: (other) => other.equals(sha256(encoded)),
    verifySignature: (key) => hashesOf(key).some((hash) => verifies({ key, signature, encoded, hash })),
  };
}

interface EncodedSignature {
  readonly key: KeyObject;
  readonly signature: Uint8Array;
  readonly encoded: Uint8Array;
  readonly hash: string | null;
}

function verifies({ key, signature, encoded, hash }: EncodedSignature): boolean {
  try {
    return verify(hash, encoded, key, signature);
  } catch {
    return false;
  }
}

/** The hash that belongs to the key; signers of the larger curves have long used SHA-256 as well. */
function hashesOf(key: KeyObject): readonly (string | null)[] {
  switch (key.asymmetricKeyType) {
    case "ed25519":
      return [null];
    case "rsa":
      return ["sha256"];
    case "ec":
      return CURVE_HASHES.get(key.asymmetricKeyDetails?.namedCurve ?? "") ?? [];
    default:
      return [];
  }
}

const CURVE_HASHES: ReadonlyMap<string, readonly string[]> = new Map([
  ["prime256v1", ["sha256"]],
  ["secp384r1", ["sha384", "sha256"]],
  ["secp521r1", ["sha512", "sha256"]],
]);
