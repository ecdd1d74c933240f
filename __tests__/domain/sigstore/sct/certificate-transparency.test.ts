import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readPublicKey } from "../../../../src/crypto/public-key.ts";
import { requireTransparency } from "../../../../src/domain/sigstore/sct/certificate-transparency.ts";
import { precertificateOf } from "../../../../src/domain/sigstore/sct/precertificate.ts";
import { readX509Certificate } from "../../../../src/domain/x509/x509-certificate.ts";
import { DER_TAGS } from "../../../../src/kernel/der.ts";
import { nullValue, octetString } from "../../../../src/kernel/der-writer.ts";
import type { FaultCode } from "../../../../src/kernel/fault-codes.ts";
import { extension } from "../../../../src/services/local/certificate.ts";
import { createCtLog, POISON, sctExtension } from "../../../../src/services/local/ct-log.ts";
import type { SigningKey } from "../../../../src/services/local/signing-key.ts";
import { PLATFORMS } from "../../../crypto/both-platforms.ts";
import { expectFault } from "../../../expect-fault.ts";
import { SIGNED_AT, testIntermediate, testLeaf, testRoot } from "../../../signing/test-certificates.ts";
import { testClock } from "../../../test-clock.ts";

const SCT_LIST = "1.3.6.1.4.1.11129.2.4.2";
const clock = testClock();
const logs = [createCtLog(clock), createCtLog(clock, Buffer.from("extensions"))] as const;
const issuer = testIntermediate(testRoot());
const [serial, key] = [Buffer.of(2, 2, 0x11, 0x22), testLeaf(issuer).key];

/** An honest promise of the log for the leaf below. */
function promiseOf(log: (typeof logs)[number]): Uint8Array {
  const poisoned = testLeaf(issuer, {
    serial,
    key,
    extensions: (own) => [...own, extension(POISON, nullValue(), "critical")],
  });
  return log.addPrecertificate(poisoned.der, issuer.key);
}

function leafWith(timestamps: Uint8Array) {
  return readX509Certificate(testLeaf(issuer, { serial, key, extensions: (own) => [...own, timestamps] }).der);
}

function anchor(key: SigningKey, since = 0) {
  const validFor = { start: new Date(since), end: undefined };
  return { baseUrl: "https://ct.invalid", keyId: key.id, validFor, publicKey: readPublicKey(key.publicKey) };
}

const change = (bytes: Uint8Array, at: number, to: number) => bytes.map((byte, place) => (place === at ? to : byte));
/** Signatures are never the same twice, so the byte must be of this one. */
const flip = (bytes: Uint8Array, at: number) => change(bytes, at, bytes[at]! ^ 1);

