import { joinBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { HASH_BYTES, nodeHash, type TreeHashing } from "./merkle.ts";
import { consistencyRanges, inclusionRanges, type LeafRange, largestPowerBelow } from "./tree-ranges.ts";

/** A tile of the tree, at most 256 hashes wide (https://c2sp.org/tlog-tiles). */
export interface TilePlace {
  readonly level: number;
  readonly index: number;
  /** How many hashes it holds. */
  readonly width: number;
}

/** Gives the hashes of one tile, `width` of them, 32 bytes each. */
export type ReadTile = (place: TilePlace) => Promise<Uint8Array>;

export const TILE_WIDTH = 256;
/** Levels of the tree in one tile. */
const TILE_LEVELS = 8;
/** Beyond it, logarithms of counts are no longer exact; no log is near it. */
export const MAX_TREE_SIZE = 2 ** 48;

/** The name of a tile under its level, in groups of three digits: `x001/x234/067`, of a part of it `067.p/12`. */
export function tilePath(index: number, width: number): string {
  const digits = String(index);
  const path = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").replace(/\d{3}(?=\d)/g, "x$&/");
  return width === TILE_WIDTH ? path : `${path}.p/${width}`;
}

/** The width that a tile has in a tree of this size; 0 for one that it has not. */
export function tileWidth(level: number, index: number, size: number): number {
  return Math.max(0, Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - index * TILE_WIDTH));
}

/** Gives hashes of ranges of leaves of one tree. */
export interface TileTree {
  /** MTH of all leaves; the digest of nothing for an empty tree. */
  root(): Promise<Uint8Array>;
  /** From the leaf's sibling up. Fault: `log-unexpected` for a leaf outside the tree. */
  inclusionProof(index: number): Promise<Uint8Array[]>;
  /** Fault: `log-unexpected` for a size that the tree never had. */
  consistencyProof(oldSize: number): Promise<Uint8Array[]>;
}

/** A tree of `size` leaves whose hashes stand in tiles; every tile is read once. That its root is the log's, the caller sees. */
export function tileTree(size: number, read: ReadTile, crypto: TreeHashing): TileTree {
  const tiles = new Map<string, Promise<Uint8Array>>();
  const tile = (level: number, index: number): Promise<Uint8Array> => {
    const key = `${level}/${index}`;
    const known = tiles.get(key) ?? read({ level, index, width: tileWidth(level, index, size) });
    tiles.set(key, known);
    return known;
  };
  const hash = async ({ start, end }: LeafRange): Promise<Uint8Array> => {
    const count = end - start;
    const height = Math.log2(count);
    if (!Number.isInteger(height)) {
      const split = start + largestPowerBelow(count);
      return nodeHash(await hash({ start, end: split }), await hash({ start: split, end }), crypto);
    }
    const level = Math.floor(height / TILE_LEVELS);
    const first = start / TILE_WIDTH ** level;
    const bytes = await tile(level, Math.floor(first / TILE_WIDTH));
    return rootWithin(bytes, first % TILE_WIDTH, 2 ** (height % TILE_LEVELS), crypto);
  };
  const hashes = (ranges: readonly LeafRange[]) => Promise.all(ranges.map(hash));
  return {
    root: () => (size === 0 ? crypto.digest("sha256", new Uint8Array()) : hash({ start: 0, end: size })),
    inclusionProof: async (index) => {
      if (!(index >= 0 && index < size && size <= MAX_TREE_SIZE)) throw outside("an index that its tree does not have");
      return hashes(inclusionRanges(index, size));
    },
    consistencyProof: async (oldSize) => {
      if (!(oldSize >= 0 && oldSize <= size && size <= MAX_TREE_SIZE)) throw outside("a size that its tree never had");
      return hashes(consistencyRanges(oldSize, size));
    },
  };
}

/**
 * The tiles that differ once leaves are appended to a tree of `size`, lowest level first. `read` is asked for the incomplete tiles at
 * the right edge alone, so that the work does not grow with the tree.
 */
export async function appendedTiles(
  size: number,
  leaves: readonly Uint8Array[],
  { read, crypto }: { readonly read: ReadTile; readonly crypto: TreeHashing },
): Promise<(TilePlace & { readonly bytes: Uint8Array })[]> {
  const changed: (TilePlace & { readonly bytes: Uint8Array })[] = [];
  const end = size + leaves.length;
  let added: readonly Uint8Array[] = leaves;
  for (let level = 0; added.length > 0; level++) {
    const before = Math.floor(size / TILE_WIDTH ** level);
    const first = Math.floor(before / TILE_WIDTH);
    const width = before % TILE_WIDTH;
    const kept = width === 0 ? [] : [await read({ level, index: first, width })];
    const bytes = joinBytes([...kept, ...added]);
    const complete: Uint8Array[] = [];
    for (let at = 0; at * TILE_WIDTH * HASH_BYTES < bytes.length; at++) {
      const tile = bytes.subarray(at * TILE_WIDTH * HASH_BYTES, (at + 1) * TILE_WIDTH * HASH_BYTES);
      changed.push({ level, index: first + at, width: tileWidth(level, first + at, end), bytes: tile });
      if (tile.length === TILE_WIDTH * HASH_BYTES) complete.push(await rootWithin(tile, 0, TILE_WIDTH, crypto));
    }
    added = complete;
  }
  return changed;
}

/** Of `count` hashes of a tile, a power of two. */
async function rootWithin(tile: Uint8Array, first: number, count: number, crypto: TreeHashing): Promise<Uint8Array> {
  if (count === 1) return tile.subarray(first * HASH_BYTES, (first + 1) * HASH_BYTES);
  const half = count / 2;
  const left = await rootWithin(tile, first, half, crypto);
  return nodeHash(left, await rootWithin(tile, first + half, half, crypto), crypto);
}

function outside(what: string): Fault {
  return new Fault("log-unexpected", `the transparency log names ${what}`);
}
