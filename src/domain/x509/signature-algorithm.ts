import type { DigestAlgorithm } from "../../crypto/cryptography.ts";
import type { PublicKey } from "../../crypto/public-key.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import type { DerNode } from "../../kernel/der.ts";
import { DER_TAGS } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";

/** A signature algorithm and the kind of key that it is of. Ed25519 has its own hash, and the one named here is not used. */
export interface SignatureAlgorithm {
  readonly key: PublicKey["kind"];
  readonly hash: DigestAlgorithm;
}

/** ECDSA: RFC 5758 §3.2. RSA PKCS #1 v1.5: RFC 4055 §5. Ed25519: RFC 8410 §3. */
const ALGORITHMS: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  ["1.2.840.10045.4.3.2", { key: "ec", hash: "sha256" }],
  ["1.2.840.10045.4.3.3", { key: "ec", hash: "sha384" }],
  ["1.2.840.10045.4.3.4", { key: "ec", hash: "sha512" }],
  ["1.2.840.113549.1.1.11", { key: "rsa", hash: "sha256" }],
  ["1.2.840.113549.1.1.12", { key: "rsa", hash: "sha384" }],
  ["1.2.840.113549.1.1.13", { key: "rsa", hash: "sha512" }],
  ["1.3.101.112", { key: "ed25519", hash: "sha512" }],
]);

/** The algorithm that an AlgorithmIdentifier names; undefined for one that is not in use. SHA-1 and MD5 are not. */
export function signatureAlgorithm(id: string): SignatureAlgorithm | undefined {
  return ALGORITHMS.get(id);
}

/** RFC 5758 §3.2 and RFC 8410 §3: parameters absent; RFC 4055 §5: NULL. Fault: `certificate-algorithm`. */
export function readSignatureAlgorithm(node: DerNode): SignatureAlgorithm {
  const [id, parameters, ...beyond] = node.sequence();
  const algorithm = id === undefined ? undefined : signatureAlgorithm(id.oid());
  if (algorithm === undefined) throw refused("is not one that is understood");
  const expected = algorithm.key === "rsa" ? DER_TAGS.nullValue : undefined;
  if (parameters?.tag !== expected || (parameters?.content.length ?? 0) > 0 || beyond.length > 0) {
    throw refused("has parameters that it must not have");
  }
  return algorithm;
}

/**
 * RFC 5280 §4.1.1.2: "This field MUST contain the same algorithm identifier as the signature field in the sequence
 * tbsCertificate". The outer one is not signed. Fault: `certificate-algorithm`.
 */
export function requireSameAlgorithm(inner: DerNode, outer: DerNode): void {
  if (!equalBytes(inner.raw, outer.raw)) throw refused("is another one inside than outside");
}

function refused(problem: string): Fault {
  return new Fault("certificate-algorithm", `the signature algorithm of a certificate ${problem}`);
}
