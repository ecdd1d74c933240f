import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createMerkleTree } from "../../../src/services/local/merkle-tree.ts";
import { proofFromTiles, type ReadTile, tilePath } from "../../../src/services/sigstore/tile-proof.ts";
import { expectFault } from "../../expect-fault.ts";
import { tileOf } from "./tiles.ts";

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
  const { hashes, root } = await proofFromTiles({ index, size, hash }, reader(size, seen));
  expect(hashes.map((one) => Buffer.from(one).toString("hex"))).toEqual(
    tree.inclusionProof(index, size).map((one) => Buffer.from(one).toString("hex")),
  );
  expect(Buffer.from(root)).toEqual(Buffer.from(tree.root(size)));
}

test("the proof of every leaf of small trees is that of RFC 6962", async () => {
  for (let size = 1; size <= 20; size += 1) {
    for (let index = 0; index < size; index += 1) await expectProof(index, size);
  }
});

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

test("a tile that was changed leads to another root", async () => {
  const read: ReadTile = async (tile) => {
    const bytes = Buffer.from(await reader(300)(tile));
    if (tile.level === 0) bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
    return bytes;
  };
  const { root } = await proofFromTiles({ index: 5, size: 300, hash: LEAVES[5] as Uint8Array }, read);
  expect(Buffer.from(root)).not.toEqual(Buffer.from(tree.root(300)));
});

test.each([
  [7, 7],
  [8, 7],
  [0, 0],
  [1, 2 ** 49],
])("refuses leaf %i of a tree of %i", async (index, size) => {
  await expectFault("log-unexpected", () => proofFromTiles({ index, size, hash: LEAVES[0] as Uint8Array }, reader(1)));
});

test.each([
  [0, 256, "000"],
  [7, 5, "007.p/5"],
  [999, 256, "999"],
  [1000, 256, "x001/000"],
  [1_234_067, 12, "x001/x234/067.p/12"],
])("tile %i of %i hashes is at %s", (index, width, path) => {
  expect(tilePath(index, width)).toBe(path);
});
