import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCheckpoint } from "../../../src/domain/sigstore/checkpoint.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { ownCorpus } from "../../corpus.ts";
import { expectFault } from "../../expect-fault.ts";

const HASH = "dauhleYK4YyAdxwwDtR0l0KnSOWZdG2bwqHftlanvcI=";
const LINE = "— rekor.example AAAAAAAA\n";
const NOTE = `rekor.example - 26\n7\n${HASH}\n\n${LINE}`;

test("reads origin, size, root hash and who signed, in any order and with further lines", () => {
  const parsed = parseCheckpoint(NOTE.replace("\n\n", "\nTimestamp: 1\n\n— witness.example BBBBBBBB\n"));
  expect(parsed).toMatchObject({ origin: "rekor.example - 26", treeSize: 7n });
  expect(parsed.signatures.map(({ name }) => name)).toEqual(["witness.example", "rekor.example"]);
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
    await expectFault("log-proof-invalid", () => parseCheckpoint(note));
  });

  test("are of each kind", () => {
    expect(new Set(notes.map(({ verdict }) => verdict)).size).toBe(3);
  });
});

describe("refuses", () => {
  test.each([
    ["no note", ""],
    ["a note without signatures", `a\n7\n${HASH}\n\n`],
    ["no origin", `\n7\n${HASH}\n\n${LINE}`],
    ["no size", `a\n${HASH}\n\n${LINE}`],
    ["a size with a leading zero", `a\n07\n${HASH}\n\n${LINE}`],
    ["a size that is no number", `a\n-7\n${HASH}\n\n${LINE}`],
    ["no hash", `a\n7\n\n${LINE}`],
    ["a hash that is not canonical base64", `a\n7\n${HASH.slice(0, -1)}\n\n${LINE}`],
    ["a signature without its dash", `a\n7\n${HASH}\n\n- rekor.example AAAAAAAA\n`],
    ["a signature of less than five bytes", `a\n7\n${HASH}\n\n— rekor.example AAAA\n`],
    ["a last line without its end", NOTE.slice(0, -1)],
    ["65 signatures (B18)", `a\n7\n${HASH}\n\n${LINE.repeat(65)}`],
  ])("%s", async (_, note) => {
    await expectFault("log-proof-invalid", () => parseCheckpoint(note));
  });

  test("any text with a fault, never otherwise", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseCheckpoint(text);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
    );
  });
});
