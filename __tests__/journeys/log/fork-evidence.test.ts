import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import { type ForkEvidence, verifyForkEvidence } from "../../../src/domain/statements/fork-evidence.ts";
import { verifyHead } from "../../../src/domain/statements/head-trust.ts";
import { formatTreeHead } from "../../../src/domain/transparency/checkpoint.ts";
import { leafHash, rootOfLeaves } from "../../../src/domain/transparency/merkle.ts";
import { formatSignedNote } from "../../../src/domain/transparency/signed-note.ts";
import { forkBetween } from "../../../src/journeys/log/compare-logs.ts";
import { ORIGIN } from "../../domain/statements/histories.ts";
import { expectFault } from "../../expect-fault.ts";
import { signer, trust } from "./test-log.ts";

/** The leaf hashes of a log, a letter each. */
const hashesOf = (letters: string) => Promise.all([...letters].map((letter) => leafHash(Buffer.from(letter), crypto)));

async function noteOver(letters: string, origin = ORIGIN): Promise<string> {
  const rootHash = await rootOfLeaves(await hashesOf(letters), crypto);
  const text = formatTreeHead({ origin, treeSize: BigInt(letters.length), rootHash });
  return formatSignedNote(text, await signer.sign(origin, text));
}

async function evidenceOf(first: string, second: string): Promise<ForkEvidence | undefined> {
  const heads = [await noteOver(first), await noteOver(second)].map((note) => verifyHead(note, { trust }, crypto));
  const [one, other] = await Promise.all(heads);
  if (one === undefined || other === undefined) throw new Error("two heads");
  return forkBetween(one, { head: other, leafHashes: await hashesOf(second) }, crypto);
}

const forked = async (): Promise<ForkEvidence> => {
  const evidence = await evidenceOf("abcde", "abXdefgh");
  if (evidence === undefined) throw new Error("no fork");
  return evidence;
};
const verify = (evidence: object) => verifyForkEvidence(Buffer.from(JSON.stringify(evidence)), trust, crypto);
const refused = (evidence: object) => expectFault("log-proof-invalid", () => verify(evidence));

describe("the evidence of a fork", () => {
  test("is there for any two histories of which none is the beginning of the other, and for no others", async () => {
    for (const [first, second] of [
      ["abcde", "abXdefgh"],
      ["abcd", "abcX"],
      ["abcd", "abcXefgh"],
      ["a", "X"],
      ["a", "Xb"],
    ] as const) {
      const evidence = await evidenceOf(first, second);
      if (evidence === undefined) throw new Error(`${first} and ${second}`);
      expect((await verify(evidence)).map(({ size }) => size)).toEqual([first.length, second.length]);
    }
    for (const [first, second] of [
      ["abcde", "abcdefgh"],
      ["abcd", "abcd"],
    ] as const) {
      expect(await evidenceOf(first, second)).toBeUndefined();
    }
  });

  test("is of the published schema", async () => {
    const schema = JSON.parse(readFileSync(new URL("../../../docs/schemas/log-fork.json", import.meta.url), "utf8"));
    const isEvidence = new Ajv2020().compile(schema);
    expect([isEvidence(await forked()), isEvidence({ ...(await forked()), note: "" })]).toEqual([true, false]);
  });

  test("accuses nobody who has only gone on", async () => {
    const [first, second] = [await noteOver("abcde"), await noteOver("abcdefgh")];
    const evidence = await forked();
    await refused({ ...evidence, second });
    // The true root of the first, by which both are of one history.
    const roots = await rootOfLeaves(await hashesOf("abcde"), crypto);
    const honest = { ...evidence, first: second, second, root: Buffer.from(roots).toString("base64"), proof: [] };
    await refused(honest);
    const whole = Buffer.from(await rootOfLeaves(await hashesOf("abcdefgh"), crypto)).toString("base64");
    const same = await refused({ ...honest, root: whole });
    expect(same.message).toContain("both heads are of one history");
    await refused({ ...evidence, first, second: first, root: evidence.root, proof: [] });
    // Nothing can be proven of an empty tree, and so nothing can be forked from one.
    await refused({ ...evidence, first: await noteOver(""), proof: [] });
    await refused({ ...evidence, first: evidence.second, second: evidence.first });
  });

  test("needs its whole proof, hash by hash", async () => {
    const evidence = await forked();
    expect(evidence.proof.length).toBeGreaterThan(1);
    const other = Buffer.alloc(32).toString("base64");
    for (const at of evidence.proof.keys()) {
      await refused({ ...evidence, proof: evidence.proof.filter((_, place) => place !== at) });
      await refused({ ...evidence, proof: evidence.proof.with(at, other) });
    }
    await refused({ ...evidence, proof: [...evidence.proof, other] });
    await refused({ ...evidence, root: other });
  });

  test("is of one log, and of heads that its signer signed", async () => {
    const evidence = await forked();
    const wrong = { ...evidence, second: evidence.second.replace("\n8\n", "\n9\n") };
    await expectFault("log-checkpoint-invalid", () => verify(wrong));
    const shrunk = { ...evidence, first: evidence.first.replace("\n5\n", "\n4\n") };
    await expectFault("log-checkpoint-invalid", () => verify(shrunk));
    const elsewhere = await noteOver("abXdefgh", "another.example/log");
    await expectFault("log-origin", () => verify({ ...evidence, second: elsewhere }));
  });

  test.each([
    ["of another schema", { schema: "https://example.com/fork" }],
    ["with a root that is no hash", { root: "AAAA" }],
    ["with text before a hash", { root: `x${"A".repeat(43)}=` }],
    ["with text behind a hash", { root: `${"A".repeat(43)}=x` }],
    ["with more hashes than any tree has levels", { proof: Array.from({ length: 65 }, () => `${"A".repeat(43)}=`) }],
    ["with more than it has to say", { note: "trust me" }],
    ["without a second head", { second: undefined }],
    ["with a head that is too long", { first: "a".repeat(64 * 1024 + 1) }],
  ])("%s is refused", async (_what, more) => {
    const fault = await refused({ ...(await forked()), ...more });
    expect(fault.message).toMatch(/^this proves no fork: it /);
  });

  test("is read up to a limit", async () => {
    const padded = Buffer.concat([Buffer.from(JSON.stringify(await forked())), Buffer.alloc(256 * 1024, " ")]);
    await expectFault("json-too-large", () => verifyForkEvidence(padded, trust, crypto));
    const within = padded.subarray(0, 256 * 1024);
    expect(await verifyForkEvidence(within, trust, crypto)).toHaveLength(2);
  });
});
