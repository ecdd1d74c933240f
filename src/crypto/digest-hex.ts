import { encodeHex } from "../kernel/hex.ts";
import type { Cryptography, DigestAlgorithm } from "./cryptography.ts";

/** The digest of bytes that are in memory, in lower-case hexadecimal. */
export async function digestHex(algorithm: DigestAlgorithm, bytes: Uint8Array, crypto: Cryptography): Promise<string> {
  return encodeHex(await crypto.digest(algorithm, bytes));
}
