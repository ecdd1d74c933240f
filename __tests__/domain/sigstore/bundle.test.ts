import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { expectFault } from "../../expect-fault.ts";

const DIGEST = Buffer.alloc(32, 7).toString("base64");
const VALID = {
  mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
  verificationMaterial: {
    certificate: { rawBytes: "AQID" },
    tlogEntries: [],
    timestampVerificationData: { rfc3161Timestamps: [] },
  },
  messageSignature: { messageDigest: { algorithm: "SHA2_256", digest: DIGEST }, signature: "AQID" },
};

const bytes = (value: unknown): Uint8Array => Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
const material = (changes: object) => ({
  ...VALID,
  verificationMaterial: { ...VALID.verificationMaterial, ...changes },
});
const text = JSON.stringify(VALID);

test("parses what it says", () => {
  expect(parseBundle(bytes(VALID))).toMatchObject({
    version: "0.3",
    content: { kind: "message", digest: { algorithm: "sha256", hex: "07".repeat(32) } },
    material: { kind: "certificate" },
  });
});

test("null stands for an absent field, and numbers may be texts", () => {
  const bundle = material({ timestampVerificationData: null });
  expect(parseBundle(bytes({ ...bundle, dsseEnvelope: null })).timestamps).toEqual([]);
});

describe("refuses", () => {
  const cases: readonly [string, FaultCode, unknown][] = [
    ["a key twice (J01)", "json-malformed", text.replace("{", '{"mediaType":"x",')],
    ["a prototype key (J02)", "json-malformed", text.replace("{", '{"__proto__":{},')],
    ["invalid UTF-8 (J03)", "json-malformed", Buffer.concat([bytes(VALID), Buffer.from([0xff])])],
    ["a byte order mark (J04)", "json-malformed", `\ufeff${text}`],
    ["two documents (J05)", "json-malformed", text + text],
    ["200,000 nested arrays (J06)", "json-too-large", "[".repeat(200_000)],
    [
      "an index beyond 2^53 as a number (J07)",
      "json-malformed",
      text.replace('"tlogEntries":[]', '"tlogEntries":[{"logIndex":9007199254740993}]'),
    ],
    [
      "an index beyond 2^63 (J07)",
      "bundle-malformed",
      material({ tlogEntries: [entry({ logIndex: "9223372036854775808" })] }),
    ],
    ["an index with a fraction (J08)", "bundle-malformed", material({ tlogEntries: [entry({ logIndex: 1.5 })] })],
    ["a lone surrogate (J09)", "json-malformed", text.replace("0.3", "\\ud800")],
    ["17 MiB (J10)", "json-too-large", text + " ".repeat(17 << 20)],
    ["null (J11)", "json-malformed", null],
    ["an array (J11)", "json-malformed", []],
    ["a comment (J12)", "json-malformed", `${text}// x`],
    ["an unknown field (J14)", "bundle-malformed", { ...VALID, extra: 1 }],
    ["an unknown field that every object has (J14)", "bundle-malformed", { ...VALID, toString: 1 }],
    [
      "a list where an object could be empty",
      "bundle-malformed",
      { ...VALID, verificationMaterial: { ...VALID.verificationMaterial, timestampVerificationData: [] } },
    ],
    [
      "an unknown field deep inside (J14)",
      "bundle-malformed",
      material({ certificate: { rawBytes: "AQID", pem: "" } }),
    ],
    [
      "base64 with a newline (J15)",
      "base64-malformed",
      { ...VALID, messageSignature: { ...VALID.messageSignature, signature: "AQ\nID" } },
    ],
    [
      "base64 without padding (J15)",
      "base64-malformed",
      { ...VALID, messageSignature: { ...VALID.messageSignature, signature: "AQI" } },
    ],
    [
      "base64 of URLs (J15)",
      "base64-malformed",
      { ...VALID, messageSignature: { ...VALID.messageSignature, signature: "-_-_" } },
    ],
    [
      "base64 with trailing bits (J15)",
      "base64-malformed",
      { ...VALID, messageSignature: { ...VALID.messageSignature, signature: "AR==" } },
    ],
    [
      "an unknown media type (B35)",
      "bundle-malformed",
      { ...VALID, mediaType: "application/vnd.dev.sigstore.bundle.v0.4+json" },
    ],
    [
      "a chain in v0.3 (B34)",
      "bundle-malformed",
      material({ certificate: undefined, x509CertificateChain: { certificates: [{ rawBytes: "AQID" }] } }),
    ],
    [
      "v0.1 without a promise (B34)",
      "bundle-malformed",
      {
        ...material({
          certificate: undefined,
          x509CertificateChain: { certificates: [{ rawBytes: "AQID" }] },
          tlogEntries: [entry({})],
        }),
        mediaType: "application/vnd.dev.sigstore.bundle+json;version=0.1",
      },
    ],
    ["an entry without proof (B34)", "bundle-malformed", material({ tlogEntries: [entry({})] })],
    ["a key and a certificate (B36)", "bundle-malformed", material({ publicKey: { hint: "" } })],
    ["neither key nor certificate (B36)", "bundle-malformed", material({ certificate: undefined })],
    [
      "two contents (B36)",
      "bundle-malformed",
      { ...VALID, dsseEnvelope: { payload: "AQID", payloadType: "x", signatures: [{ sig: "AQID" }] } },
    ],
    ["no content (B36)", "bundle-malformed", { ...VALID, messageSignature: undefined }],
    [
      "a digest of another length than its label (B32)",
      "bundle-malformed",
      { ...VALID, messageSignature: { signature: "AQID", messageDigest: { algorithm: "SHA2_512", digest: DIGEST } } },
    ],
    [
      "33 timestamps (B31)",
      "bundle-malformed",
      material({ timestampVerificationData: { rfc3161Timestamps: Array(33).fill({ signedTimestamp: "AQID" }) } }),
    ],
  ];
  test.each(cases)("%s", async (_, code, document) => {
    await expectFault(code, () => parseBundle(document instanceof Uint8Array ? document : bytes(document)));
  });
});

test("nothing but a fault comes of any bytes or any JSON", () => {
  const any = fc.oneof(
    fc.uint8Array(),
    fc.json().map((json) => new Uint8Array(bytes(json))),
  );
  fc.assert(
    fc.property(any, (input) => {
      try {
        parseBundle(input);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    }),
  );
});

function entry(changes: object): object {
  return {
    logIndex: "0",
    logId: { keyId: "AQID" },
    kindVersion: { kind: "dsse", version: "0.0.1" },
    integratedTime: "1",
    canonicalizedBody: "AQID",
    ...changes,
  };
}
