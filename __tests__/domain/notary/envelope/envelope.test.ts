import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readEnvelope } from "../../../../src/domain/notary/envelope/read-envelope.ts";
import { verifyIntegrity } from "../../../../src/domain/notary/verify-integrity.ts";
import { CborTag, type CborValue, formatCbor, parseCbor } from "../../../../src/kernel/cbor.ts";
import type { FaultCode } from "../../../../src/kernel/fault-codes.ts";
import { corpus } from "../../../corpus.ts";
import { PLATFORMS } from "../../../crypto/both-platforms.ts";
import { expectFault } from "../../../expect-fault.ts";
import { KEY_SPECS, NOW, notarySign, testChain, testEnvelope, testKey } from "../../../signing/test-notary.ts";

type Json = Record<string, unknown>;
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const decode = (text: string): Json => JSON.parse(Buffer.from(text, "base64url").toString());

/** A JWS with other protected headers, or other members, under a signature that is right for them. */
function jws(edit: (headers: Json) => Json, members: (own: Json) => Json = (own) => own): Uint8Array {
  const own = JSON.parse(Buffer.from(testEnvelope()).toString());
  const headers = encode(edit(decode(own.protected)));
  const signature = notarySign(testKey("EC-256"), Buffer.from(`${headers}.${own.payload}`));
  return Buffer.from(
    JSON.stringify(members({ ...own, protected: headers, signature: Buffer.from(signature).toString("base64url") })),
  );
}

type Headers = Map<number | string, CborValue>;
interface CoseParts {
  readonly headers: Headers;
  readonly unsigned: Headers;
}

function cose(edit: (parts: CoseParts) => void): Uint8Array {
  const message = parseCbor(testEnvelope({ format: "cose" })) as CborTag;
  const [headerBytes, unsigned, payload] = message.value as [Uint8Array, Headers, Uint8Array];
  const headers = parseCbor(headerBytes) as Headers;
  edit({ headers, unsigned });
  const protectedBytes = formatCbor(headers);
  const signed = formatCbor(["Signature1", protectedBytes, new Uint8Array(0), payload]);
  return formatCbor(new CborTag(18, [protectedBytes, unsigned, payload, notarySign(testKey("EC-256"), signed)]));
}

const SCHEME = "io.cncf.notary.signingScheme";
const TIME = "io.cncf.notary.signingTime";
const AUTHENTIC = "io.cncf.notary.authenticSigningTime";
const EXPIRY = "io.cncf.notary.expiry";

