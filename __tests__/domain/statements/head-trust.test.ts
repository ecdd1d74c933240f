import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import {
  type HeadTrust,
  keylessHint,
  requireWitnesses,
  verifyHead,
} from "../../../src/domain/statements/head-trust.ts";
import { readRoleSigner } from "../../../src/domain/statements/log-policy.ts";
import { formatTreeHead } from "../../../src/domain/transparency/checkpoint.ts";
import { type NoteKey, noteKeyHint, parseNoteKey } from "../../../src/domain/transparency/note-key.ts";
import { formatSignedNote } from "../../../src/domain/transparency/signed-note.ts";
import { concatBytes } from "../../../src/kernel/bytewise.ts";
import { keylessHeadSigner } from "../../../src/services/log/keyless-head-signer.ts";
import { formatNoteSecret, noteSigner } from "../../../src/services/log/note-signer.ts";
import { expectFault } from "../../expect-fault.ts";
import { createTestForge } from "../../signing/test-forge.ts";

const ORIGIN = "log.example/widget";
const headOf = (treeSize: bigint, origin = ORIGIN) =>
  formatTreeHead({ origin, treeSize, rootHash: new Uint8Array(32).fill(7) });

const signerOf = async (name: string, byte: number) =>
  noteSigner(await formatNoteSecret(name, new Uint8Array(32).fill(byte), crypto), crypto);
const keySigner = await signerOf(ORIGIN, 7);
const byKey: HeadTrust = { kind: "key", key: await parseNoteKey(keySigner.vkey, crypto) };

const forge = createTestForge();
const keyless = keylessHeadSigner(forge.signer(), crypto);
const bySigner = (repository: string): HeadTrust => ({
  kind: "signer",
  signer: readRoleSigner({ repository, sourceRef: "refs/tags/v1.2.3" }),
  trusted: [{ root: forge.trust, origin: "a test", dated: undefined, mayBeOutdated: undefined }],
});
const trust = bySigner("octo-org/octo-tool");

describe("a head that a key signs", () => {
  const noteOf = async (size: bigint, origin = ORIGIN) => {
    const text = headOf(size, origin);
    return formatSignedNote(text, await keySigner.sign(ORIGIN, text));
  };

  test("is that of the expected log, and nobody dates it", async () => {
    const head = await verifyHead(await noteOf(5n), { trust: byKey, origin: ORIGIN }, crypto);
    expect(head).toMatchObject({ size: 5, seconds: undefined, witnesses: 0 });
    await expectFault("log-origin", async () =>
      verifyHead(await noteOf(5n, "log.example/other"), { trust: byKey, origin: ORIGIN }, crypto),
    );
  });

  test("has at most ten million leaves", async () => {
    const largest = await verifyHead(await noteOf(10_000_000n), { trust: byKey }, crypto);
    expect(largest.size).toBe(10_000_000);
    const fault = await expectFault("log-checkpoint-invalid", async () =>
      verifyHead(await noteOf(10_000_001n), { trust: byKey }, crypto),
    );
    expect(fault.message).toContain("10000000 leaves");
  });

  test("is not signed by another key of the same name, nor by a signer of bundles", async () => {
    const text = headOf(5n);
    const stranger = await signerOf(ORIGIN, 8);
    for (const signatures of [await stranger.sign(ORIGIN, text), await keyless.sign(ORIGIN, text)]) {
      const note = formatSignedNote(text, signatures);
      const fault = await expectFault("log-unsigned", () => verifyHead(note, { trust: byKey }, crypto));
      expect(fault.message).toContain("not signed by whom you expect");
    }
  });
});

describe("a head that a workflow signs", () => {
  const text = headOf(5n);

  test("has its bundle under the log's name and the hint of this kind of line, as others compute it", async () => {
    const kind = Buffer.from("application/vnd.dev.sigstore.bundle.v0.3+json");
    const expected = createHash("sha256").update(`${ORIGIN}\n`).update(Uint8Array.of(0xff)).update(kind).digest();
    expect(Buffer.from(await keylessHint(ORIGIN, crypto))).toEqual(expected.subarray(0, 4));
  });

  test("is dated by what the bundle proves, whatever other lines stand above", async () => {
    const own = await keyless.sign(ORIGIN, text);
    const before = Math.floor(forge.clock.now().getTime() / 1000);
    const others = await keySigner.sign(ORIGIN, text);
    // The same kind of line under another name, and another kind of line under this name.
    const foreign = own.map((one) => ({ ...one, name: "log.example/other", signature: Uint8Array.of(1) }));
    const note = formatSignedNote(text, [...others, ...foreign, ...own]);
    const head = await verifyHead(note, { trust, origin: ORIGIN }, crypto);
    expect(Math.abs((head.seconds ?? 0) - before)).toBeLessThan(600);
    expect(head).toMatchObject({ size: 5, witnesses: 0 });
  });

  test("is of that workflow's repository alone", async () => {
    const note = formatSignedNote(text, await keyless.sign(ORIGIN, text));
    await expectFault("identity-mismatch", () => verifyHead(note, { trust: bySigner("octo-org/other") }, crypto));
  });

  test("is not the text that another signature is over", async () => {
    const note = formatSignedNote(text, await keyless.sign(ORIGIN, headOf(6n)));
    await expectFault("digest-mismatch", () => verifyHead(note, { trust }, crypto));
  });

  test("is unsigned without a line of that kind", async () => {
    const note = formatSignedNote(text, await keySigner.sign(ORIGIN, text));
    const fault = await expectFault("log-unsigned", () => verifyHead(note, { trust }, crypto));
    expect(fault.message).toContain("no line under it is a Sigstore bundle");
  });
});

describe("witnesses", () => {
  const text = headOf(5n);
  const witnessOf = async (name: string, seconds: number) => {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const raw = new Uint8Array(publicKey.export({ format: "der", type: "spki" }).subarray(-32));
    const typed = concatBytes(Uint8Array.of(4), raw);
    const hint = await noteKeyHint(name, typed, crypto);
    const vkey = `${name}+${Buffer.from(hint).toString("hex")}+${Buffer.from(typed).toString("base64")}`;
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(seconds));
    const signed = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`), privateKey);
    const signature = new Uint8Array(Buffer.concat([time, signed]));
    return { key: await parseNoteKey(vkey, crypto), line: { name, keyHint: hint, signature } };
  };

  test("date a head by the newest of them, and are as many as are asked for", async () => {
    const found = await Promise.all([3, 20, 100].map((at) => witnessOf(`witness.example/${at}`, 1_795_000_000 + at)));
    const keys: NoteKey[] = found.map(({ key }) => key);
    const lines = found.map(({ line }) => line);
    const note = formatSignedNote(text, [...(await keySigner.sign(ORIGIN, text)), ...lines]);
    const head = await verifyHead(note, { trust: byKey }, crypto);
    for (const order of [keys, keys.toReversed(), [...keys.slice(1), ...keys.slice(0, 1)]]) {
      expect(await requireWitnesses(head, { n: 3, keys: order }, crypto)).toMatchObject({
        ...{ size: 5, witnesses: 3, seconds: 1_795_000_100 },
      });
    }
    const later = { ...head, seconds: 1_796_000_000 };
    expect((await requireWitnesses(later, { n: 1, keys }, crypto)).seconds).toBe(1_796_000_000);
    const unwitnessed = { ...head, seconds: undefined };
    expect((await requireWitnesses(unwitnessed, { n: 0, keys: [] }, crypto)).seconds).toBeUndefined();
    await expectFault("log-unwitnessed", () => requireWitnesses(head, { n: 3, keys: keys.slice(1) }, crypto));
  });
});
