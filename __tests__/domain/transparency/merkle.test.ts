import { describe, expect, test } from "vitest";
import { leafHash, nodeHash, rootOfLeaves, rootOfProof } from "../../../src/domain/transparency/merkle.ts";
import { PLATFORMS } from "../../crypto/both-platforms.ts";
import { naiveTree } from "./naive-tree.ts";

const tree = naiveTree(600);
const hex = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString("hex");

describe.each(PLATFORMS)("%s", (_, crypto) => {
  const rootFrom = async (leaf: Uint8Array, index: number, size: number, hashes: readonly Uint8Array[]) =>
    hex(await rootOfProof(leaf, { index: BigInt(index), treeSize: BigInt(size), hashes }, crypto));

  test("every proof of every small tree leads to its root, and to it from no other place", async () => {
    for (let size = 1; size <= 9; size++) {
      const root = hex(tree.root(size));
      for (const [index, leaf] of tree.leaves.slice(0, size).entries()) {
        const hashes = tree.inclusionProof(index, size);
        expect(await rootFrom(leaf, index, size, hashes)).toBe(root);
        for (let other = -1; other <= size; other++) {
          if (other !== index) expect(await rootFrom(leaf, other, size, hashes)).not.toBe(root);
        }
        expect(await rootFrom(leaf, index, size, [...hashes, leaf])).toBeUndefined();
        if (size > 1) expect(await rootFrom(leaf, index, size, hashes.slice(0, -1))).toBeUndefined();
        for (const [at, hash] of hashes.entries()) {
          expect(await rootFrom(leaf, index, size, hashes.with(at, Buffer.from(hash).reverse()))).not.toBe(root);
        }
      }
    }
  });

  test("at borders of tiles proofs lead to the root", async () => {
    for (const size of [255, 256, 257, 512, 513, 600]) {
      for (const index of [0, 127, 128, 254, 255, 256, 511, 512, 599].filter((one) => one < size)) {
        const leaf = tree.leaves[index] as Uint8Array;
        expect(await rootFrom(leaf, index, size, tree.inclusionProof(index, size))).toBe(hex(tree.root(size)));
      }
    }
  });

  test("a proof has exactly as many hashes as index and size demand (RFC 9162 §2.1.3.2)", async () => {
    const leaf = await leafHash(Buffer.of(1), crypto);
    expect(await rootFrom(leaf, 0, 1, [])).toBe(hex(leaf));
    expect(await rootFrom(leaf, 0, 1, [leaf])).toBeUndefined();
    expect(await rootFrom(leaf, 0, 2, [])).toBeUndefined();
    expect(await rootFrom(leaf, 2, 2, [leaf])).toBeUndefined();
    expect(await rootFrom(leaf, -1, 2, [leaf])).toBeUndefined();
    expect(await rootFrom(leaf, 0, 0, [])).toBeUndefined();
    expect(await rootFrom(leaf, 0, 2, [leaf.subarray(1)])).toBeUndefined();
  });

  test("a byte that moves between a leaf and its sibling leaves the digest the same, and is refused", async () => {
    const [left, right] = tree.leaves.slice(0, 2) as [Buffer, Buffer];
    const moved = [Buffer.concat([left, right.subarray(0, 1)]), right.subarray(1)] as const;
    expect(hex(await nodeHash(...moved, crypto))).toBe(hex(tree.root(2)));
    expect(await rootFrom(moved[0], 0, 2, [moved[1]])).toBeUndefined();
    expect(await rootFrom(moved[1], 1, 2, [moved[0]])).toBeUndefined();
    // A node is no leaf, though it is where the proof says.
    expect(await rootFrom(Buffer.concat([left, right]), 0, 1, [])).toBeUndefined();
  });

  test("the root of leaves is MTH of RFC 9162, of none the digest of nothing", async () => {
    for (const size of [...Array.from({ length: 20 }, (_, at) => at), 255, 256, 257]) {
      expect(hex(await rootOfLeaves(tree.leaves.slice(0, size), crypto))).toBe(hex(tree.root(size)));
    }
  });

  test("a leaf and a node are hashed behind different bytes", async () => {
    // RFC 6962 vectors of an empty leaf; a node of both is not the leaf of their bytes.
    expect(hex(await leafHash(Buffer.of(), crypto))).toBe(
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    );
    const [left, right] = tree.leaves.slice(0, 2) as [Buffer, Buffer];
    expect(hex(await nodeHash(left, right, crypto))).toBe(hex(tree.root(2)));
    expect(hex(await leafHash(Buffer.concat([left, right]), crypto))).not.toBe(hex(tree.root(2)));
  });
});
