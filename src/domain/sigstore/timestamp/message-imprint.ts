import type { Cryptography } from "../../../crypto/cryptography.ts";
import { equalBytes } from "../../../kernel/bytewise.ts";
import { Fault } from "../../../kernel/fault.ts";
import { DIGEST_ALGORITHMS, type TimestampToken } from "./timestamp-token.ts";

/** RFC 3161 §2.4.2, messageImprint: the time is of these bytes, by SHA-256 or stronger. Fault: `timestamp-imprint`. */
export async function requireImprint({ info }: TimestampToken, bytes: Uint8Array, crypto: Cryptography): Promise<void> {
  const algorithm = DIGEST_ALGORITHMS.get(info.imprintAlgorithm);
  if (algorithm === undefined || !equalBytes(info.imprint, await crypto.digest(algorithm, bytes))) {
    throw new Fault("timestamp-imprint", "a timestamp is of another signature");
  }
}
