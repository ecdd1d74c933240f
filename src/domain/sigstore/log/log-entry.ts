import type { Cryptography } from "../../../crypto/cryptography.ts";
import { advice, option } from "../../../kernel/advice.ts";
import { equalBytes } from "../../../kernel/bytewise.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { ParsedLogEntry } from "../bundle.ts";
import { isWithin, type TrustedLog } from "../trusted-root.ts";
import type { SignedTime } from "../verified-bundle.ts";
import { type CheckpointNames, requireCheckpoint } from "./checkpoint-signature.ts";
import { requireInclusion } from "./inclusion.ts";
import { requirePromise } from "./signed-entry-timestamp.ts";

/** The log of the trusted root that an entry names by its id. Fault: `log-unknown`, which says nothing against the entry. */
export function logOf({ logId }: ParsedLogEntry, logs: readonly TrustedLog[]): TrustedLog {
  const log = logs.find(({ keyId }) => equalBytes(keyId, logId));
  if (log !== undefined) return log;
  throw new Fault("log-unknown", "a log entry is of a log that the trusted root does not know", {
    hint: advice`a newer trusted root may know it; what a private or the local instance signed needs its own, by ${option("trusted-root")}`,
  });
}

/**
 * Requires that an entry contradicts itself nowhere: what no signature covers must equal what one covers. Without a
 * promise the index of the whole log and the time are bare claims (facts of a Rekor v2 entry: none). Fault:
 * `log-proof-invalid`.
 */
export function requireConsistent({ index, integratedSeconds, promise, proof }: ParsedLogEntry): void {
  if (proof !== undefined && proof.index >= proof.treeSize) throw invalid("its index lies outside of the tree");
  if (promise === undefined && integratedSeconds !== 0n) throw invalid("it states a time that no promise signs");
  if (promise === undefined && proof?.index !== index) throw invalid("its index is not that of its proof");
  if (index > BigInt(Number.MAX_SAFE_INTEGER) || integratedSeconds > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw invalid("a number is larger than any log can reach");
  }
}

/**
 * Requires all that the log signed about an entry: its promise, and its place in a tree whose root the log signed; at least
 * one of both is there. Resolves to the origin that its checkpoint names. Faults: `log-promise-invalid`,
 * `log-checkpoint-invalid`, `log-inclusion-invalid`, `log-proof-invalid`.
 */
export async function requireInLog(
  entry: ParsedLogEntry,
  log: TrustedLog,
  crypto: Cryptography,
): Promise<string | undefined> {
  const { promise, proof } = entry;
  if (promise === undefined && proof === undefined) throw invalid("neither a promise nor a proof says so");
  if (promise !== undefined) await requirePromise(entry, log, crypto);
  if (proof === undefined) return undefined;
  const { origin } = await requireCheckpoint({ proof, log, names: namesOf(entry) }, crypto);
  await requireInclusion(entry, proof, crypto);
  return origin;
}

/** Rekor v2 knows the kinds of version 0.0.2 but in-toto's; the log's tree holds kind and version. */
function namesOf({ kind, version }: ParsedLogEntry): CheckpointNames {
  return version === "0.0.2" && kind !== "intoto" ? "of-the-log" : "of-the-operator";
}

/**
 * Requires that something was signed while the log's key was valid (B48, CVE-2026-54787). A promise brings the log's own
 * time, which was judged with it; a bare proof has none, so the verified times stand in for it. Fault: `log-proof-invalid`.
 */
export function requireKeyWindow(entry: ParsedLogEntry, log: TrustedLog, times: readonly SignedTime[]): void {
  if (entry.promise !== undefined) return;
  if (!times.some(({ seconds }) => isWithin(log.validFor, new Date(seconds * 1000)))) {
    throw invalid("the key of its log was not valid when it was signed");
  }
}

function invalid(problem: string): Fault {
  return new Fault("log-proof-invalid", `a log entry is not proven to be in its log: ${problem}`);
}
