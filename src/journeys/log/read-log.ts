import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import { type HeadTrust, requireWitnesses, type VerifiedHead, verifyHead } from "../../domain/statements/head-trust.ts";
import { type Leaf, parseLeaf } from "../../domain/statements/leaf.ts";
import { type LogPolicy, parseLogPolicy } from "../../domain/statements/log-policy.ts";
import { parseEntries } from "../../domain/transparency/entry-bundle.ts";
import { leafHash, rootOfLeaves } from "../../domain/transparency/merkle.ts";
import { TILE_WIDTH, tilePath } from "../../domain/transparency/tiles.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import type { EnvelopeStore, LogMoment, LogStore } from "../../ports/log-store.ts";

/** Where a log is. */
export interface LogPlace {
  readonly store: LogStore;
  readonly envelopes: EnvelopeStore;
}

export interface LogReading {
  readonly trust: HeadTrust;
  readonly crypto: Cryptography;
}

/** A whole log: every leaf under the head, and what they mean. */
export interface ReadLog {
  readonly head: VerifiedHead;
  readonly policy: LogPolicy;
  readonly leaves: readonly Leaf[];
  readonly leafHashes: readonly Uint8Array[];
}

/** The path of the head in a log. */
export const HEAD_PATH = "checkpoint";

/**
 * Reads a log whole.
 *
 *   1. head      its signature, by whom the reader expects
 *   2. leaves    all of them, so that nothing can be left out
 *   3. root      computed from the leaves: it must be the signed one
 *   4. policy    the file that leaf 0 names
 *   5. witnesses that the policy asks for
 *
 * Faults: `log-missing`, `log-leaves-differ`, `log-leaf-malformed`, `log-policy-malformed`, `payload-mismatch`, those of `verifyHead`.
 */
export async function readLog({ store, envelopes }: LogPlace, { trust, crypto }: LogReading): Promise<ReadLog> {
  /* 1 to 4 */ const log = await readUnwitnessed(await store.open(), envelopes, { trust, crypto });
  /* 5 */ return { ...log, head: await requireWitnesses(log.head, log.policy.witnesses, crypto) };
}

/** As `readLog`, for a head that no witness has seen yet. */
export async function readUnwitnessed(
  moment: LogMoment,
  envelopes: EnvelopeStore,
  { trust, crypto }: LogReading,
): Promise<ReadLog> {
  /* 1 */ const head = await readHead(moment, { trust, crypto });
  /* 2 */ const entries = await readEntries(moment, head.size);
  const leafHashes = await Promise.all(entries.map((entry) => leafHash(entry, crypto)));
  /* 3 */ const root = await rootOfLeaves(leafHashes, crypto);
  if (!equalBytes(root, head.checkpoint.rootHash)) throw differs("they lead to another root");
  const leaves = entries.map(parseLeaf);
  /* 4 */ const policy = await readPolicy(leaves, { bytes: await envelopes.policy(), head }, crypto);
  return { head, policy, leaves, leafHashes };
}

/** The head of a log as it is now. Faults: `log-missing`, those of `verifyHead`. */
export async function readHead(moment: LogMoment, { trust, crypto }: LogReading): Promise<VerifiedHead> {
  const [note] = await moment.read([HEAD_PATH]);
  if (note === undefined) throw new Fault("log-missing", "there is no log there: it has no head");
  return verifyHead(decodeUtf8(note, "a checkpoint"), { trust }, crypto);
}

/** The bytes of all leaves. Fault: `log-leaves-differ`. */
export async function readEntries(moment: LogMoment, size: number): Promise<Uint8Array[]> {
  const count = Math.ceil(size / TILE_WIDTH);
  const width = (index: number) => Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
  const paths = Array.from({ length: count }, (_, index) => `tile/entries/${tilePath(index, width(index))}`);
  const bundles = await moment.read(paths);
  return bundles.flatMap((bytes, index) => {
    if (bytes === undefined) throw differs("some are not there");
    const entries = parseEntries(bytes);
    if (entries.length !== width(index)) throw differs("there are more or fewer than the head says");
    return entries;
  });
}

interface PolicyFile {
  readonly bytes: Uint8Array | undefined;
  readonly head: VerifiedHead;
}

async function readPolicy(leaves: readonly Leaf[], { bytes, head }: PolicyFile, crypto: Cryptography) {
  const [first, ...others] = leaves;
  if (first?.kind !== "policy") throw new Fault("log-policy-malformed", "the log does not begin with its policy");
  if (others.some(({ kind }) => kind === "policy")) {
    throw new Fault("log-policy-malformed", "the log has a second policy, which means nothing");
  }
  if (bytes === undefined) throw new Fault("payload-mismatch", "the policy of the log is not among its payloads");
  if ((await digestHex("sha256", bytes, crypto)) !== first.policy) {
    throw new Fault("payload-mismatch", "the policy among the payloads is not the one that leaf 0 names");
  }
  const policy = await parseLogPolicy(bytes, crypto);
  if (policy.origin !== head.checkpoint.origin) throw new Fault("log-origin", "the policy is that of another log");
  return policy;
}

function differs(problem: string): Fault {
  return new Fault("log-leaves-differ", `the leaves are not those that the head was signed for: ${problem}`);
}
