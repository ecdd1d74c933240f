import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMerkleTree, leafHash, type MerkleTree } from "../../../src/services/local/merkle-tree.ts";
import { corpus } from "../../corpus.ts";

// The entries behind the public vectors (transparency-dev/merkle, testdata): roots of sizes 1 to 8.
const ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const vectorsPath = corpus("bundles/merkle/vectors.json");
const filesPath = corpus("log/merkle-proofs/testdata");

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

function treeOf(entries: readonly Uint8Array[]): MerkleTree {
  const tree = createMerkleTree();
  for (const entry of entries) tree.append(leafHash(entry));
  return tree;
}

const vectorTree = () => treeOf(ENTRIES.map((hex) => Buffer.from(hex, "hex")));

interface Inclusion {
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  proof: string[] | null;
  wantErr: boolean;
}
interface Consistency {
  size1: number;
  size2: number;
  root1: string;
  root2: string;
  proof: string[] | null;
  wantErr: boolean;
}

describe("the public vectors", () => {
  test.skipIf(vectorsPath === undefined)("inclusion proofs are those of the vectors", () => {
    const { inclusion } = JSON.parse(readFileSync(vectorsPath!, "utf8")) as { inclusion: Inclusion[] };
    const tree = vectorTree();
    const valid = inclusion.filter((vector) => !vector.wantErr && base64(tree.root(vector.treeSize)) === vector.root);
    for (const { leafIdx, treeSize, leafHash: leaf, proof } of valid) {
      expect(base64(leafHash(Buffer.from(ENTRIES[leafIdx]!, "hex")))).toBe(leaf);
      expect(tree.inclusionProof(leafIdx, treeSize).map(base64)).toEqual(proof ?? []);
    }
    expect(valid.length).toBeGreaterThanOrEqual(5);
  });

  test.skipIf(filesPath === undefined)("consistency proofs are the valid ones", () => {
    const tree = vectorTree();
    const vectors = readdirSync(join(filesPath!, "consistency"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".json"))
      .map((name) => JSON.parse(readFileSync(join(filesPath!, "consistency", name), "utf8")) as Consistency)
      .filter((vector) => !vector.wantErr && base64(tree.root(vector.size1)) === vector.root1);
    for (const vector of vectors) {
      expect(base64(tree.root(vector.size2))).toBe(vector.root2);
      expect(tree.consistencyProof(vector.size1, vector.size2).map(base64)).toEqual(vector.proof ?? []);
    }
    expect(vectors.length).toBeGreaterThan(3);
  });
});

test("the empty tree's root is the hash of nothing", () => {
  expect(Buffer.from(createMerkleTree().root(0)).toString("hex")).toBe(
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  );
});

test("roots and proofs of every size hold whatever was appended later", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (total, a, b) => {
      const entries = Array.from({ length: total }, (_, index) => Uint8Array.of(index));
      const tree = treeOf(entries);
      const size = 1 + (a % total);
      const index = b % size;
      expect(tree.root(size)).toEqual(treeOf(entries.slice(0, size)).root(size));
      expect(climb(leafHash(entries[index]!), index, size, tree.inclusionProof(index, size))).toEqual(tree.root(size));
      expect(rootsOf(index + 1, size, tree)).toEqual([tree.root(index + 1), tree.root(size)]);
    }),
  );
});

/** RFC 9162 §2.1.3.2: the root that an inclusion proof leads to. */
function climb(leaf: Uint8Array, index: number, size: number, proof: readonly Uint8Array[]): Uint8Array {
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    expect(sn).toBeGreaterThan(0);
    if (fn % 2 === 1 || fn === sn) {
      hash = node(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else {
      hash = node(hash, sibling);
    }
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  expect(sn).toBe(0);
  return hash;
}

/** RFC 9162 §2.1.4.2: both roots that a consistency proof leads to. */
function rootsOf(oldSize: number, size: number, tree: MerkleTree): [Uint8Array, Uint8Array] {
  if (oldSize === size) return [tree.root(oldSize), tree.root(size)];
  const proof = tree.consistencyProof(oldSize, size);
  const path = Number.isInteger(Math.log2(oldSize)) ? [tree.root(oldSize), ...proof] : proof;
  let [fn, sn] = [oldSize - 1, size - 1];
  while (fn % 2 === 1) [fn, sn] = [fn >> 1, sn >> 1];
  let [first, second] = [path[0]!, path[0]!];
  for (const hash of path.slice(1)) {
    if (fn % 2 === 1 || fn === sn) {
      [first, second] = [node(hash, first), node(hash, second)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else {
      second = node(second, hash);
    }
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return [first, second];
}

function node(left: Uint8Array, right: Uint8Array): Uint8Array {
  const tree = createMerkleTree();
  tree.append(left);
  tree.append(right);
  return tree.root(2);
}
