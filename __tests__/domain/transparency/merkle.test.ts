import { describe, expect, test } from "vitest";
import { type InclusionProof, leafHash, rootOfProof } from "../../../src/domain/transparency/merkle.ts";
import { encodeHex } from "../../../src/kernel/hex.ts";
import { createMerkleTree } from "../../../src/services/local/merkle-tree.ts";
import { PLATFORMS } from "../../crypto/both-platforms.ts";

const SIZES = 33;

describe.each(PLATFORMS)("%s", (_, crypto) => {
  test("every proof of every tree up to 33 leaves leads to its root, and to it from no other place", async () => {
    const tree = createMerkleTree();
    const leaves: Uint8Array[] = [];
    for (let size = 1; size <= SIZES; size++) {
      const leaf = await leafHash(Buffer.of(size), crypto);
      leaves.push(leaf);
      tree.append(leaf);
      const root = encodeHex(tree.root(size));
      const found = async (hash: Uint8Array, proof: InclusionProof) =>
        encodeHex((await rootOfProof(hash, proof, crypto)) ?? new Uint8Array());
      for (const [at, hash] of leaves.entries()) {
        const proof = { index: BigInt(at), treeSize: BigInt(size), hashes: tree.inclusionProof(at, size) };
        expect(await found(hash, proof)).toBe(root);
        for (const index of [proof.index - 1n, proof.index + 1n]) {
          expect(await found(hash, { ...proof, index })).not.toBe(root);
        }
        const [longer, shorter] = [[...proof.hashes, hash], proof.hashes.slice(1)];
        expect(await found(hash, { ...proof, hashes: longer })).not.toBe(root);
        if (size > 1) expect(await found(hash, { ...proof, hashes: shorter })).not.toBe(root);
      }
    }
  });

  test("a proof has exactly as many hashes as index and size demand (RFC 9162 §2.1.3.2)", async () => {
    const leaf = await leafHash(Buffer.of(1), crypto);
    const root = (index: bigint, treeSize: bigint, hashes: Uint8Array[]) =>
      rootOfProof(leaf, { index, treeSize, hashes }, crypto);
    expect(await root(0n, 1n, [])).toEqual(leaf);
    expect(await root(0n, 1n, [leaf])).toBeUndefined();
    expect(await root(0n, 2n, [])).toBeUndefined();
    expect(await root(2n, 2n, [leaf])).toBeUndefined();
    expect(await root(-1n, 2n, [leaf])).toBeUndefined();
    expect(await root(0n, 0n, [])).toBeUndefined();
    expect(await root(0n, 2n, [leaf.subarray(1)])).toBeUndefined();
  });
});
