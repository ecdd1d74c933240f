import { createHash } from "node:crypto";
import type { ByteSource } from "../kernel/byte-source.ts";
import type { DigestAlgorithm } from "./cryptography.ts";
import { hashSource } from "./hash-source.ts";
import { nodeCryptography } from "./node.ts";

// Digests of Node, at once, for what never runs in a browser: sealing, services, reports. What verifies asks its port.

/** The 32 bytes of SHA-256. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

/** The 20 bytes of SHA-1, by which OCSP names an issuer (RFC 6960 §4.1.1) and proves nothing. */
export function sha1(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha1").update(bytes).digest());
}

/** SHA-256 in lower-case hexadecimal. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** As `hashSource`. */
export function hashByNode<A extends DigestAlgorithm>(
  source: ByteSource,
  algorithms: readonly A[],
  onBytes?: (count: number) => void,
): Promise<Record<A, string>> {
  return hashSource(source, algorithms, { crypto: nodeCryptography, ...(onBytes && { onBytes }) });
}
