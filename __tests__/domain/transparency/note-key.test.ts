import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import { formatNoteKey, noteKeyHint, parseNoteKey, verifyNote } from "../../../src/domain/transparency/note-key.ts";
import type { NoteSignature } from "../../../src/domain/transparency/signed-note.ts";
import { expectFault } from "../../expect-fault.ts";

const NAME = "witness.example/w1";
const NOTE = Buffer.from("log.example\n7\nhash\n");

/** Whoever signs notes as `name`: 1 is a log, 4 a witness. */
async function newSigner(kind: 1 | 4, name = NAME) {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = new Uint8Array(publicKey.export({ format: "der", type: "spki" }).subarray(-32));
  const typed = Buffer.concat([Buffer.of(kind), raw]);
  const hint = await noteKeyHint(name, typed, crypto);
  const vkey = `${name}+${Buffer.from(hint).toString("hex")}+${typed.toString("base64")}`;
  const line = (signature: Uint8Array): NoteSignature => ({
    name,
    keyHint: hint,
    signature: new Uint8Array(signature),
  });
  const signs = (text: Uint8Array = NOTE) => line(sign(null, text, privateKey));
  const cosigns = (seconds: number, { text = NOTE as Uint8Array, stated = seconds, head = "cosignature/v1" } = {}) => {
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(stated));
    const signed = sign(null, Buffer.concat([Buffer.from(`${head}\ntime ${seconds}\n`), text]), privateKey);
    return line(Buffer.concat([time, signed]));
  };
  return { raw, typed, hint, vkey, key: await parseNoteKey(vkey, crypto), signs, cosigns };
}

const verify = (signatures: readonly NoteSignature[], keys: Parameters<typeof verifyNote>[1]) =>
  verifyNote({ bytes: NOTE, signatures }, keys, crypto);

describe("a key of notes", () => {
  test("is read as it is written, with its kind", async () => {
    const [log, witness] = [await newSigner(1), await newSigner(4)];
    expect(await formatNoteKey(NAME, log.raw, crypto)).toBe(log.vkey);
    expect(log.key).toMatchObject({ name: NAME, kind: "ed25519", hint: log.hint });
    expect(witness.key).toMatchObject({ name: NAME, kind: "cosignature", hint: witness.hint });
    expect(Buffer.from(log.key.key.spki.subarray(-32))).toEqual(Buffer.from(log.raw));
  });

  test("whose id is of another name, key or kind is refused: its signatures would be taken for others", async () => {
    const [one, other] = [await newSigner(1), await newSigner(1)];
    const [, id = ""] = one.vkey.split("+");
    const rest = one.vkey.slice(NAME.length + id.length + 2);
    for (const text of [
      `another.example+${id}+${rest}`,
      `${NAME}+${Buffer.from(other.hint).toString("hex")}+${rest}`,
      `${NAME}+${id}+${other.typed.toString("base64")}`,
    ]) {
      const fault = await expectFault("note-key-malformed", () => parseNoteKey(text, crypto));
      expect(fault.message).toContain("its id is not that of its name and key");
    }
  });

  test.each<[string, (key: { name: string; id: string; typed: string }) => string]>([
    ["no name", ({ id, typed }) => `+${id}+${typed}`],
    ["a space before its name", ({ name, id, typed }) => ` ${name}+${id}+${typed}`],
    ["other text before it", ({ name, id, typed }) => `x y${name}+${id}+${typed}`],
    ["other text behind it", ({ name, id, typed }) => `${name}+${id}+${typed} x`],
    ["a line end behind it", ({ name, id, typed }) => `${name}+${id}+${typed}\n`],
    ["an id of other letters", ({ name, id, typed }) => `${name}+${id.slice(1)}G+${typed}`],
    ["what is no base64", ({ name, id }) => `${name}+${id}+A`],
    ["nothing behind its id", ({ name, id }) => `${name}+${id}+`],
    ["nothing", () => ""],
  ])("with %s is refused", async (_what, edit) => {
    const { vkey } = await newSigner(1);
    const [name = "", id = "", ...rest] = vkey.split("+");
    await expectFault("note-key-malformed", () => parseNoteKey(edit({ name, id, typed: rest.join("+") }), crypto));
  });

  test("of another kind or length is refused, though its id is its own", async () => {
    const { raw } = await newSigner(1);
    for (const typed of [
      Buffer.concat([Buffer.of(2), raw]),
      Buffer.concat([Buffer.of(1), raw, Buffer.of(0)]),
      Buffer.concat([Buffer.of(1), raw.subarray(1)]),
      Buffer.concat([Buffer.of(4), raw, Buffer.of(0)]),
      Buffer.of(1),
    ]) {
      const id = Buffer.from(await noteKeyHint(NAME, typed, crypto)).toString("hex");
      const fault = await expectFault("note-key-malformed", () =>
        parseNoteKey(`${NAME}+${id}+${typed.toString("base64")}`, crypto),
      );
      expect(fault.message).toContain("it is not a name, an id and an Ed25519 key");
    }
  });
});

describe("a signature of a known key", () => {
  test("counts once for each key, without a time, wherever it stands", async () => {
    const [log, other] = [await newSigner(1), await newSigner(1, "log.example")];
    const found = await verify([other.signs(), log.signs(), log.signs()], [log.key, other.key]);
    expect(found).toEqual([
      { key: log.key, seconds: undefined },
      { key: other.key, seconds: undefined },
    ]);
    expect(await verify([log.signs()], [log.key, other.key])).toHaveLength(1);
    expect(await verify([], [log.key])).toEqual([]);
  });

  test("of another note, or of another key under its name and id, refuses the note", async () => {
    const [log, thief] = [await newSigner(1), await newSigner(1)];
    const stolen = { ...thief.signs(), keyHint: log.hint };
    for (const bad of [log.signs(Buffer.from("log.example\n8\nhash\n")), stolen]) {
      await expectFault("log-checkpoint-invalid", () => verify([bad], [log.key]));
      await expectFault("log-checkpoint-invalid", () => verify([log.signs(), bad], [log.key]));
    }
  });

  test("is no signature of a key of the same name or of the same id alone: those are ignored", async () => {
    const [log, thief] = [await newSigner(1), await newSigner(1)];
    expect(await verify([thief.signs()], [log.key])).toEqual([]);
    expect(await verify([{ ...thief.signs(), name: "other.example", keyHint: log.hint }], [log.key])).toEqual([]);
  });
});

describe("a cosignature", () => {
  test("says when its witness saw the note: the first of two counts", async () => {
    const witness = await newSigner(4);
    expect(await verify([witness.cosigns(1_795_000_000)], [witness.key])).toEqual([
      { key: witness.key, seconds: 1_795_000_000 },
    ]);
    expect(await verify([witness.cosigns(7), witness.cosigns(9)], [witness.key])).toEqual([
      { key: witness.key, seconds: 7 },
    ]);
  });

  test("of another time, of another note, without its first line or without a time refuses the note", async () => {
    const witness = await newSigner(4);
    for (const bad of [
      witness.cosigns(7, { stated: 8 }),
      witness.cosigns(7, { text: Buffer.from("log.example\n8\nhash\n") }),
      witness.cosigns(7, { head: "cosignature/v2" }),
      witness.signs(),
      { ...witness.signs(), signature: Uint8Array.of(1) },
    ]) {
      await expectFault("log-checkpoint-invalid", () => verify([bad], [witness.key]));
    }
  });

  test("is no signature of a log, whose key signs the text alone", async () => {
    const log = await newSigner(1);
    await expectFault("log-checkpoint-invalid", () => verify([log.cosigns(7)], [log.key]));
  });
});
