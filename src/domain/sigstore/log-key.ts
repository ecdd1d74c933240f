import type { KeyObject } from "node:crypto";
import { createPublicKey } from "node:crypto";

interface KeyKind {
  readonly encoding: "spki" | "pkcs1";
  readonly type: "ec" | "ed25519" | "rsa";
  readonly curve?: "prime256v1" | "secp384r1" | "secp521r1";
  readonly bits?: number;
}

const rsa = (encoding: KeyKind["encoding"], bits?: number): KeyKind =>
  bits === undefined ? { encoding, type: "rsa" } : { encoding, type: "rsa", bits };

/** PublicKeyDetails of sigstore_common.proto that a log may have; others are for signers or not in use. */
const KINDS: ReadonlyMap<string, KeyKind> = new Map<string, KeyKind>([
  ["PKCS1_RSA_PKCS1V5", rsa("pkcs1")],
  ["PKIX_RSA_PKCS1V5", rsa("spki")],
  ["PKIX_RSA_PKCS1V15_2048_SHA256", rsa("spki", 2048)],
  ["PKIX_RSA_PKCS1V15_3072_SHA256", rsa("spki", 3072)],
  ["PKIX_RSA_PKCS1V15_4096_SHA256", rsa("spki", 4096)],
  ["PKIX_ECDSA_P256_SHA_256", { encoding: "spki", type: "ec", curve: "prime256v1" }],
  ["PKIX_ECDSA_P384_SHA_384", { encoding: "spki", type: "ec", curve: "secp384r1" }],
  ["PKIX_ECDSA_P521_SHA_512", { encoding: "spki", type: "ec", curve: "secp521r1" }],
  ["PKIX_ED25519", { encoding: "spki", type: "ed25519" }],
]);

/** The key of a log; `unknown` for details that we do not know, `wrong` where the bytes are no key of that kind. */
export function readLogKey(rawBytes: Uint8Array, details: string): KeyObject | "unknown" | "wrong" {
  const kind = KINDS.get(details);
  if (kind === undefined) return "unknown";
  const key = decode(rawBytes, kind.encoding);
  if (key === undefined || key.asymmetricKeyType !== kind.type) return "wrong";
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
  if (kind.curve !== undefined && namedCurve !== kind.curve) return "wrong";
  if (kind.bits !== undefined && modulusLength !== kind.bits) return "wrong";
  return key;
}

function decode(rawBytes: Uint8Array, type: "spki" | "pkcs1"): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(rawBytes), format: "der", type });
  } catch {
    return undefined;
  }
}
