import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import { parseCheckpoint } from "../../../src/domain/transparency/checkpoint.ts";
import { parseEntries } from "../../../src/domain/transparency/entry-bundle.ts";
import {
  isConsistent,
  leafHash,
  nodeHash,
  rootOfLeaves,
  rootOfProof,
} from "../../../src/domain/transparency/merkle.ts";
import { parseNoteKey, verifyNote } from "../../../src/domain/transparency/note-key.ts";
import { formatSignedNote, parseSignedNote } from "../../../src/domain/transparency/signed-note.ts";
import { type ReadTile, tilePath, tileTree } from "../../../src/domain/transparency/tiles.ts";
import { formatTlogProof, parseTlogProof, requireProven } from "../../../src/domain/transparency/tlog-proof.ts";
import { equalBytes } from "../../../src/kernel/bytewise.ts";
import { corpus } from "../../corpus.ts";
import { expectFault } from "../../expect-fault.ts";

// Vectors of others, where they stand beside the repository.
const BESIDE = corpus("log");
const from64 = (text: string | null): Uint8Array => new Uint8Array(Buffer.from(text ?? "", "base64"));
const read = (path: string): string => readFileSync(join(BESIDE ?? "", path), "utf8");
const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

function vectors(kind: string): { name: string; vector: Record<string, string> & { proof: string[] | null } }[] {
  const folder = join(BESIDE ?? "", "merkle-proofs/testdata", kind);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => {
      // Indices and sizes go beyond what a number holds.
      const text = readFileSync(join(folder, name), "utf8").replace(
        /("(?:leafIdx|treeSize|size1|size2)": *)(\d+)/g,
        '$1"$2"',
      );
      return { name, vector: JSON.parse(text) };
    });
}

describe.skipIf(BESIDE === undefined)("vectors of transparency-dev/merkle", () => {
  test("98 inclusion proofs are judged as there", async () => {
    const all = vectors("inclusion");
    for (const { name, vector } of all) {
      const proof = {
        index: BigInt(vector["leafIdx"] ?? 0),
        treeSize: BigInt(vector["treeSize"] ?? 0),
        hashes: (vector.proof ?? []).map(from64),
      };
      const root = await rootOfProof(from64(vector["leafHash"] ?? ""), proof, crypto);
      const holds = root !== undefined && equalBytes(root, from64(vector["root"] ?? ""));
      expect([name, holds]).toEqual([name, !vector["wantErr"]]);
    }
    expect(all.length).toBe(98);
  });

  test("98 consistency proofs are judged as there", async () => {
    const all = vectors("consistency");
    for (const { name, vector } of all) {
      const holds = await isConsistent(
        {
          firstSize: BigInt(vector["size1"] ?? 0),
          secondSize: BigInt(vector["size2"] ?? 0),
          firstRoot: from64(vector["root1"] ?? ""),
          secondRoot: from64(vector["root2"] ?? ""),
          hashes: (vector.proof ?? []).map(from64),
        },
        crypto,
      );
      expect([name, holds]).toEqual([name, !vector["wantErr"]]);
    }
    expect(all.length).toBe(98);
  });

  test("the hashes of RFC 6962", async () => {
    const { rfc6962_hashes: hashes } = JSON.parse(read("notes-and-checkpoints.json"));
    const [empty, emptyLeaf, leaf, node] = hashes.map(({ hex }: { hex: string }) => hex);
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
    expect(hex(await rootOfLeaves([], crypto))).toBe(empty);
    expect(hex(await leafHash(utf8(""), crypto))).toBe(emptyLeaf);
    expect(hex(await leafHash(utf8("L123456"), crypto))).toBe(leaf);
    expect(hex(await nodeHash(utf8("N123"), utf8("N456"), crypto))).toBe(node);
  });
});

