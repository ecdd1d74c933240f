import { expect, test } from "vitest";
import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import { type ConsistencyProof, isConsistent } from "../../../src/domain/transparency/merkle.ts";
import { naiveNode, naiveTree } from "./naive-tree.ts";

const SIZES = 12;
const OTHER = Buffer.alloc(32, 9);
const tree = naiveTree(600);

function claim(first: number, second: number): ConsistencyProof {
  return {
    ...{ firstSize: BigInt(first), firstRoot: tree.root(first), secondSize: BigInt(second) },
    ...{ secondRoot: tree.root(second), hashes: tree.consistencyProof(first, second) },
  };
}

const holds = (proof: ConsistencyProof) => isConsistent(proof, crypto);

test("a tree goes on from each tree that it was, and a log that was rewritten does not", async () => {
  for (let second = 1; second <= SIZES; second++) {
    for (let first = 1; first <= second; first++) {
      const honest = claim(first, second);
      expect(await holds(honest)).toBe(true);
      const { hashes } = honest;
      const forged = [
        { firstRoot: OTHER },
        { secondRoot: OTHER },
        { hashes: [...hashes, OTHER] },
        ...(hashes.length === 0 ? [] : [{ hashes: hashes.slice(1) }, { hashes: hashes.slice(0, -1) }]),
        ...hashes.map((_, at) => ({ hashes: hashes.with(at, OTHER) })),
        ...hashes.map((hash, at) => ({ hashes: hashes.with(at, hash.subarray(1)) })),
      ];
      for (const change of forged) expect(await holds({ ...honest, ...change })).toBe(false);
    }
  }
});

test("hashes that lead to both roots prove nothing of a size below 0", async () => {
  const [a, b, c, d] = tree.leaves.slice(0, 4) as [Buffer, Buffer, Buffer, Buffer];
  const forged = {
    ...{ firstSize: -1n, firstRoot: naiveNode(d, naiveNode(c, a)) },
    ...{ secondSize: 7n, secondRoot: naiveNode(d, naiveNode(c, naiveNode(a, b))), hashes: [a, b, c, d] },
  };
  expect(await holds(forged)).toBe(false);
});

test("a log that became shorter does not go on, though its root stayed", async () => {
  const root = tree.root(8);
  const forged = { firstSize: 8n, firstRoot: root, secondRoot: root, hashes: [] };
  for (let size = 1n; size < 8n; size++) expect(await holds({ ...forged, secondSize: size })).toBe(false);
});

test("a proof without hashes proves no tree that is longer", async () => {
  for (let second = 1; second <= SIZES; second++) {
    for (let first = 1; first < second; first++) {
      expect(await holds({ ...claim(first, second), hashes: [] })).toBe(false);
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
    expect(await holds({ firstSize, firstRoot, secondSize, secondRoot, hashes })).toBe(false);
    expect(await holds({ firstSize, firstRoot, secondSize, secondRoot, hashes: [] })).toBe(false);
  }
});

test("at borders of tiles a tree goes on", async () => {
  for (const second of [256, 257, 512, 513, 600]) {
    for (const first of [1, 255, 256, 257, 511, 512, 599].filter((one) => one <= second)) {
      expect(await holds(claim(first, second))).toBe(true);
    }
  }
});

test("roots that were made for a longer proof do not pass for trees that are less high", async () => {
  const { firstRoot, secondRoot, hashes, ...sizes } = claim(3, 7);
  const longer = { firstRoot: naiveNode(OTHER, firstRoot), secondRoot: naiveNode(OTHER, secondRoot) };
  expect(await holds({ ...sizes, ...longer, hashes: [...hashes, OTHER] })).toBe(false);
});

test("a proof does not pass for that of a tree that is higher", async () => {
  const { secondSize: _, ...short } = claim(3, 4);
  for (let size = 5n; size <= 17n; size++) expect(await holds({ ...short, secondSize: size })).toBe(false);
  const start = { firstSize: 4n, firstRoot: tree.root(4), secondRoot: tree.root(4), hashes: [] };
  for (let size = 5n; size <= 17n; size++) expect(await holds({ ...start, secondSize: size })).toBe(false);
  // A first hash that is both roots.
  const both = { firstSize: 3n, firstRoot: OTHER, secondRoot: OTHER, hashes: [OTHER] };
  for (let size = 4n; size <= 17n; size++) expect(await holds({ ...both, secondSize: size })).toBe(false);
});

test("a byte that moves from a hash to a root before it leaves the digest the same, and is refused", async () => {
  const honest = claim(1, 2);
  const [hash = OTHER] = honest.hashes;
  const firstRoot = Buffer.concat([honest.firstRoot, hash.subarray(0, 1)]);
  expect(naiveNode(firstRoot, hash.subarray(1))).toEqual(tree.root(2));
  expect(await holds(honest)).toBe(true);
  expect(await holds({ ...honest, firstRoot, hashes: [hash.subarray(1)] })).toBe(false);
});
