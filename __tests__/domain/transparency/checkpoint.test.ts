import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseCheckpoint } from "../../../src/domain/transparency/checkpoint.ts";
import { formatSignedNote, parseSignedNote } from "../../../src/domain/transparency/signed-note.ts";
import { ownCorpus } from "../../corpus.ts";
import { expectFault } from "../../expect-fault.ts";

const HASH = Buffer.alloc(32, 7).toString("base64");
const SIGNATURE = Buffer.from([1, 2, 3, 4, 5]).toString("base64");
const GOOD = `log.example - 42\n7\n${HASH}\n\n— log.example ${SIGNATURE}\n`;

test("what a checkpoint says comes out, and the bytes that are signed", () => {
  const read = parseCheckpoint(GOOD);
  expect(read).toMatchObject({ origin: "log.example - 42", treeSize: 7n });
  expect(Buffer.from(read.bytes).toString()).toBe(`log.example - 42\n7\n${HASH}\n`);
  expect(Buffer.from(read.rootHash)).toEqual(Buffer.alloc(32, 7));
  expect(read.signatures.map(({ name }) => name)).toEqual(["log.example"]);
  expect(Buffer.from(read.signatures[0]!.keyHint)).toEqual(Buffer.of(1, 2, 3, 4));
  expect(Buffer.from(read.signatures[0]!.signature)).toEqual(Buffer.of(5));
});

test("further lines are signed and mean nothing", () => {
  expect(parseCheckpoint(GOOD.replace("\n\n", "\nTimestamp: 1\n\n")).treeSize).toBe(7n);
});

describe("notes that Go's own package made and judged", () => {
  const { notes } = JSON.parse(readFileSync(ownCorpus("vectors/notes.json"), "utf8")) as {
    notes: { why: string; note: string; key: string; verdict: "verified" | "unverified" | "malformed" }[];
  };

  test.each(notes.filter(({ verdict }) => verdict === "verified"))("$why: is read, with the id of the key", (one) => {
    const [name, id] = one.key.split("+");
    const { origin, treeSize, signatures } = parseCheckpoint(one.note);
    expect([origin, treeSize]).toEqual(["log.example/corpus", 11n]);
    const hints = signatures
      .filter((by) => by.name === name)
      .map(({ keyHint }) => Buffer.from(keyHint).toString("hex"));
    expect(hints).toEqual([id]);
  });

  test.each(notes.filter(({ verdict }) => verdict === "malformed"))("$why: is refused", async ({ note }) => {
    await expectFault("log-checkpoint-invalid", () => parseCheckpoint(note));
  });

  test("are of each kind", () => {
    expect(new Set(notes.map(({ verdict }) => verdict)).size).toBe(3);
  });
});

describe("refused is", () => {
  test.each([
    ["a text without signatures", GOOD.split("\n\n")[0]!],
    ["an end without a newline", GOOD.slice(0, -1)],
    ["no origin", GOOD.replace("log.example - 42", "")],
    ["a blank line inside", GOOD.replace("\n7", "\n\n7")],
    ["a size with a zero before it", GOOD.replace("\n7", "\n07")],
    ["a size that no log has", GOOD.replace("\n7", `\n${"9".repeat(20)}`)],
    ["a hash of another length", GOOD.replace(HASH, Buffer.alloc(31).toString("base64"))],
    ["a hash that is not base64", GOOD.replace(HASH, "?")],
    ["a name with a plus", GOOD.replace("— log", "— l+og")],
    ["a signature of a hint alone", GOOD.replace(SIGNATURE, "AQIDBA==")],
    ["a hyphen for the dash", GOOD.replace("—", "-")],
    ["a control character (signed-note)", GOOD.replace("log.example - 42", "log\rexample")],
    ["65 signatures (B18)", GOOD + `— log.example ${SIGNATURE}\n`.repeat(64)],
    ["more than 64 KiB", GOOD.replace("\n\n", `\n${"x".repeat(65_536)}\n\n`)],
  ])("%s", async (_, note) => {
    await expectFault("log-checkpoint-invalid", () => parseCheckpoint(note));
  });
});

describe("a signed note", () => {
  const line = `— log.example ${SIGNATURE}`;

  test("may have blank lines in its text, and 64 signatures", () => {
    expect(parseSignedNote(`\n\n${line}\n`).text).toBe("\n");
    expect(parseSignedNote(`a\n\nb\n\n${line}\n`).text).toBe("a\n\nb\n");
    expect(parseSignedNote(`a\n\n${`${line}\n`.repeat(64)}`).signatures.length).toBe(64);
  });

  test("is written as it is read, with every signature", () => {
    const note = `a\n\n${line}\n— witness.example ${SIGNATURE}\n`;
    const { text, signatures } = parseSignedNote(note);
    expect(formatSignedNote(text, signatures)).toBe(note);
  });

  test("may have 65,536 characters, and not one more", async () => {
    const filled = (length: number) => `${"a".repeat(length - line.length - 3)}\n\n${line}\n`;
    expect(parseSignedNote(filled(65_536)).signatures.length).toBe(1);
    await expectFault("log-checkpoint-invalid", () => parseSignedNote(filled(65_537)));
  });

  test.each([
    ["no blank line", `x${line}\n`],
    ["another character for its last newline", `a\n\n${line}X`],
    ["65 signatures", `a\n\n${`${line}\n`.repeat(65)}`],
    ["something before a signature line", `a\n\nx${line}\n`],
    ["something after a signature line", `a\n\n${line} x\n`],
    ["a line without a signature", `a\n\n— log.example\n`],
    ["a signature that base64 cannot be", "a\n\n— log.example A\n"],
  ])("is refused with %s", async (_, note) => {
    await expectFault("log-checkpoint-invalid", () => parseSignedNote(note));
  });
});
