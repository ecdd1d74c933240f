import { expect, test } from "vitest";
import { algorithmOf } from "../../../../src/domain/notary/envelope/algorithms.ts";
import { type EnvelopeToSign, unsignedEnvelope } from "../../../../src/domain/notary/envelope/sign-envelope.ts";
import { CborTag, parseCbor } from "../../../../src/kernel/cbor.ts";

const PAYLOAD = Buffer.from("payload");
const PARTS = {
  signature: Uint8Array.of(0xfb, 0xff),
  certificates: [Uint8Array.of(0xfb, 0xff), Uint8Array.of(2)],
  agent: "test/1",
};
const STAMP = Uint8Array.of(0xff, 0xfe);
const SCHEME = "io.cncf.notary.signingScheme";
const TIME = "io.cncf.notary.signingTime";
const EXPIRY = "io.cncf.notary.expiry";
const AGENT = "io.cncf.notary.signingAgent";
const TIMESTAMP = "io.cncf.notary.timestampSignature";
const TYPE = "application/vnd.cncf.notary.payload.v1+json";

const envelope = (format: EnvelopeToSign["format"], expiry?: number) =>
  unsignedEnvelope({
    ...{ format, payload: PAYLOAD, signingTime: 1_790_000_000, expiry },
    algorithm: algorithmOf({ kind: "ec", curve: "P-256" } as never),
  });

test.each<[string, number | undefined, Uint8Array | undefined, string, object]>([
  [
    "with all that it may have",
    1_790_000_060,
    STAMP,
    `{"alg":"ES256","crit":["${SCHEME}","${EXPIRY}"],"cty":"${TYPE}","${EXPIRY}":"2026-09-21T14:14:20Z","${SCHEME}":"notary.x509","${TIME}":"2026-09-21T14:13:20Z"}`,
    { [TIMESTAMP]: "//4=", x5c: ["+/8=", "Ag=="], [AGENT]: "test/1" },
  ],
  [
    "with what it must have",
    undefined,
    undefined,
    `{"alg":"ES256","crit":["${SCHEME}"],"cty":"${TYPE}","${SCHEME}":"notary.x509","${TIME}":"2026-09-21T14:13:20Z"}`,
    { x5c: ["+/8=", "Ag=="], [AGENT]: "test/1" },
  ],
])("a JWS is written %s", (_, expiry, timestamp, headers, header) => {
  const { signed, complete } = envelope("jws", expiry);
  const [protectedText, payload] = [headers, PAYLOAD].map((one) => Buffer.from(one).toString("base64url"));
  expect(Buffer.from(signed).toString()).toBe(`${protectedText}.${payload}`);
  const document = { payload, protected: protectedText, header, signature: "-_8" };
  expect(Buffer.from(complete({ ...PARTS, timestamp })).toString()).toBe(JSON.stringify(document));
});

test.each<[string, number | undefined, Uint8Array | undefined]>([
  ["with all that it may have", 1_790_000_060, STAMP],
  ["with what it must have", undefined, undefined],
])("a COSE_Sign1 is written %s", (_, expiry, timestamp) => {
  const { signed, complete } = envelope("cose", expiry);
  const written = parseCbor(complete({ ...PARTS, timestamp }));
  if (!(written instanceof CborTag)) throw new Error("it has no tag");
  const [headers, unsigned, payload, signature] = written.value as [Uint8Array, Map<unknown, unknown>, never, never];
  expect(written.tag).toBe(18);
  expect(parseCbor(signed)).toEqual(["Signature1", headers, new Uint8Array(0), new Uint8Array(PAYLOAD)]);
  expect(parseCbor(headers)).toEqual(
    new Map<unknown, unknown>([
      [1, -7],
      [2, [SCHEME, ...(expiry === undefined ? [] : [EXPIRY])]],
      [3, TYPE],
      [SCHEME, "notary.x509"],
      [TIME, new CborTag(1, 1_790_000_000)],
      ...(expiry === undefined ? [] : [[EXPIRY, new CborTag(1, expiry)] as const]),
    ]),
  );
  expect(unsigned).toEqual(
    new Map<unknown, unknown>([
      [33, PARTS.certificates],
      [AGENT, "test/1"],
      ...(timestamp === undefined ? [] : [[TIMESTAMP, timestamp] as const]),
    ]),
  );
  expect([payload, signature]).toEqual([new Uint8Array(PAYLOAD), PARTS.signature]);
});
