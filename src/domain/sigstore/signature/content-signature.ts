import type { Cryptography, DigestAlgorithm } from "../../../crypto/cryptography.ts";
import type { PublicKey } from "../../../crypto/public-key.ts";
import { Fault } from "../../../kernel/fault.ts";
import { decodeHex, encodeHex } from "../../../kernel/hex.ts";
import { preAuthEncoding } from "../../attestation/dsse.ts";
import type { BundleContent } from "../bundle.ts";

export interface ContentToVerify {
  readonly content: BundleContent;
  readonly key: PublicKey;
  /** The bytes that a message signature is over, where they are at hand: verified many times faster. */
  readonly message: Uint8Array | undefined;
}

/** Requires that the signer's key signed the content. Fault: `signature-invalid`. */
export async function requireSignature(signed: ContentToVerify, crypto: Cryptography): Promise<void> {
  if (await holdsSignature(signed, crypto)) return;
  throw new Fault("signature-invalid", "the signature does not fit the signer's key and the content");
}

/** Whether the key signed the content. */
export function holdsSignature(signed: ContentToVerify, crypto: Cryptography): Promise<boolean> {
  const { content } = signed;
  return content.kind === "message"
    ? isMessageSigned(signed, content, crypto)
    : isEnvelopeSigned(signed, content, crypto);
}

/**
 * A message is signed through the digest that the bundle names. Bytes that are not the message neither help nor harm:
 * whether a file is the signed one, `requireArtifact` decides.
 */
async function isMessageSigned(
  { key, message }: ContentToVerify,
  { digest, signature }: BundleContent & { kind: "message" },
  crypto: Cryptography,
): Promise<boolean> {
  const hash = digest.algorithm;
  if (!hashesOf(key).includes(hash) || key.kind === "ed25519") return false;
  if (message !== undefined && encodeHex(await crypto.digest(hash, message)) === digest.hex) {
    return crypto.verify({ key, hash, bytes: message, signature });
  }
  return crypto.verifyDigest({ key, hash, digest: decodeHex(digest.hex), signature });
}

/** DSSE protocol: the signature is over the pre-authentication encoding of type and payload. */
async function isEnvelopeSigned(
  { key }: ContentToVerify,
  { payloadType, payload, signature }: BundleContent & { kind: "dsse" },
  crypto: Cryptography,
): Promise<boolean> {
  const bytes = preAuthEncoding(payloadType, payload);
  for (const hash of hashesOf(key)) if (await crypto.verify({ key, hash, bytes, signature })) return true;
  return false;
}

/** The hash that belongs to the key; signers of the larger curves have long used SHA-256 as well. Ed25519 has its own. */
function hashesOf(key: PublicKey): readonly DigestAlgorithm[] {
  return key.kind === "ec" ? CURVE_HASHES[key.curve] : ["sha256"];
}

const CURVE_HASHES = { "P-256": ["sha256"], "P-384": ["sha384", "sha256"], "P-521": ["sha512", "sha256"] } as const;
