import type { Cryptography } from "../../crypto/cryptography.ts";
import type { EvidenceEntry } from "../../domain/capsule/build-root.ts";
import { LOG_FOLDER } from "../../domain/capsule/entry-names.ts";
import { MEDIA_TYPES } from "../../domain/capsule/media-types.ts";
import { formatLeaf } from "../../domain/statements/leaf.ts";
import { formatEntries } from "../../domain/transparency/entry-bundle.ts";
import { TILE_WIDTH, tilePath } from "../../domain/transparency/tiles.ts";
import { formatTlogProof, parseTlogProof, requireProven } from "../../domain/transparency/tlog-proof.ts";
import { Fault } from "../../kernel/fault.ts";
import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";
import { treeOf } from "./compare-logs.ts";
import { HEAD_PATH, type LogPlace, type LogReading, type ReadLog, readLog } from "./read-log.ts";

/**
 * A log as entries of a capsule, so that what it says up to its head can be verified without a network.
 *
 *   1. read        the log whole
 *   2. leaves      all of them, with head and policy: nothing can be left out
 *   3. statements  that decide states and rights, each with the proof that other programs read (https://c2sp.org/tlog-proof)
 *
 * What else was said is there as its leaf alone. Faults: those of `readLog`, `payload-mismatch` for a statement that is not there.
 */
export async function carryLog(place: LogPlace, reading: LogReading): Promise<EvidenceEntry[]> {
  /* 1 */ const log = await readLog(place, reading);
  const entries: EvidenceEntry[] = [];
  const put = (path: string, bytes: Uint8Array, mediaType: string) =>
    entries.push({ name: `${LOG_FOLDER}${path}`, bytes, mediaType });
  /* 2 */ put(HEAD_PATH, encodeUtf8(log.head.note), "text/plain");
  put("payloads/policy.json", required(await place.envelopes.policy()), MEDIA_TYPES.json);
  const leaves = log.leaves.map(formatLeaf);
  for (let at = 0; at * TILE_WIDTH < leaves.length; at++) {
    const bundle = leaves.slice(at * TILE_WIDTH, (at + 1) * TILE_WIDTH);
    put(`tile/entries/${tilePath(at, bundle.length)}`, formatEntries(bundle), MEDIA_TYPES.messages);
  }
  const tree = treeOf(log.leafHashes, reading.crypto);
  /* 3 */ for (const [index, leaf] of log.leaves.entries()) {
    if (leaf.kind !== "statement" || leaf.says !== "release-state") continue;
    const bytes = required(await place.envelopes.get(leaf.envelope));
    put(`payloads/${leaf.envelope}.sigstore.json`, bytes, MEDIA_TYPES.bundle);
    const proof = formatTlogProof({ index, hashes: await tree.inclusionProof(index), checkpoint: log.head.note });
    put(`proofs/${leaf.envelope}.tlog-proof`, encodeUtf8(proof), "text/plain");
  }
  return entries;
}

/** The log that a capsule carries, by the bytes of its entries; undefined if it carries none. It is read as any other, and never written. */
export function carriedLog(entries: ReadonlyMap<string, Uint8Array>): LogPlace | undefined {
  const at = (path: string) => entries.get(`${LOG_FOLDER}${path}`);
  if (at(HEAD_PATH) === undefined) return undefined;
  return {
    store: { open: async () => ({ read: async (paths) => paths.map(at), write: refuse }) },
    envelopes: {
      get: async (sha256) => at(`payloads/${sha256}.sigstore.json`),
      policy: async () => at("payloads/policy.json"),
      ...{ put: refuse, remove: refuse, putPolicy: refuse },
    },
  };
}

async function refuse(): Promise<never> {
  throw new Fault("usage", "the log in a capsule is sealed, and nothing can be appended to it");
}

/** Requires that each proof in a capsule is that of its leaf under the head. Fault: `log-proof-invalid`. */
export async function requireCarriedProofs(
  entries: ReadonlyMap<string, Uint8Array>,
  { head, leaves }: ReadLog,
  crypto: Cryptography,
): Promise<void> {
  for (const [name, bytes] of entries) {
    const envelope = /^log\/proofs\/([0-9a-f]{64})\.tlog-proof$/.exec(name)?.[1];
    if (envelope === undefined) continue;
    const proof = parseTlogProof(decodeUtf8(bytes, "a proof"));
    const leaf = leaves[proof.index];
    if (leaf?.kind !== "statement" || leaf.envelope !== envelope || proof.checkpoint !== head.note) {
      throw new Fault("log-proof-invalid", "a proof that the capsule carries is not of its statement");
    }
    await requireProven(formatLeaf(leaf), proof, crypto);
  }
}

function required(bytes: Uint8Array | undefined): Uint8Array {
  if (bytes !== undefined) return bytes;
  throw new Fault("payload-mismatch", "a statement about the state of a release is not among the payloads of the log", {
    hint: "give the folder that has them: without it nobody could tell whether a release was withdrawn",
  });
}
