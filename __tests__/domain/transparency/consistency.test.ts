import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import { type ConsistencyProof, isConsistent } from "../../../src/domain/transparency/merkle.ts";
import { createMerkleTree } from "../../../src/services/local/merkle-tree.ts";

const SIZES = 12;
const OTHER = new Uint8Array(32).fill(9);
const tree = createMerkleTree();
for (let index = 0; index < SIZES; index++) tree.append(createHash("sha256").update(String(index)).digest());

function claim(first: number, second: number): ConsistencyProof {
  return {
    ...{ firstSize: BigInt(first), firstRoot: tree.root(first), secondSize: BigInt(second) },
    ...{ secondRoot: tree.root(second), hashes: first === second ? [] : tree.consistencyProof(first, second) },
  };
}

test("a tree goes on from each tree that it was, and a log that was rewritten does not", async () => {
  for (let second = 1; second <= SIZES; second++) {
    for (let first = 1; first <= second; first++) {
      const honest = claim(first, second);
      expect(await isConsistent(honest, crypto)).toBe(true);
      const { hashes } = honest;
      const forged = [
        { firstRoot: OTHER },
        { secondRoot: OTHER },
        { hashes: [...hashes, OTHER] },
        ...(hashes.length === 0 ? [] : [{ hashes: hashes.slice(1) }, { hashes: hashes.slice(0, -1) }]),
        ...hashes.map((_, at) => ({ hashes: hashes.with(at, OTHER) })),
        ...hashes.map((hash, at) => ({ hashes: hashes.with(at, hash.subarray(1)) })),
      ];
      for (const change of forged) expect(await isConsistent({ ...honest, ...change }, crypto)).toBe(false);
    }
  }
});

test("nothing goes on from no tree, nor from a longer one", async () => {
  const { firstRoot, secondRoot, hashes } = claim(3, 7);
  for (const [firstSize, secondSize] of [
    [0n, 7n],
    [-1n, 7n],
    [8n, 7n],
  ] as const) {
    expect(await isConsistent({ firstSize, firstRoot, secondSize, secondRoot, hashes }, crypto)).toBe(false);
    expect(await isConsistent({ firstSize, firstRoot, secondSize, secondRoot, hashes: [] }, crypto)).toBe(false);
  }
});