describe.each(PLATFORMS)("%s", (_, crypto) => {
  describe.each(["jws", "cose"] as const)("%s", (format) => {
    test.each(KEY_SPECS)("an envelope of %s holds", async (spec) => {
      const bytes = testEnvelope({ format, key: testKey(spec), expiry: NOW / 1000 + 60 });
      const envelope = readEnvelope(bytes, format);
      expect(envelope).toMatchObject({
        format,
        scheme: "notary.x509",
        signingTime: NOW,
        expiry: NOW + 60_000,
        agent: "test",
      });
      expect(await verifyIntegrity(envelope, crypto)).toHaveLength(3);
    });

    test.each(KEY_SPECS)("refuses a signature of %s that is another", async (spec) => {
      const envelope = readEnvelope(testEnvelope({ format, key: testKey(spec) }), format);
      const signature = Uint8Array.from(envelope.signature);
      signature[3]! ^= 1;
      await expectFault("signature-invalid", () => verifyIntegrity({ ...envelope, signature }, crypto));
      await expectFault("signature-invalid", () =>
        verifyIntegrity({ ...envelope, signature: envelope.signature.subarray(1) }, crypto),
      );
    });
  });

  const beside = corpus("notary");
  test.skipIf(beside === undefined)("verdicts over the envelopes of the reference are its own", async () => {
    const root = beside ?? "";
    const lines = readFileSync(join(root, "expected.tsv"), "utf8").trim().split("\n").slice(1);
    const verdicts = await Promise.all(
      lines
        .map(async (line) => {
          const [file = "", format = ""] = line.split("\t");
          expect(existsSync(join(root, file))).toBe(true);
          return verifyIntegrity(
            readEnvelope(new Uint8Array(readFileSync(join(root, file))), format as "jws"),
            crypto,
          ).then(
            () => `${file}\t${format}\tOK`,
            () => `${file}\t${format}\tVERIFY-FAIL`,
          );
        })
        .map((one) => one.catch((error) => error.code)),
    );
    const malformed = verdicts.filter((one) => one === "notary-malformed").length;
    expect([verdicts.length, malformed]).toEqual([
      lines.length,
      lines.filter((line) => line.endsWith("VERIFY-FAIL")).length,
    ]);
    expect(verdicts.filter((one) => one !== "notary-malformed")).toEqual(lines.filter((line) => line.endsWith("OK")));
  });

  test.each<[string, FaultCode, () => Uint8Array]>([
    ["no JSON", "notary-malformed", () => Buffer.from("jws")],
    [
      "a key twice",
      "notary-malformed",
      () => Buffer.from(Buffer.from(testEnvelope()).toString().replace("{", '{"payload":"",')),
    ],
    [
      "a payload that is not canonical base64url",
      "notary-malformed",
      () =>
        jws(
          (own) => own,
          (own) => ({ ...own, payload: `${own["payload"]}=` }),
        ),
    ],
    [
      "a certificate in base64url",
      "notary-malformed",
      () =>
        jws(
          (own) => own,
          (own) => ({ ...own, header: { x5c: ["_-=="] } }),
        ),
    ],
    [
      "no signature",
      "notary-malformed",
      () =>
        jws(
          (own) => own,
          ({ signature: _, ...own }) => own,
        ),
    ],
    [
      "an empty signature",
      "notary-malformed",
      () =>
        jws(
          (own) => own,
          (own) => ({ ...own, signature: "" }),
        ),
    ],
    [
      "an empty payload",
      "notary-malformed",
      () =>
        jws(
          (own) => own,
          (own) => ({ ...own, payload: "" }),
        ),
    ],
    [
      "no certificate",
      "notary-malformed",
      () =>
        jws(
          (own) => own,
          (own) => ({ ...own, header: {} }),
        ),
    ],
    [
      "more certificates than a chain has",
      "notary-malformed",
      () => testEnvelope({ chain: [...testChain(), ...Array(14).fill(testChain()[2])] }),
    ],
    ["no algorithm", "notary-malformed", () => jws(({ alg: _, ...own }) => own)],
    ["no content type", "notary-malformed", () => jws(({ cty: _, ...own }) => own)],
    ["another content type", "notary-malformed", () => jws((own) => ({ ...own, cty: "application/json" }))],
    ["no scheme", "notary-malformed", () => jws(({ [SCHEME]: _, ...own }) => own)],
    ["another scheme", "notary-malformed", () => jws((own) => ({ ...own, [SCHEME]: "notary.x509.other" }))],
    ["no signing time", "notary-malformed", () => jws(({ [TIME]: _, ...own }) => own)],
    [
      "a signing time that is not one",
      "notary-malformed",
      () => jws((own) => ({ ...own, [TIME]: "2026-02-30T00:00:00Z" })),
    ],
    [
      "a signing time in a month that no calendar has",
      "notary-malformed",
      () => jws((own) => ({ ...own, [TIME]: "2026-13-01T00:00:00Z" })),
    ],
    ["a signing time in seconds", "notary-malformed", () => jws((own) => ({ ...own, [TIME]: 7 }))],
    ["the time of the other scheme", "notary-malformed", () => jws((own) => ({ ...own, [AUTHENTIC]: own[TIME] }))],
    [
      "an expiry before the signing time",
      "notary-malformed",
      () => jws((own) => ({ ...own, [EXPIRY]: "2020-01-01T00:00:00Z", crit: [SCHEME, EXPIRY] })),
    ],
    [
      "an expiry that is not critical",
      "notary-critical",
      () => jws((own) => ({ ...own, [EXPIRY]: "2099-01-01T00:00:00Z" })),
    ],
    [
      "an authentic time that is not critical",
      "notary-critical",
      () =>
        jws(({ [TIME]: time, ...own }) => ({ ...own, [SCHEME]: "notary.x509.signingAuthority", [AUTHENTIC]: time })),
    ],
    ["no critical attributes", "notary-critical", () => jws(({ crit: _, ...own }) => own)],
    ["an empty list of critical attributes", "notary-critical", () => jws((own) => ({ ...own, crit: [] }))],
    ["critical attributes that are not a list", "notary-critical", () => jws((own) => ({ ...own, crit: SCHEME }))],
    [
      "a critical attribute that has no text",
      "notary-critical",
      () => jws((own) => ({ ...own, crit: [{ toString: 1 }] })),
    ],
    [
      "a critical attribute and an object",
      "notary-critical",
      () => jws((own) => ({ ...own, crit: [SCHEME, { toString: 1 }] })),
    ],
    ["a critical attribute twice", "notary-critical", () => jws((own) => ({ ...own, crit: [SCHEME, SCHEME] }))],
    [
      "a critical attribute that is not there",
      "notary-critical",
      () => jws((own) => ({ ...own, crit: [SCHEME, "other"] })),
    ],
    [
      "the algorithm as a critical attribute",
      "notary-critical",
      () => jws((own) => ({ ...own, crit: [SCHEME, "alg"] })),
    ],
    [
      "the signing time as a critical attribute",
      "notary-critical",
      () => jws((own) => ({ ...own, crit: [SCHEME, TIME] })),
    ],
    ["another algorithm than the key's", "notary-algorithm", () => jws((own) => ({ ...own, alg: "ES384" }))],
    ["no algorithm but `none`", "notary-algorithm", () => jws((own) => ({ ...own, alg: "none" }))],
  ])("a JWS with %s is refused: %s", async (__, code, make) => {
    await expectFault(code, () => verifyIntegrity(readEnvelope(make(), "jws"), crypto));
  });

  test.each<[string, FaultCode, () => Uint8Array]>([
    [
      "without its tag",
      "notary-malformed",
      () => formatCbor((parseCbor(testEnvelope({ format: "cose" })) as CborTag).value),
    ],
    [
      "of another tag",
      "notary-malformed",
      () => formatCbor(new CborTag(98, (parseCbor(testEnvelope({ format: "cose" })) as CborTag).value)),
    ],
    [
      "with a fifth part",
      "notary-malformed",
      () =>
        formatCbor(
          new CborTag(18, [...((parseCbor(testEnvelope({ format: "cose" })) as CborTag).value as CborValue[]), 1]),
        ),
    ],
    [
      "of indefinite length",
      "cbor-malformed",
      () => Buffer.concat([Buffer.of(0xd2, 0x9f), testEnvelope({ format: "cose" }).subarray(2), Buffer.of(0xff)]),
    ],
    [
      "with something behind it",
      "cbor-malformed",
      () => Buffer.concat([testEnvelope({ format: "cose" }), Buffer.of(0)]),
    ],
    ["whose algorithm is a text", "notary-malformed", () => cose(({ headers }) => headers.set(1, "ES256"))],
    ["of another algorithm than the key's", "notary-algorithm", () => cose(({ headers }) => headers.set(1, -35))],
    ["whose critical headers are not signed", "notary-malformed", () => cose(({ unsigned }) => unsigned.set(2, ["x"]))],
    ["with a header in both maps", "notary-malformed", () => cose(({ unsigned }) => unsigned.set(3, "x"))],
    [
      "whose certificate is not in a list",
      "notary-malformed",
      () => cose(({ unsigned }) => unsigned.set(33, testChain()[0])),
    ],
    ["whose certificates are texts", "notary-malformed", () => cose(({ unsigned }) => unsigned.set(33, ["a"]))],
    [
      "whose time stamp is a text",
      "notary-malformed",
      () => cose(({ unsigned }) => unsigned.set("io.cncf.notary.timestampSignature", "a")),
    ],
    ["whose time has no tag", "notary-malformed", () => cose(({ headers }) => headers.set(TIME, 7))],
    [
      "whose time has the tag of a text",
      "notary-malformed",
      () => cose(({ headers }) => headers.set(TIME, new CborTag(0, "2026-01-01T00:00:00Z"))),
    ],
    ["whose content type is a number", "notary-malformed", () => cose(({ headers }) => headers.set(3, 7))],
    [
      "with a critical header that is not there",
      "notary-critical",
      () => cose(({ headers }) => headers.set(2, [SCHEME, 99])),
    ],
  ])("a COSE_Sign1 %s is refused: %s", async (__, code, make) => {
    await expectFault(code, () => verifyIntegrity(readEnvelope(make(), "cose"), crypto));
  });
});

test("a time may have a fraction and an offset, as the reference reads it", () => {
  const bytes = jws((own) => ({ ...own, [TIME]: "2026-09-21T15:33:20.5+02:00" }));
  expect(readEnvelope(bytes, "jws").signingTime).toBe(Date.parse("2026-09-21T13:33:20.500Z"));
});

test("attributes that nobody knows are kept, with whether they are critical", () => {
  const bytes = jws((own) => ({ ...own, crit: [SCHEME, "a"], a: 1, b: "2" }));
  expect(readEnvelope(bytes, "jws").extended).toEqual([
    { name: "a", value: 1, isCritical: true },
    { name: "b", value: "2", isCritical: false },
  ]);
});
