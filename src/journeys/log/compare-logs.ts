import type { Cryptography } from "../../crypto/cryptography.ts";
import { type ForkEvidence, forkEvidence } from "../../domain/statements/fork-evidence.ts";
import type { VerifiedHead } from "../../domain/statements/head-trust.ts";
import { isConsistent, rootOfLeaves } from "../../domain/transparency/merkle.ts";
import { type ReadTile, TILE_WIDTH, type TileTree, tileTree } from "../../domain/transparency/tiles.ts";
import { equalBytes, joinBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import type { ReadLog } from "./read-log.ts";

export type LogRelation =
  | { readonly kind: "same" }
  /** One is the beginning of the other. */
  | { readonly kind: "grown"; readonly longer: "first" | "second" }
  | { readonly kind: "forked"; readonly evidence: ForkEvidence };

type Seen = Pick<ReadLog, "head" | "leafHashes">;

/**
 * Compares what two people were shown of one log: each the head and all leaves.
 *
 *   1. origin  of both must be one
 *   2. root    that the longer has over as many leaves as the shorter
 *   3. proof   if it is another: that the longer head has that root
 *
 * If neither is the beginning of the other, the log was
 * forked, and the two signed heads with a proof say so to everybody. Fault: `log-origin` for two logs.
 */
export async function compareLogs(first: Seen, second: Seen, crypto: Cryptography): Promise<LogRelation> {
  if (first.head.checkpoint.origin !== second.head.checkpoint.origin) {
    throw new Fault("log-origin", "these are two logs: what one has says nothing of the other", {
      hint: "join makes one timeline of what both have",
    });
  }
  const longer = first.head.size > second.head.size ? "first" : "second";
  const [small, large] = longer === "first" ? [second, first] : [first, second];
  const forked = await forkBetween(small.head, large, crypto);
  if (forked !== undefined) return { kind: "forked", evidence: forked };
  return small.head.size === large.head.size ? { kind: "same" } : { kind: "grown", longer };
}

/** The evidence that a log whose leaves are known does not go on from a head; undefined if it does. */
export async function forkBetween(
  head: VerifiedHead,
  log: Seen,
  crypto: Cryptography,
): Promise<ForkEvidence | undefined> {
  const { leafHashes } = log;
  const { treeSize, rootHash } = head.checkpoint;
  const root = await rootOfLeaves(leafHashes.slice(0, head.size), crypto);
  if (equalBytes(root, rootHash)) return undefined;
  const hashes = await treeOf(leafHashes, crypto).consistencyProof(head.size);
  const { checkpoint } = log.head;
  const claim = {
    firstSize: treeSize,
    firstRoot: root,
    secondSize: checkpoint.treeSize,
    secondRoot: checkpoint.rootHash,
    hashes,
  };
  if (!(await isConsistent(claim, crypto))) throw new Fault("internal", "a proof of our own does not hold");
  return forkEvidence([head, log.head], { root, proof: hashes });
}

/** The tree over leaf hashes that are all at hand. */
export function treeOf(leaves: readonly Uint8Array[], crypto: Cryptography): TileTree {
  const read: ReadTile = async ({ level, index, width }) => {
    const under = TILE_WIDTH ** level;
    const hashes = Array.from({ length: width }, (_, at) => {
      const start = (index * TILE_WIDTH + at) * under;
      return rootOfLeaves(leaves.slice(start, start + under), crypto);
    });
    return joinBytes(await Promise.all(hashes));
  };
  return tileTree(leaves.length, read, crypto);
}
