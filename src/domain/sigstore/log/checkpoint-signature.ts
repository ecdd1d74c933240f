import type { Cryptography } from "../../../crypto/cryptography.ts";
import { equalBytes } from "../../../kernel/bytewise.ts";
import { Fault } from "../../../kernel/fault.ts";
import { type Checkpoint, parseCheckpoint } from "../../transparency/checkpoint.ts";
import type { ParsedInclusionProof } from "../bundle.ts";
import type { TrustedLog } from "../trusted-root.ts";

/** How a log names itself on its checkpoints. */
export type CheckpointNames = "of-the-operator" | "of-the-log";

export interface CheckpointToVerify {
  readonly proof: ParsedInclusionProof;
  readonly log: TrustedLog;
  readonly names: CheckpointNames;
}

/**
 * Requires that the log signed the size and root that an inclusion proof states, and resolves to its checkpoint
 * (https://c2sp.org/tlog-checkpoint). Every signature by the hint of its key must verify: "signatures … from known keys …
 * that fail to verify" refuse the note (https://c2sp.org/signed-note).
 *
 * A log of Rekor v1 signs under whatever host name its operator started it with, so there the name decides nothing; that of
 * Rekor v2 is in the key id of the log (`of-the-log`), and must be the one in the trusted root. Fault:
 * `log-checkpoint-invalid`.
 */
export async function requireCheckpoint(
  { proof, log, names }: CheckpointToVerify,
  crypto: Cryptography,
): Promise<Checkpoint> {
  const checkpoint = requireStatedTree(proof);
  const own = checkpoint.signatures.filter(({ keyHint }) => equalBytes(keyHint, log.keyId.subarray(0, 4)));
  if (own.length === 0) throw invalid("it has no signature of its log");
  if (names === "of-the-log") requireNames(checkpoint, { own: own.map(({ name }) => name), log });
  for (const { signature } of own) {
    const signed = { key: log.publicKey, hash: "sha256", bytes: checkpoint.bytes, signature } as const;
    if (!(await crypto.verify(signed))) throw invalid("its signature is not the log's");
  }
  return checkpoint;
}

/** Requires that a checkpoint, whoever signed it, is of the size and root of its proof. Fault: `log-checkpoint-invalid`. */
export function requireStatedTree(proof: ParsedInclusionProof): Checkpoint {
  const checkpoint = parseCheckpoint(proof.checkpoint);
  if (checkpoint.treeSize !== proof.treeSize) throw invalid("its tree size is not that of the proof");
  if (!equalBytes(checkpoint.rootHash, proof.rootHash)) throw invalid("its root hash is not that of the proof");
  return checkpoint;
}

/** "The origin … SHOULD be … a schema-less URL"; the key's name "MUST match" it. */
function requireNames({ origin }: Checkpoint, { own, log }: { own: readonly string[]; log: TrustedLog }): void {
  const names = namesOf(log);
  if (!own.every((name) => names.includes(name))) throw invalid("it is signed under another name");
  if (!own.some((name) => origin === name || origin.startsWith(`${name} - `))) throw invalid("it is of another log");
}

/** A log is named by its address without the scheme; some leave out the port or the path. */
function namesOf({ baseUrl }: TrustedLog): string[] {
  if (!URL.canParse(baseUrl)) return [baseUrl];
  const { host, hostname, pathname } = new URL(baseUrl);
  return [hostname, host, `${host}${pathname.replace(/\/$/, "")}`];
}

function invalid(problem: string): Fault {
  return new Fault("log-checkpoint-invalid", `the checkpoint of a log does not hold: ${problem}`);
}
