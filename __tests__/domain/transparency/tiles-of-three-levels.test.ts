import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import { leafHash, rootOfLeaves, rootOfProof } from "../../../src/domain/transparency/merkle.ts";
import { appendedTiles, type ReadTile, tilePath, tileTree } from "../../../src/domain/transparency/tiles.ts";
import { createMerkleTree } from "../../../src/services/local/merkle-tree.ts";
import { tileOf } from "../../services/sigstore/tiles.ts";

const LEAVES = Array.from({ length: 66_000 }, (_, index) => createHash("sha256").update(String(index)).digest());
const tree = createMerkleTree();
for (const leaf of LEAVES) tree.append(leaf);

/** Reads the tiles of the tree of `size` leaves, each as wide as it is asked for. */
function reader(size: number, seen: string[] = []): ReadTile {
  const leaves = LEAVES.slice(0, size);
  return async ({ level, index, width }) => {
    seen.push(`${level}/${tilePath(index, width)}`);
    const tile = tileOf(leaves, level, index);
    expect(tile.length).toBe(width * 32);
    return tile;
  };
}

async function expectProof(index: number, size: number, seen: string[] = []): Promise<void> {
  const hash = LEAVES[index] as Uint8Array;
  const hashes = await tileTree(size, reader(size, seen), crypto).inclusionProof(index);
  const root = await rootOfProof(hash, { index: BigInt(index), treeSize: BigInt(size), hashes }, crypto);
  expect(hashes.map((one) => Buffer.from(one).toString("hex"))).toEqual(
    tree.inclusionProof(index, size).map((one) => Buffer.from(one).toString("hex")),
  );
  expect(root && Buffer.from(root)).toEqual(Buffer.from(tree.root(size)));
}

test("the proof of any leaf of any tree is that of RFC 6962", async () => {
  const sizes = fc.integer({ min: 1, max: 3_000 });
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), (size, index) => expectProof(index % size, size)),
    { numRuns: 40 },
  );
});

test.each([
  [0, 66_000],
  [65_535, 66_000],
  [65_536, 66_000],
  [65_999, 66_000],
  [65_535, 65_536],
])("a proof of leaf %i of %i reads tiles of three levels, each once", async (index, size) => {
  const seen: string[] = [];
  await expectProof(index, size, seen);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeLessThan(8);
});

test("root and consistency proofs from tiles are those of RFC 6962", async () => {
  expect(Buffer.from(await tileTree(0, reader(0), crypto).root())).toEqual(createHash("sha256").digest());
  for (const [oldSize, size] of [
    [1, 1],
    [0, 5],
    [3, 7],
    [4, 8],
    [255, 257],
    [256, 600],
    [600, 66_000],
  ] as const) {
    const read = tileTree(size, reader(size), crypto);
    expect(Buffer.from(await read.root())).toEqual(Buffer.from(tree.root(size)));
    expect((await read.consistencyProof(oldSize)).map((hash) => Buffer.from(hash).toString("hex"))).toEqual(
      tree.consistencyProof(oldSize, size).map((hash) => Buffer.from(hash).toString("hex")),
    );
  }
});

test("appending in any steps makes the tiles of the whole tree, and reads the right edge alone", async () => {
  const store = new Map<string, Uint8Array>();
  let size = 0;
  for (const count of [1, 254, 1, 1, 255, 512, 64_000, 976]) {
    let reads = 0;
    const read: ReadTile = async ({ level, index, width }) => {
      reads += 1;
      return store.get(`${level}/${tilePath(index, width)}`) as Uint8Array;
    };
    const added = LEAVES.slice(size, size + count);
    for (const { level, index, width, bytes } of await appendedTiles(size, added, { read, crypto })) {
      expect(bytes.length).toBe(width * 32);
      store.set(`${level}/${tilePath(index, width)}`, bytes);
    }
    expect(reads).toBeLessThanOrEqual(3);
    size += count;
    const kept: ReadTile = async ({ level, index, width }) =>
      store.get(`${level}/${tilePath(index, width)}`) as Uint8Array;
    expect(Buffer.from(await tileTree(size, kept, crypto).root())).toEqual(Buffer.from(tree.root(size)));
  }
  expect(size).toBe(66_000);
  expect(Buffer.from(await rootOfLeaves(LEAVES, crypto))).toEqual(Buffer.from(tree.root(size)));
  expect(Buffer.from(await rootOfLeaves([], crypto))).toEqual(createHash("sha256").digest());
  expect(await leafHash(Buffer.of(), crypto)).toHaveLength(32);
});