describe.skipIf(BESIDE === undefined)("logs of others", () => {
  test("a note of Go's package: known keys verify, each once, and others are ignored", async () => {
    const { note_open: sample } = JSON.parse(read("notes-and-checkpoints.json"));
    const note = parseSignedNote(`${sample.text}\n${sample.signatureLines.join("")}`);
    const [enoch, neumann] = [sample.vkeys[0], sample.vkeys[2]];
    const keys = [await parseNoteKey(enoch, crypto), await parseNoteKey(neumann, crypto)];
    expect((await verifyNote(note, keys, crypto)).map(({ key }) => key.name)).toEqual(["EnochRoot", "PeterNeumann"]);
    expect((await verifyNote(note, keys.slice(1), crypto)).length).toBe(1);
    const forged = parseSignedNote(`x${sample.text}\n${sample.signatureLines.join("")}`);
    await expectFault("log-checkpoint-invalid", () => verifyNote(forged, keys, crypto));
    for (const bad of sample.badVkeys) await expectFault("note-key-malformed", () => parseNoteKey(bad, crypto));
  });

  test("keys of kinds that are known, and of no other", async () => {
    const { vkeys_types: kinds } = JSON.parse(read("notes-and-checkpoints.json"));
    for (const text of kinds.ok) {
      const kind = Buffer.from(text.split("+").slice(2).join("+"), "base64")[0];
      if (kind === 1 || kind === 4) expect((await parseNoteKey(text, crypto)).name).toBe(text.split("+")[0]);
      else await expectFault("note-key-malformed", () => parseNoteKey(text, crypto));
    }
  });

  test("a checkpoint of Go's checksum database, of 35,225,469 leaves", async () => {
    const { sumdb_add_checkpoint_requests: sumdb } = JSON.parse(read("notes-and-checkpoints.json"));
    const checkpoint = parseCheckpoint(sumdb.bodies[0].split("\n\n").slice(1).join("\n\n"));
    expect([checkpoint.origin, checkpoint.treeSize]).toEqual(["go.sum database tree", 35_225_469n]);
    expect(await verifyNote(checkpoint, [await parseNoteKey(sumdb.vkey, crypto)], crypto)).toHaveLength(1);
  });

  test("a log of Tessera: sixteen checkpoints, tiles and leaves agree", async () => {
    const folder = "tessera-tiles/testdata/log";
    const key = await parseNoteKey(
      "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
      crypto,
    );
    let verified = 0;
    for (const name of readdirSync(join(BESIDE ?? "", folder)).filter((one) => /^checkpoint\.\d+$/.test(one))) {
      const checkpoint = parseCheckpoint(read(`${folder}/${name}`));
      const size = Number(checkpoint.treeSize);
      expect(await verifyNote(checkpoint, [key], crypto)).toHaveLength(1);
      const tiles: ReadTile = async ({ level, index, width }) =>
        readFileSync(join(BESIDE ?? "", folder, "tile", String(level), tilePath(index, width)));
      expect(Buffer.from(await tileTree(size, tiles, crypto).root())).toEqual(Buffer.from(checkpoint.rootHash));
      if (size > 0) {
        const entries = parseEntries(readFileSync(join(BESIDE ?? "", folder, "tile/entries", tilePath(0, size))));
        const leaves = await Promise.all(entries.map((entry) => leafHash(entry, crypto)));
        expect(Buffer.from(await rootOfLeaves(leaves, crypto))).toEqual(Buffer.from(checkpoint.rootHash));
      }
      verified += 1;
    }
    expect(verified).toBe(16);
  });

  test("cosignatures, a fork and proofs of a log of 300 leaves", async () => {
    const own = JSON.parse(read("own/release-log.json"));
    const keys = [await parseNoteKey(own.logVkey, crypto), await parseNoteKey(own.witnessVkey, crypto)];
    for (const note of Object.values<string>(own.sizes)) {
      const found = await verifyNote(parseCheckpoint(note), keys, crypto);
      expect(found.map(({ seconds }) => seconds)).toEqual([undefined, expect.any(Number)]);
      const other = note.replace(/^(?:— witness\.example\/w1 \S+\n)/mu, (line) =>
        line.replace("JML9ygAAAABq", "JML9ygAAAABr"),
      );
      await expectFault("log-checkpoint-invalid", () => verifyNote(parseCheckpoint(other), keys, crypto));
    }
    const [old, next, fork] = [
      parseCheckpoint(own.sizes[200]),
      parseCheckpoint(own.sizes[300]),
      parseCheckpoint(own.forkAt200size300),
    ];
    const consistent = (second: typeof next, hashes: string[]) =>
      isConsistent(
        {
          ...{ firstSize: old.treeSize, firstRoot: old.rootHash, secondSize: second.treeSize },
          ...{ secondRoot: second.rootHash, hashes: hashes.map(from64) },
        },
        crypto,
      );
    expect(await consistent(next, own.consistency200to300)).toBe(true);
    expect(await consistent(fork, own.consistency200to300)).toBe(false);
    expect(await verifyNote(fork, keys, crypto)).toHaveLength(1);
    for (const text of own.tlogProofs) {
      const proof = parseTlogProof(text);
      expect(formatTlogProof(proof)).toBe(text);
      expect((await requireProven(utf8(`{"i":${proof.index}}`), proof, crypto)).treeSize).toBe(300n);
      await expectFault("log-proof-invalid", () => requireProven(utf8("{}"), proof, crypto));
      expect(formatSignedNote(...noteParts(proof.checkpoint))).toBe(proof.checkpoint);
    }
  });

  test("malformed proofs are refused", async () => {
    const { tlog_proof_bad: bad } = JSON.parse(read("notes-and-checkpoints.json"));
    for (const text of bad) await expectFault("log-proof-invalid", () => parseTlogProof(text.replaceAll("\\n", "\n")));
  });
});

function noteParts(note: string): [string, ReturnType<typeof parseSignedNote>["signatures"]] {
  const { text, signatures } = parseSignedNote(note);
  return [text, signatures];
}
