import type { Cryptography } from "../../../crypto/cryptography.ts";
import { encodeBase64 } from "../../../kernel/base64.ts";
import { Fault } from "../../../kernel/fault.ts";
import { encodeHex } from "../../../kernel/hex.ts";
import { encodeUtf8 } from "../../../kernel/utf8.ts";
import type { ParsedLogEntry } from "../bundle.ts";
import { isWithin, type TrustedLog } from "../trusted-root.ts";

/**
 * Requires that the log signed its promise (the signed entry timestamp) while its key was valid: the canonical JSON (RFC 8785)
 * of body, time, log id and index, as Rekor v1 makes it (https://docs.sigstore.dev/logging/overview/). ECDSA with SHA-256.
 * Fault: `log-promise-invalid`.
 */
export async function requirePromise(entry: ParsedLogEntry, log: TrustedLog, crypto: Cryptography): Promise<void> {
  const { promise, integratedSeconds } = entry;
  if (promise === undefined) throw invalid("there is none");
  if (!isWithin(log.validFor, new Date(Number(integratedSeconds) * 1000))) throw invalid("its key was not valid then");
  const signed = { key: log.publicKey, hash: "sha256", bytes: promisedBytes(entry), signature: promise } as const;
  if (!(await crypto.verify(signed))) throw invalid("its signature is not the log's");
}

/** Written as it is: neither base64 nor hex nor a number has a character that JSON writes otherwise. */
function promisedBytes({ body, integratedSeconds, index, logId }: ParsedLogEntry): Uint8Array {
  const [text, id] = [encodeBase64(body), encodeHex(logId)];
  return encodeUtf8(`{"body":"${text}","integratedTime":${integratedSeconds},"logID":"${id}","logIndex":${index}}`);
}

function invalid(problem: string): Fault {
  return new Fault("log-promise-invalid", `the promise of a log does not hold: ${problem}`);
}
