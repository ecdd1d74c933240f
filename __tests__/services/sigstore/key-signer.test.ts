import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { readSignerKey } from "../../../src/domain/sigstore/signer-key.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { verifyBundle } from "../../../src/domain/sigstore/verify-bundle.ts";
import { fileKey } from "../../../src/services/keys/file-key.ts";
import { createLocalSigstore } from "../../../src/services/local/local-sigstore.ts";
import { instanceFromSigningConfig } from "../../../src/services/sigstore/instances.ts";
import { createKeySigner } from "../../../src/services/sigstore/key-signer.ts";
import { expectFault } from "../../expect-fault.ts";
import { KEY_KINDS, newPrivateKey, pemOf, publicPemOf } from "../../keys/test-keys.ts";
import { testClock } from "../../test-clock.ts";

const DIGEST = createHash("sha256").update("an asset").digest();
const SHA256 = DIGEST.toString("hex");
const IN_TOTO = "application/vnd.in-toto+json";
const STATEMENT = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}');

async function bench(kind: (typeof KEY_KINDS)[number], log: boolean, isAlone = false) {
  const clock = testClock();
  const sigstore = createLocalSigstore({ clock });
  const privateKey = newPrivateKey(kind);
  const order = { bytes: pemOf(privateKey), passphrase: async () => undefined, chain: undefined, now: clock.now() };
  const instance = instanceFromSigningConfig(sigstore.signingConfig, clock.now(), "local");
  const signer = createKeySigner({
    key: await fileKey(order),
    instance: async () => (isAlone ? undefined : instance),
    ...{ log, http: sigstore.http, clock },
  });
  const publicKey = readSignerKey(publicPemOf(privateKey));
  const trust = parseTrustedRoot(sigstore.trustedRoot);
  const verify = (bytes: Uint8Array, minimum: object, more: object = {}) =>
    verifyBundle(
      { bundle: parseBundle(bytes), trust, signer: { kind: "key", publicKey, ...more }, artifact: "unbound", minimum },
      nodeCryptography,
    );
  return { signer, verify, publicKey };
}

test.each(KEY_KINDS)("%s: a statement has a time of an authority, and with the log an entry", async (kind) => {
  const { signer, verify } = await bench(kind, true);
  const bundle = await (await signer.open()).signPayload(IN_TOTO, STATEMENT);
  const { signer: who, times, logEntries } = await verify(bundle, { logEntries: 1, times: 2 });
  expect(who).toMatchObject({ kind: "key", fingerprint: (await signer.identify()).fingerprint });
  expect(times.map(({ source }) => source).sort()).toEqual(["log", "timestamp-authority"]);
  expect(logEntries).toHaveLength(1);
});

test.each(KEY_KINDS.filter((kind) => kind !== "Ed25519"))("%s: so has a file by its digest", async (kind) => {
  const { signer, verify } = await bench(kind, true);
  const bundle = await (await signer.open()).signDigest(DIGEST);
  const { content } = await verify(bundle, { logEntries: 1, times: 2 });
  expect(content).toMatchObject({ kind: "message", digest: { algorithm: "sha256", hex: SHA256 } });
});

test("without the log nothing enters it, and the time stays", async () => {
  const { signer, verify } = await bench("P-256", false);
  const bundle = await (await signer.open()).signDigest(DIGEST);
  expect((await verify(bundle, { times: 1 })).logEntries).toEqual([]);
  await expectFault("log-entry-missing", () => verify(bundle, { logEntries: 1 }));
});

test("without an instance nobody is asked, and a key that is valid for a time only needs a time", async () => {
  const { signer, verify } = await bench("P-256", false, true);
  const bundle = await (await signer.open()).signDigest(DIGEST);
  expect((await verify(bundle, {})).times).toEqual([]);
  await expectFault("signed-time-missing", () => verify(bundle, {}, { revoked: new Date("2999-01-01") }));
});

test("Ed25519 signs no file by its digest, and the fault says so", async () => {
  const { signer } = await bench("Ed25519", false);
  expect((await signer.identify()).signsDigests).toBe(false);
  const session = await signer.open();
  expect((await expectFault("key-unfit", () => session.signDigest(DIGEST))).message).toMatch(/Ed25519/);
});

test("what a key signed from its revocation on does not count, and what it signed before does", async () => {
  const { signer, verify } = await bench("P-256", false);
  const bundle = await (await signer.open()).signDigest(DIGEST);
  const [{ seconds } = { seconds: 0 }] = (await verify(bundle, {})).times;
  const at = (offset: number) => new Date((seconds + offset) * 1000);
  await expectFault("key-revoked", () => verify(bundle, {}, { revoked: at(0) }));
  await expectFault("key-revoked", () => verify(bundle, {}, { revoked: at(-60) }));
  await expect(verify(bundle, {}, { revoked: at(60) })).resolves.toBeDefined();
  await expectFault("key-expired", () => verify(bundle, {}, { validFor: { start: at(60), end: undefined } }));
  await expectFault("key-expired", () => verify(bundle, {}, { validFor: { start: new Date(0), end: at(-60) } }));
});

test("another key is refused, by the log entry where there is one, and by the signature", async () => {
  for (const log of [true, false]) {
    const [one, other] = [await bench("P-256", log), await bench("P-256", log)];
    const bundle = await (await one.signer.open()).signDigest(DIGEST);
    const code = log ? "log-entry-mismatch" : "signature-invalid";
    await expectFault(code, () => one.verify(bundle, {}, { publicKey: other.publicKey }));
  }
});

test("of several keys the one that signed is found by the hint, and none of others", async () => {
  const [one, other] = [await bench("P-256", false), await bench("P-384", false)];
  const bundle = await (await one.signer.open()).signDigest(DIGEST);
  const keys = [other, one].map(({ publicKey }) => ({ kind: "key" as const, publicKey }));
  const any = { kind: "any", require: () => undefined, keys };
  expect((await one.verify(bundle, {}, any)).signer).toMatchObject({ kind: "key", publicKey: one.publicKey.spki });
  await expectFault("identity-mismatch", () => one.verify(bundle, {}, { ...any, keys: keys.slice(0, 1) }));
});
