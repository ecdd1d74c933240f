import type { DigestAlgorithm } from "../../../crypto/cryptography.ts";
import type { PublicKey } from "../../../crypto/public-key.ts";
import { Fault } from "../../../kernel/fault.ts";

/** How a key signs: the key alone decides it (signature-specification.md, "Algorithm Selection"). */
export interface NotaryAlgorithm {
  /** JWS (RFC 7518 §3.1). */
  readonly jws: "PS256" | "PS384" | "PS512" | "ES256" | "ES384" | "ES512";
  /** COSE (RFC 9053 §2.1, RFC 8230 §2). */
  readonly cose: number;
  readonly hash: DigestAlgorithm;
  /** The names of the plugin contract: of the key, of its hash, and of how it signs. */
  readonly keySpec: string;
  readonly hashName: string;
  readonly signingName: string;
}

const RSA: ReadonlyMap<number, NotaryAlgorithm> = new Map([
  [2048, named("PS256", -37, "RSA-2048")],
  [3072, named("PS384", -38, "RSA-3072")],
  [4096, named("PS512", -39, "RSA-4096")],
]);

const EC: ReadonlyMap<string, NotaryAlgorithm> = new Map([
  ["P-256", named("ES256", -7, "EC-256")],
  ["P-384", named("ES384", -35, "EC-384")],
  ["P-521", named("ES512", -36, "EC-521")],
]);

function named(jws: NotaryAlgorithm["jws"], cose: number, keySpec: string): NotaryAlgorithm {
  const bits = jws.slice(2) as "256" | "384" | "512";
  const kind = jws.startsWith("PS") ? "RSASSA-PSS" : "ECDSA";
  return { ...{ jws, cose, keySpec }, hash: `sha${bits}`, hashName: `SHA-${bits}`, signingName: `${kind}-SHA-${bits}` };
}

/** Fault: `notary-algorithm` for a key of another kind or size. */
export function algorithmOf(key: PublicKey): NotaryAlgorithm {
  const found = key.kind === "rsa" ? RSA.get(key.bits) : key.kind === "ec" ? EC.get(key.curve) : undefined;
  if (found !== undefined) return found;
  throw new Fault(
    "notary-algorithm",
    "the signer's key is not RSA of 2048, 3072 or 4096 bits, nor EC of P-256, P-384 or P-521",
  );
}

/** "Implementations MUST use the algorithm that the key decides". Fault: `notary-algorithm`. */
export function requireAlgorithm(named: string | number, { jws, cose }: NotaryAlgorithm): void {
  if (named === jws || named === cose) return;
  throw new Fault("notary-algorithm", "the signature names another algorithm than that of the signer's key");
}