describe.each(PLATFORMS)("%s", (_, crypto) => {
  const verify = (timestamps: Uint8Array, known = logs.map(({ key }) => anchor(key)), needed = 1) =>
    requireTransparency(
      { certificate: leafWith(timestamps), issuer: readX509Certificate(issuer.der), logs: known, needed },
      crypto,
    );

  test("promises of one log and of two verify, with extensions and without", async () => {
    for (const chosen of [logs.slice(0, 1), logs.slice(1), logs]) await verify(sctExtension(chosen.map(promiseOf)));
  });

  test("what is not required may be absent", async () => {
    await verify(extension("1.2.3.4", nullValue()), [], 0);
  });

  const one = () => promiseOf(logs[0]);
  test.each<[string, FaultCode, () => Uint8Array]>([
    ["no timestamp", "certificate-transparency", () => extension("1.2.3.4", nullValue())],
    ["an empty list", "certificate-transparency", () => sctExtension([])],
    ["two of one log", "certificate-transparency", () => sctExtension([one(), one()])],
    ["another version (RFC 6962 §3.2)", "certificate-transparency", () => sctExtension([change(one(), 0, 1)])],
    ["another time", "certificate-transparency", () => sctExtension([flip(one(), 40)])],
    ["another hash (§2.1.4)", "certificate-transparency", () => sctExtension([change(one(), 43, 6)])],
    [
      "RSA for a key that is not (RFC 5246 §4.7)",
      "certificate-transparency",
      () => sctExtension([change(one(), 44, 1)]),
    ],
    ["an algorithm that is not known", "certificate-transparency", () => sctExtension([change(one(), 44, 2)])],
    ["another signature", "certificate-transparency", () => sctExtension([flip(one(), 60)])],
    ["a byte too many", "certificate-transparency", () => sctExtension([Buffer.concat([one(), Buffer.of(0)])])],
    ["one that ends too early", "certificate-transparency", () => sctExtension([one().subarray(0, 30)])],
    [
      "bytes after an honest list",
      "certificate-transparency",
      () => listOf(Buffer.concat([tls(tls(one())), Buffer.of(0)])),
    ],
    [
      "an honest list under another tag",
      "certificate-transparency",
      () =>
        extension(SCT_LIST, Buffer.concat([Buffer.of(DER_TAGS.sequence), octetString(tls(tls(one()))).subarray(1)])),
    ],
    ["bytes after the list", "certificate-transparency", () => listOf(Buffer.of(0, 0, 0))],
    ["a list that is not in an octet string", "certificate-transparency", () => extension(SCT_LIST, nullValue())],
    ["a promise for another certificate", "certificate-transparency", () => sctExtension([promiseForAnother()])],
    ["a good promise beside a bad one", "certificate-transparency", () => sctExtension([one(), badOne()])],
    ["a log that is not known", "certificate-log-unknown", () => sctExtension([promiseOf(createCtLog(clock))])],
    ["a log that is not known beside a known one", "certificate-log-unknown", () => sctExtension([one(), stranger()])],
  ])("refuses %s", async (_, code, timestamps) => {
    const extensions = timestamps();
    await expectFault(code, () => verify(extensions));
  });

  const badOne = () => flip(promiseOf(logs[1]), 70);
  const stranger = () => promiseOf(createCtLog(clock));
  const promiseForAnother = () => {
    const poison = extension(POISON, nullValue(), "critical");
    const another = testLeaf(issuer, { extensions: (own) => [...own, poison] });
    return logs[0].addPrecertificate(another.der, issuer.key);
  };

  test("refuses a log whose key was not valid at the time of the promise", async () => {
    const later = [anchor(logs[0].key, clock.now().getTime() + 1)];
    await expectFault("certificate-transparency", () => verify(sctExtension([one()]), later));
  });

  test("counts the time of a promise to the millisecond", async () => {
    const now = [anchor(logs[0].key, clock.now().getTime())];
    await verify(sctExtension([one()]), now);
  });

  test("verifies a promise by an RSA key, and refuses it under the name of ECDSA", async () => {
    const { known, promise } = promiseByRsa();
    await verify(sctExtension([promise]), [known]);
    await expectFault("certificate-transparency", () => verify(sctExtension([change(promise, 44, 3)]), [known]));
  });

  test("reads lengths of two bytes", async () => {
    const long = createCtLog(clock, Buffer.alloc(300, 1));
    await verify(sctExtension([promiseOf(long)]), [anchor(long.key)]);
  });

  test("reads 16 timestamps, and refuses 17", async () => {
    const many = Array.from({ length: 17 }, () => createCtLog(clock));
    const known = many.map((log) => anchor(log.key));
    const promises = many.map(promiseOf);
    await verify(sctExtension(promises.slice(1)), known);
    await expectFault("certificate-transparency", () => verify(sctExtension(promises), known));
  });

  test.each([
    ["an algorithm that is not known", /not signed with SHA-256 by ECDSA or RSA$/, () => change(one(), 44, 2)],
    ["an end within its signature", /one ends too early$/, () => one().subarray(0, -1)],
  ])("names %s", async (_, message, timestamp) => {
    const fault = await expectFault("certificate-transparency", () => verify(sctExtension([timestamp()])));
    expect(fault.message).toMatch(message);
  });

  test("refuses fewer logs than are required", async () => {
    await expectFault("certificate-transparency", () => verify(sctExtension([one()]), undefined, 2));
  });
});

/** A vector with a length of two bytes (RFC 5246 §4.3). */
function tls(content: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.of(content.length >> 8, content.length & 0xff), content]);
}

/** RFC 6962 §2.1.4: "RSA … with SHA-256", which our own log does not use. */
function promiseByRsa() {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const spki = publicKey.export({ format: "der", type: "spki" });
  const keyId = createHash("sha256").update(spki).digest();
  const tbs = precertificateOf(leafWith(sctExtension([])));
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(clock.now().getTime()));
  const entry = Buffer.concat([issuer.key.id, Buffer.of(0), tls(tbs)]);
  const signed = Buffer.concat([Buffer.of(0, 0), time, Buffer.of(0, 1), entry, tls(Buffer.of())]);
  const promise = Buffer.concat([
    ...[Buffer.of(0), keyId, time, tls(Buffer.of())],
    ...[Buffer.of(4, 1), tls(sign("sha256", signed, privateKey))],
  ]);
  const validFor = { start: new Date(0), end: undefined };
  return { promise, known: { baseUrl: "https://ct.invalid", keyId, validFor, publicKey: readPublicKey(spki) } };
}

function listOf(content: Uint8Array): Uint8Array {
  return extension(SCT_LIST, octetString(content));
}

test("of a certificate without other extensions, none are left for the log (RFC 5280 §4.1)", () => {
  const only = readX509Certificate(testLeaf(issuer, { extensions: () => [listOf(Buffer.of(0, 0))] }).der);
  const bare = readX509Certificate(testLeaf(issuer, { key, extensions: () => [] }).der);
  // An empty list would stand last; the byte 0xa3 alone may also be one of the key.
  expect(Buffer.from(precertificateOf(only)).subarray(-4).toString("hex")).not.toBe("a3023000");
  expect(Buffer.from(precertificateOf(bare))).toEqual(Buffer.from(bare.tbs.raw));
  expect(bare.notBefore).toBe(SIGNED_AT - 600);
});
