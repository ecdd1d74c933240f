import { sha256 } from "../../crypto/node-digest.ts";
import { Fault } from "../../kernel/fault.ts";

/** A leaf of a tree of `size` leaves; `hash` is that of RFC 6962 §2.1. */
export interface Leaf {
  readonly index: number;
  readonly size: number;
  readonly hash: Uint8Array;
}

/** The siblings of the leaf, from the lowest up (RFC 6962 §2.1.1), and the root that they lead to. */
export interface TileProof {
  readonly hashes: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Gives the hashes of one tile, `width` of them, 32 bytes each. */
export type ReadTile = (tile: { level: number; index: number; width: number }) => Promise<Uint8Array>;

export const HASH_BYTES = 32;
/** Levels of the tree in one tile, which is at most 256 hashes wide (https://c2sp.org/tlog-tiles). */
const TILE_LEVELS = 8;
export const TILE_WIDTH = 256;
/** Beyond it, logarithms of counts are no longer exact; no log is near it. */
const MAX_SIZE = 2 ** 48;

/** The name of a tile under its level, in groups of three digits: `x001/x234/067`, of a part of it `067.p/12`. */
export function tilePath(index: number, width: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/\d{3}/g) ?? [];
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
  return width === TILE_WIDTH ? path : `${path}.p/${width}`;
}

/**
 * The inclusion proof of a leaf, computed from tiles; that the root is one that the log signed is for the caller to see.
 * Faults: `log-unexpected` for a leaf outside the tree, and those of `read`.
 */
export async function proofFromTiles(leaf: Leaf, read: ReadTile): Promise<TileProof> {
  if (!(leaf.index < leaf.size && leaf.size <= MAX_SIZE)) {
    throw new Fault("log-unexpected", "the transparency log names an index that its tree does not have");
  }
  const ranges = siblings(leaf.index, 0, leaf.size);
  const rangeHash = hashReader(leaf.size, read);
  const hashes = await Promise.all(ranges.map(({ start, end }) => rangeHash(start, end)));
  const root = hashes.reduce(
    (node, hash, at) => (ranges[at]?.side === "left" ? parent(hash, node) : parent(node, hash)),
    leaf.hash,
  );
  return { hashes, root };
}

interface Sibling {
  readonly side: "left" | "right";
  readonly start: number;
  readonly end: number;
}

function siblings(index: number, start: number, end: number): Sibling[] {
  if (end - start === 1) return [];
  const split = start + largestPowerBelow(end - start);
  return index < split
    ? [...siblings(index, start, split), { side: "right", start: split, end }]
    : [...siblings(index, split, end), { side: "left", start, end: split }];
}

/** The hash over the leaves from `start` to before `end`; every tile is read once. */
function hashReader(size: number, read: ReadTile): (start: number, end: number) => Promise<Uint8Array> {
  const tiles = new Map<string, Promise<Uint8Array>>();
  const tile = (level: number, index: number): Promise<Uint8Array> => {
    const key = `${level}/${index}`;
    const width = Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - index * TILE_WIDTH);
    const known = tiles.get(key) ?? read({ level, index, width });
    tiles.set(key, known);
    return known;
  };
  const rangeHash = async (start: number, end: number): Promise<Uint8Array> => {
    const count = end - start;
    const split = largestPowerBelow(count);
    if (count > 1 && count !== split * 2) {
      return parent(await rangeHash(start, start + split), await rangeHash(start + split, end));
    }
    const height = Math.log2(count);
    const level = Math.floor(height / TILE_LEVELS);
    const first = start / TILE_WIDTH ** level;
    const bytes = await tile(level, Math.floor(first / TILE_WIDTH));
    return root(bytes, first % TILE_WIDTH, 2 ** (height % TILE_LEVELS));
  };
  return rangeHash;
}

/** Of `count` hashes of a tile, a power of two. */
function root(tile: Uint8Array, first: number, count: number): Uint8Array {
  if (count === 1) return tile.subarray(first * HASH_BYTES, (first + 1) * HASH_BYTES);
  const half = count / 2;
  return parent(root(tile, first, half), root(tile, first + half, half));
}

function parent(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(Buffer.concat([Uint8Array.of(1), left, right]));
}

/** The largest power of two below `count`; 0.5 for 1. */
function largestPowerBelow(count: number): number {
  return 2 ** Math.ceil(Math.log2(count) - 1);
}
