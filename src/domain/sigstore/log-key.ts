import { type CurveName, type PublicKey, readPublicKey, wrapRsaPublicKey } from "../../crypto/public-key.ts";
import { Fault } from "../../kernel/fault.ts";

interface KeyKind {
  readonly encoding: "spki" | "pkcs1";
  readonly kind: PublicKey["kind"];
  readonly curve?: CurveName;
  readonly bits?: number;
}

const rsa = (encoding: KeyKind["encoding"], bits?: number): KeyKind =>
  bits === undefined ? { encoding, kind: "rsa" } : { encoding, kind: "rsa", bits };

/** PublicKeyDetails of sigstore_common.proto that a log may have; others are for signers or not in use. */
const KINDS: ReadonlyMap<string, KeyKind> = new Map<string, KeyKind>([
  ["PKCS1_RSA_PKCS1V5", rsa("pkcs1")],
  ["PKIX_RSA_PKCS1V5", rsa("spki")],
  ["PKIX_RSA_PKCS1V15_2048_SHA256", rsa("spki", 2048)],
  ["PKIX_RSA_PKCS1V15_3072_SHA256", rsa("spki", 3072)],
  ["PKIX_RSA_PKCS1V15_4096_SHA256", rsa("spki", 4096)],
  ["PKIX_ECDSA_P256_SHA_256", { encoding: "spki", kind: "ec", curve: "P-256" }],
  ["PKIX_ECDSA_P384_SHA_384", { encoding: "spki", kind: "ec", curve: "P-384" }],
  ["PKIX_ECDSA_P521_SHA_512", { encoding: "spki", kind: "ec", curve: "P-521" }],
  ["PKIX_ED25519", { encoding: "spki", kind: "ed25519" }],
]);

/** The key of a log; `unknown` for details that we do not know, `wrong` if the bytes are not a key of that kind. */
export function readLogKey(rawBytes: Uint8Array, details: string): PublicKey | "unknown" | "wrong" {
  const expected = KINDS.get(details);
  if (expected === undefined) return "unknown";
  const key = decode(rawBytes, expected.encoding);
  if (key === undefined || key.kind !== expected.kind) return "wrong";
  if (key.kind === "ec" && key.curve !== expected.curve) return "wrong";
  if (key.kind === "rsa" && expected.bits !== undefined && key.bits !== expected.bits) return "wrong";
  return key;
}

function decode(rawBytes: Uint8Array, encoding: KeyKind["encoding"]): PublicKey | undefined {
  try {
    return readPublicKey(encoding === "spki" ? rawBytes : wrapRsaPublicKey(rawBytes));
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
