import { describe, expect, test } from "vitest";
import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import {
  appendedTiles,
  MAX_TREE_SIZE,
  type ReadTile,
  tilePath,
  tileTree,
  tileWidth,
} from "../../../src/domain/transparency/tiles.ts";
import { expectFault } from "../../expect-fault.ts";
import { naiveNode, naiveTree } from "./naive-tree.ts";

const tree = naiveTree(600);

/** The first `width` hashes of a tile, by the definition. */
function tileOf(level: number, index: number, width: number): Buffer {
  const under = 256 ** level;
  const starts = Array.from({ length: width }, (_, at) => (index * 256 + at) * under);
  return Buffer.concat(starts.map((start) => tree.root(start + under, start)));
}

function reader(seen: string[] = []): ReadTile {
  return async ({ level, index, width }) => {
    seen.push(`${level}/${tilePath(index, width)}`);
    return tileOf(level, index, width);
  };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** A tree whose leaves are all alike: as large as one likes, for a subtree of a height has one hash. */
const alike: Buffer[] = [Buffer.alloc(32, 7)];
while (alike.length <= 48) alike.push(naiveNode(alike.at(-1) as Buffer, alike.at(-1) as Buffer));
function readerOfAlike(seen: string[] = []): ReadTile {
  return async ({ level, index, width }) => {
    seen.push(`${level}/${tilePath(index, width)}`);
    return Buffer.concat(Array(width).fill(alike[level * 8]));
  };
}

test.each([
  [0, 256, "000"],
  [7, 5, "007.p/5"],
  [67, 1, "067.p/1"],
  [999, 256, "999"],
  [1000, 256, "x001/000"],
  [1_234_067, 12, "x001/x234/067.p/12"],
  [12_345_678, 256, "x012/x345/678"],
  [123_456_789_012, 255, "x123/x456/x789/012.p/255"],
])("tile %i of %i hashes is at %s", (index, width, path) => {
  expect(tilePath(index, width)).toBe(path);
});

test.each([
  [0, 0, 0, 0],
  [0, 0, 1, 1],
  [0, 0, 255, 255],
  [0, 0, 256, 256],
  [0, 0, 257, 256],
  [0, 1, 256, 0],
  [0, 1, 257, 1],
  [0, 1, 600, 256],
  [0, 2, 600, 88],
  [0, 3, 600, 0],
  [1, 0, 255, 0],
  [1, 0, 256, 1],
  [1, 0, 511, 1],
  [1, 0, 512, 2],
  [1, 1, 65_536, 0],
  [1, 1, 65_792, 1],
  [2, 0, 65_535, 0],
  [2, 0, 65_536, 1],
])("a tile of level %i at %i has, in a tree of %i, %i hashes", (level, index, size, width) => {
  expect(tileWidth(level, index, size)).toBe(width);
});

describe("a tree in tiles", () => {
  test("root and proofs of small trees are those of RFC 9162, and each reads its tile once", async () => {
    for (let size = 1; size <= 9; size++) {
      const seen: string[] = [];
      const read = tileTree(size, reader(seen), crypto);
      expect(hex(await read.root())).toBe(hex(tree.root(size)));
      for (let index = 0; index < size; index++) {
        expect((await read.inclusionProof(index)).map(hex)).toEqual(tree.inclusionProof(index, size).map(hex));
        expect((await read.consistencyProof(index)).map(hex)).toEqual(
          index === 0 ? [] : tree.consistencyProof(index, size).map(hex),
        );
      }
      expect(await read.consistencyProof(size)).toEqual([]);
      expect(seen).toEqual([`0/000.p/${size}`]);
    }
  });

  test("an empty one has the digest of nothing, no leaf, and reads nothing", async () => {
    const seen: string[] = [];
    const read = tileTree(0, reader(seen), crypto);
    expect(hex(await read.root())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(await read.consistencyProof(0)).toEqual([]);
    await expectFault("log-unexpected", () => read.inclusionProof(0));
    expect(seen).toEqual([]);
  });

  test.each([
    [255, ["0/000.p/255"]],
    [256, ["1/000.p/1"]],
    [257, ["1/000.p/1", "0/001.p/1"]],
    [511, ["1/000.p/1", "0/001.p/255"]],
    [512, ["1/000.p/2"]],
    [513, ["1/000.p/2", "0/002.p/1"]],
    [600, ["1/000.p/2", "0/002.p/88"]],
  ])("at a border, of %i leaves, the root reads %j", async (size, tiles) => {
    const seen: string[] = [];
    expect(hex(await tileTree(size, reader(seen), crypto).root())).toBe(hex(tree.root(size)));
    expect(seen).toEqual(tiles);
  });

  test.each([
    [255, 256],
    [255, 257],
    [256, 257],
    [256, 600],
    [300, 600],
    [511, 513],
    [512, 600],
    [599, 600],
  ])("at a border, proofs of and from %i in %i are those of RFC 9162", async (old, size) => {
    const seen: string[] = [];
    const read = tileTree(size, reader(seen), crypto);
    expect((await read.inclusionProof(old)).map(hex)).toEqual(tree.inclusionProof(old, size).map(hex));
    expect((await read.consistencyProof(old)).map(hex)).toEqual(tree.consistencyProof(old, size).map(hex));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test("a tile that was changed leads to another root", async () => {
    const read: ReadTile = async ({ level, index, width }) => {
      const bytes = tileOf(level, index, width);
      if (level === 0) bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
      return bytes;
    };
    expect(hex(await tileTree(300, read, crypto).root())).not.toBe(hex(tree.root(300)));
  });

  test("of three levels: tiles are read from the highest that has the subtree", async () => {
    const seen: string[] = [];
    const size = 65_536 + 256 + 2;
    const root = naiveNode(alike[16] as Buffer, naiveNode(alike[8] as Buffer, alike[1] as Buffer));
    expect(hex(await tileTree(size, readerOfAlike(seen), crypto).root())).toBe(hex(root));
    expect(seen).toEqual(["2/000.p/1", "1/001.p/1", "0/257.p/2"]);
  });

  test("the largest tree that numbers count has proofs", async () => {
    const read = tileTree(MAX_TREE_SIZE, readerOfAlike(), crypto);
    const whole = alike.slice(0, 48).map(hex);
    expect((await read.inclusionProof(0)).map(hex)).toEqual(whole);
    expect((await read.inclusionProof(MAX_TREE_SIZE - 1)).map(hex)).toEqual(whole);
    expect((await read.consistencyProof(MAX_TREE_SIZE / 2)).map(hex)).toEqual(whole.slice(-1));
  });
});

test.each([
  [7, 7],
  [8, 7],
  [-1, 7],
  [Number.NaN, 7],
  [0, 0],
  [1, MAX_TREE_SIZE + 1],
])("refuses leaf %d of a tree of %d", async (index, size) => {
  await expectFault("log-unexpected", () => tileTree(size, reader(), crypto).inclusionProof(index));
});

test.each([
  [8, 7],
  [-1, 7],
  [Number.NaN, 7],
  [1, MAX_TREE_SIZE + 1],
  [MAX_TREE_SIZE + 1, MAX_TREE_SIZE + 1],
])("refuses the size %d of a tree of %d", async (oldSize, size) => {
  await expectFault("log-unexpected", () => tileTree(size, reader(), crypto).consistencyProof(oldSize));
});

describe("appending", () => {
  test.each<[number, number, string[], string[]]>([
    [0, 0, [], []],
    [5, 0, [], []],
    [0, 1, [], ["0/000.p/1"]],
    [1, 254, ["0/000.p/1"], ["0/000.p/255"]],
    [255, 1, ["0/000.p/255"], ["0/000", "1/000.p/1"]],
    [256, 1, [], ["0/001.p/1"]],
    [255, 2, ["0/000.p/255"], ["0/000", "0/001.p/1", "1/000.p/1"]],
    [0, 512, [], ["0/000", "0/001", "1/000.p/2"]],
    [257, 256, ["0/001.p/1", "1/000.p/1"], ["0/001", "0/002.p/1", "1/000.p/2"]],
    [300, 300, ["0/001.p/44", "1/000.p/1"], ["0/001", "0/002.p/88", "1/000.p/2"]],
  ])("to %i leaves %i others reads %j and gives %j", async (size, count, reads, changed) => {
    const seen: string[] = [];
    const tiles = await appendedTiles(size, tree.leaves.slice(size, size + count), { read: reader(seen), crypto });
    expect(seen).toEqual(reads);
    // First, for the difference of long lists takes long to tell.
    expect(tiles.length).toBe(changed.length);
    expect(tiles.map(({ level, index, width }) => `${level}/${tilePath(index, width)}`)).toEqual(changed);
    for (const { level, index, width, bytes } of tiles) expect(hex(bytes)).toBe(hex(tileOf(level, index, width)));
  });

  test("a leaf that fills tiles of two levels begins one of the third", async () => {
    const seen: string[] = [];
    const tiles = await appendedTiles(65_535, [alike[0] as Buffer], { read: readerOfAlike(seen), crypto });
    expect(seen).toEqual(["0/255.p/255", "1/000.p/255"]);
    expect(tiles.map(({ level, index, width }) => `${level}/${tilePath(index, width)}`)).toEqual([
      "0/255",
      "1/000",
      "2/000.p/1",
    ]);
    expect(hex(tiles.at(-1)?.bytes as Buffer)).toBe(hex(alike[16] as Buffer));
  });
});
