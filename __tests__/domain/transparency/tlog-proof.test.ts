import { describe, expect, test } from "vitest";
import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import { formatTreeHead } from "../../../src/domain/transparency/checkpoint.ts";
import { formatEntries, parseEntries } from "../../../src/domain/transparency/entry-bundle.ts";
import { leafHash, nodeHash } from "../../../src/domain/transparency/merkle.ts";
import { formatSignedNote } from "../../../src/domain/transparency/signed-note.ts";
import { formatTlogProof, parseTlogProof, requireProven } from "../../../src/domain/transparency/tlog-proof.ts";
import { expectFault } from "../../expect-fault.ts";

const HASH = Buffer.alloc(32, 7).toString("base64");
const SIGNATURES = [{ name: "log.example", keyHint: Uint8Array.of(1, 2, 3, 4), signature: Uint8Array.of(5) }];
const entry = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const proofOf = (...lines: string[]) => `${["c2sp.org/tlog-proof@v1", ...lines].join("\n")}\n\nlog.example\n`;

/** A tree of two leaves, and the proof that the second is in it. */
async function twoLeaves() {
  const [first, second] = await Promise.all(["a", "b"].map((text) => leafHash(entry(text), crypto)));
  if (first === undefined || second === undefined) throw new Error("there are two");
  const head = { origin: "log.example", treeSize: 2n, rootHash: await nodeHash(first, second, crypto) };
  return { index: 1, hashes: [first], checkpoint: formatSignedNote(formatTreeHead(head), SIGNATURES) };
}

describe("a proof", () => {
  test("is read as it is written", async () => {
    const proof = await twoLeaves();
    const text = formatTlogProof(proof);
    expect(text.startsWith("c2sp.org/tlog-proof@v1\nindex 1\n")).toBe(true);
    const read = parseTlogProof(text);
    expect(formatTlogProof(read)).toBe(text);
    expect(read).toMatchObject({ index: 1, checkpoint: proof.checkpoint });
    expect(parseTlogProof(proofOf("index 0"))).toEqual({ index: 0, hashes: [], checkpoint: "log.example\n" });
  });

  test("may have one line of base64 that means nothing here", async () => {
    expect(parseTlogProof(proofOf("extra AAAA", "index 7", HASH)).hashes).toHaveLength(1);
    expect(parseTlogProof(proofOf("extra AAAA", "index 7", HASH)).index).toBe(7);
    for (const lines of [
      ["extra ?", "index 7"],
      ["extra AAAA", "extra AAAA", "index 7"],
      ["extraAAAA", "index 7"],
    ]) {
      await expectFault("log-proof-invalid", () => parseTlogProof(proofOf(...lines)));
    }
  });

  test("holds for its leaf at its place alone, under its own head", async () => {
    const proof = await twoLeaves();
    expect(await requireProven(entry("b"), proof, crypto)).toMatchObject({ origin: "log.example", treeSize: 2n });
    await expectFault("log-proof-invalid", () => requireProven(entry("a"), proof, crypto));
    await expectFault("log-proof-invalid", () => requireProven(entry("b"), { ...proof, index: 0 }, crypto));
    await expectFault("log-proof-invalid", () => requireProven(entry("b"), { ...proof, index: 2 }, crypto));
    await expectFault("log-proof-invalid", () => requireProven(entry("b"), { ...proof, hashes: [] }, crypto));
    const checkpoint = proof.checkpoint.slice(1).replace("\n2\n", "\n02\n");
    await expectFault("log-checkpoint-invalid", () => requireProven(entry("b"), { ...proof, checkpoint }, crypto));
  });

  test("has as many hashes as a tree is high, and letters for those and a note", async () => {
    expect(parseTlogProof(proofOf("index 0", ...Array.from({ length: 63 }, () => HASH))).hashes).toHaveLength(63);
    await expectFault("log-proof-invalid", () =>
      parseTlogProof(proofOf("index 0", ...Array.from({ length: 64 }, () => HASH))),
    );
    const filled = (length: number) => proofOf("index 0").padEnd(length, "x");
    expect(parseTlogProof(filled(131_072)).index).toBe(0);
    await expectFault("log-proof-invalid", () => parseTlogProof(filled(131_073)));
  });

  test.each([
    ["another first line", proofOf("index 0").replace("@v1", "@v2")],
    ["text before its first line", `x${proofOf("index 0")}`],
    ["no index", proofOf()],
    ["an index with a zero before it", proofOf("index 07")],
    ["an index behind other text", proofOf("xindex 7")],
    ["an index before other text", proofOf("index 7x")],
    ["a negative index", proofOf("index -1")],
    ["an index of too many digits", proofOf(`index ${"1".repeat(16)}`)],
    ["a hash of 31 bytes", proofOf("index 0", Buffer.alloc(31).toString("base64"))],
    ["a short hash behind a whole one", proofOf("index 0", HASH, Buffer.alloc(33).toString("base64"))],
    ["a hash that is no base64", proofOf("index 0", "?")],
    ["no checkpoint", proofOf("index 0").split("\n\n")[0] ?? ""],
    ["no blank line", "c2sp.org/tlog-proof@v1\nindex 71"],
    ["nothing", ""],
  ])("with %s is refused", async (_what, text) => {
    await expectFault("log-proof-invalid", () => parseTlogProof(text));
  });

  test("may name the last place that 15 digits have", () => {
    expect(parseTlogProof(proofOf(`index ${"9".repeat(15)}`)).index).toBe(999_999_999_999_999);
  });
});

describe("leaves one after another", () => {
  test("are read as they were written, whatever their length", () => {
    const entries = [0, 1, 255, 256, 65_535].map((length) => new Uint8Array(length).fill(length));
    expect(parseEntries(formatEntries(entries))).toEqual(entries);
    expect([...formatEntries([new Uint8Array(258)]).subarray(0, 2)]).toEqual([1, 2]);
    expect(parseEntries(new Uint8Array())).toEqual([]);
  });

  test("are refused if they end in the middle of one, or of its length", async () => {
    for (const bytes of [[0], [0, 1], [1, 0, 7], [0, 1, 7, 0], [0, 1, 7, 0, 2, 7]]) {
      await expectFault("log-leaf-malformed", () => parseEntries(Uint8Array.from(bytes)));
    }
  });
});
