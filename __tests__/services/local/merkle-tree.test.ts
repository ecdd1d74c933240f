import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMerkleTree, hashLeaf, type MerkleTree } from "../../../src/services/local/merkle-tree.ts";
import { corpus, ownCorpus } from "../../corpus.ts";
import { climb, rootsOf } from "./merkle-proofs.ts";

// The entries behind the public vectors (transparency-dev/merkle, testdata): roots of sizes 1 to 8.
const ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const vectorsPath = corpus("bundles/merkle/vectors.json");
const filesPath = corpus("log/merkle-proofs/testdata");

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

function treeOf(entries: readonly Uint8Array[]): MerkleTree {
  const tree = createMerkleTree();
  for (const entry of entries) tree.append(hashLeaf(entry));
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
      expect(base64(hashLeaf(Buffer.from(ENTRIES[leafIdx]!, "hex")))).toBe(leaf);
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

interface OwnVectors {
  readonly entries: readonly string[];
  readonly roots: readonly string[];
  readonly inclusion: readonly {
    why: string;
    index: number;
    size: number;
    leaf: string;
    root: string;
    proof: string[];
    accepted: boolean;
  }[];
  readonly consistency: readonly {
    why: string;
    older: number;
    newer: number;
    oldRoot: string;
    newRoot: string;
    proof: string[];
    accepted: boolean;
  }[];
}

describe("our vectors, made and judged by the packages of Go's checksum database", () => {
  const own = JSON.parse(readFileSync(ownCorpus("vectors/merkle.json"), "utf8")) as OwnVectors;
  const tree = treeOf(own.entries.map((hex) => Buffer.from(hex, "hex")));
  const decoded = (proof: readonly string[]) => proof.map((hash) => new Uint8Array(Buffer.from(hash, "base64")));

  test("roots of every size are theirs", () => {
    expect(own.roots.map((_, at) => base64(tree.root(at + 1)))).toEqual(own.roots);
  });

  test("proofs are theirs", () => {
    const proofs = own.inclusion.filter(({ why }) => why === "a proof");
    for (const { index, size, proof } of proofs) expect(tree.inclusionProof(index, size).map(base64)).toEqual(proof);
    const histories = own.consistency.filter(({ why }) => why === "a proof");
    for (const { older, newer, proof } of histories) {
      expect(tree.consistencyProof(older, newer).map(base64)).toEqual(proof);
    }
    expect([proofs.length, histories.length]).toEqual([66, 66]);
  });

  test("RFC 9162, as these tests have it, accepts what they accept and nothing else", () => {
    for (const { why, index, size, leaf, root, proof, accepted } of own.inclusion) {
      const found = climb(decoded([leaf])[0] ?? new Uint8Array(), index, size, decoded(proof));
      expect(found !== undefined && base64(found) === root, `${why}, ${index} of ${size}`).toBe(accepted);
    }
    for (const { why, older, newer, oldRoot, newRoot, proof, accepted } of own.consistency) {
      const [first, second] = rootsOf(
        { older, newer, oldRoot: decoded([oldRoot])[0] ?? new Uint8Array() },
        decoded(proof),
      );
      const holds =
        first !== undefined && second !== undefined && base64(first) === oldRoot && base64(second) === newRoot;
      expect(holds, `${why}, ${older} to ${newer}`).toBe(accepted);
    }
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
      expect(climb(hashLeaf(entries[index]!), index, size, tree.inclusionProof(index, size))).toEqual(tree.root(size));
      const oldRoot = tree.root(index + 1);
      const proof = tree.consistencyProof(index + 1, size);
      expect(rootsOf({ older: index + 1, newer: size, oldRoot }, proof)).toEqual([oldRoot, tree.root(size)]);
    }),
  );
});
