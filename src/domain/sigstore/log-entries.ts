import { Fault } from "../../kernel/fault.ts";
import type { ParsedInclusionProof, ParsedLogEntry } from "./bundle.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { parseCheckpoint } from "./checkpoint.ts";
import type { TrustedLog, TrustedRoot } from "./trusted-root.ts";
import { within } from "./trusted-root.ts";
import type { SignedTime } from "./verified-bundle.ts";

/**
 * Requires that each entry is of a log of the trusted root and contradicts itself nowhere: what no signature covers must
 * equal what one covers (index, tree size, root hash, time). Fault: `log-proof-invalid`.
 */
export function requireConsistentEntries(entries: readonly ParsedLogEntry[], trust: TrustedRoot): void {
  for (const entry of entries) {
    const log = trust.logs.find((known) => same(known.keyId, entry.logId));
    if (log === undefined) throw unknownLog();
    requireConsistent(entry);
    if (entry.proof !== undefined) requireNamed(parseCheckpoint(entry.proof.checkpoint), log);
  }
}

/** As much of this as holds whoever the log is. Fault: `log-proof-invalid`. */
export function requireConsistent(entry: ParsedLogEntry): void {
  if (entry.proof !== undefined) requireConsistentProof(entry.proof);
  if (entry.promise === undefined) requireNothingUnsigned(entry);
  if (entry.index > BigInt(Number.MAX_SAFE_INTEGER) || entry.integratedSeconds > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw invalid("a number is larger than any log can reach");
  }
}

/**
 * Requires for each log key that something was signed within its validity (B48, CVE-2026-54787). A promise brings the
 * log's own time, which the library has judged; a bare proof has none, so the verified times stand in for it.
 */
export function requireKeyWindows(
  entries: readonly ParsedLogEntry[],
  { trust, times }: { readonly trust: TrustedRoot; readonly times: readonly SignedTime[] },
): void {
  for (const entry of entries.filter(({ promise }) => promise === undefined)) {
    const log = trust.logs.find((known) => same(known.keyId, entry.logId));
    const inside = times.some(({ seconds }) => log !== undefined && within(log.validFor, new Date(seconds * 1000)));
    if (!inside) throw invalid("the key of its log was not valid when it was signed");
  }
}

function requireConsistentProof(proof: ParsedInclusionProof): void {
  const checkpoint = parseCheckpoint(proof.checkpoint);
  if (checkpoint.treeSize !== proof.treeSize) throw invalid("its tree size is not that of its checkpoint");
  if (!same(checkpoint.rootHash, proof.rootHash)) throw invalid("its root hash is not that of its checkpoint");
  if (proof.index >= proof.treeSize) throw invalid("its index lies outside of the tree");
}

/** A signature with the log's key must bear the log's name, and the origin must begin with it. */
function requireNamed(checkpoint: Checkpoint, log: TrustedLog): void {
  const names = namesOf(log);
  const own = checkpoint.signatures.filter(({ keyHint }) => same(keyHint, log.keyId.subarray(0, 4)));
  const [first] = own;
  if (first === undefined) throw invalid("its checkpoint has no signature of its log");
  if (!own.every(({ name }) => names.includes(name))) throw invalid("its checkpoint is signed under another name");
  if (checkpoint.origin !== first.name && !checkpoint.origin.startsWith(`${first.name} - `)) {
    throw invalid("its checkpoint is of another log");
  }
}

/** A log is named by its address without the scheme; some leave out the port or the path. */
function namesOf(log: TrustedLog): string[] {
  if (!URL.canParse(log.baseUrl)) return [log.baseUrl];
  const { host, hostname, pathname } = new URL(log.baseUrl);
  return [hostname, host, `${host}${pathname.replace(/\/$/, "")}`];
}

/** Without a promise the index of the whole log and the time are bare claims (facts of a Rekor v2 entry: none). */
function requireNothingUnsigned(entry: ParsedLogEntry): void {
  if (entry.integratedSeconds !== 0n) throw invalid("it states a time that no promise signs");
  if (entry.proof?.index !== entry.index) throw invalid("its index is not that of its proof");
}

function unknownLog(): Fault {
  return new Fault("log-proof-invalid", "a log entry is of a log that the trusted root does not know", {
    hint: "a newer trusted root may know it; what a private or the local instance signed needs its own, by --trusted-root",
  });
}

function invalid(problem: string): Fault {
  return new Fault("log-proof-invalid", `a log entry is not proven to be in its log: ${problem}`);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
