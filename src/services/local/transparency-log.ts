import { encodeBase64 } from "../../kernel/base64.ts";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import { encodeHex } from "../../kernel/hex.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Clock } from "../../ports/clock.ts";
import { formatCheckpoint } from "./checkpoint.ts";
import { epochSeconds } from "./epoch-seconds.ts";
import { createMerkleTree, hashLeaf, type MerkleTree } from "./merkle-tree.ts";
import { createSigningKey, type SigningKey } from "./signing-key.ts";

/** The log of one run: entries by index in one growing Merkle tree. */
export interface TransparencyLog {
  readonly key: SigningKey;
  size(): number;
  /** Adds an entry, or names the equal one that is there. `uuid` is 16 hex characters of the tree, 64 of the leaf. */
  add(body: Uint8Array): { readonly uuid: string; readonly isNew: boolean };
  /** The index of an entry by its uuid, or by the leaf hash alone. */
  find(uuid: string): number | undefined;
  /** An entry as Rekor v1 shows it, proved against the present tree: an object with the uuid as its one key. */
  entry(index: number): JsonObject;
  /** A signed checkpoint of the present tree. */
  checkpoint(): string;
  /** Proof that the tree of `first` leaves is a beginning of the one of `last`, in hex, and the latter's root. */
  consistency(first: number, last: number): JsonObject;
}

interface Entry {
  readonly uuid: string;
  readonly body: string;
  readonly integratedTime: number;
}

/**
 * `name` is the host name that checkpoints are signed under, `origin` their first line: by default that of Rekor v1, the
 * name and the id of the tree in decimal. The log begins with an entry of its own, so that no entry of anybody
 * has the index 0, which protobuf's JSON leaves out, or an inclusion proof without a hash.
 */
export function createTransparencyLog(settings: { name: string; origin?: string; clock: Clock }): TransparencyLog {
  const { name, clock } = settings;
  const key = createSigningKey();
  const tree = createMerkleTree();
  // Below 2^63, as every id of a tree.
  const treeId = encodeHex(Uint8Array.of(1, ...key.id.subarray(1, 8)));
  const { origin = `${name} - ${BigInt(`0x${treeId}`)}` } = settings;
  const entries: Entry[] = [];
  const byLeaf = new Map<string, number>();
  const add = (body: Uint8Array) => {
    const hash = hashLeaf(body);
    const leaf = encodeHex(hash);
    const uuid = treeId + leaf;
    if (byLeaf.has(leaf)) return { uuid, isNew: false };
    byLeaf.set(leaf, tree.append(hash));
    entries.push({ uuid, body: encodeBase64(body), integratedTime: epochSeconds(clock) });
    return { uuid, isNew: true };
  };
  const checkpoint = () => formatCheckpoint({ name, origin, size: tree.size(), root: tree.root(tree.size()) }, key);
  add(encodeUtf8(name));
  return {
    key,
    size: tree.size,
    add,
    find: (uuid) => byLeaf.get(uuid.startsWith(treeId) ? uuid.slice(16) : uuid),
    entry: (index) => formatLogEntry(entries[index]!, { index, tree, key, checkpoint: checkpoint() }),
    checkpoint,
    consistency: (first, last) => ({
      hashes: tree.consistencyProof(first, last).map(encodeHex),
      rootHash: encodeHex(tree.root(last)),
    }),
  };
}

function formatLogEntry(
  { uuid, body, integratedTime }: Entry,
  place: { index: number; tree: MerkleTree; key: SigningKey; checkpoint: string },
): JsonObject {
  const { index, tree, key, checkpoint } = place;
  const treeSize = tree.size();
  const promised = { body, integratedTime, logID: encodeHex(key.id), logIndex: index };
  const inclusionProof = {
    checkpoint,
    hashes: tree.inclusionProof(index, treeSize).map(encodeHex),
    logIndex: index,
    rootHash: encodeHex(tree.root(treeSize)),
    treeSize,
  };
  const signedEntryTimestamp = encodeBase64(key.sign(encodeUtf8(canonicalJson(promised))));
  return { [uuid]: { ...promised, verification: { inclusionProof, signedEntryTimestamp } } };
}
