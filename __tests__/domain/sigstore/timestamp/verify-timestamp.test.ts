import { describe, expect, test } from "vitest";
import { knownTokens } from "../../../../src/domain/sigstore/timestamp/known-tokens.ts";
import { verifyTimestamp } from "../../../../src/domain/sigstore/timestamp/verify-timestamp.ts";
import type { AuthorityAnchor } from "../../../../src/domain/sigstore/trust-anchors.ts";
import { readX509Certificate } from "../../../../src/domain/x509/x509-certificate.ts";
import {
  boolean,
  generalizedTime,
  implicit,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  set,
} from "../../../../src/kernel/der-writer.ts";
import type { FaultCode } from "../../../../src/kernel/fault-codes.ts";
import { createSigningKey } from "../../../../src/services/local/signing-key.ts";
import { PLATFORMS } from "../../../crypto/both-platforms.ts";
import { expectFault } from "../../../expect-fault.ts";
import {
  type CertificateEdits,
  SIGNED_AT,
  type TestCertificate,
  testRoot,
  withExtension,
  withoutExtension,
} from "../../../signing/test-certificates.ts";
import {
  attribute,
  certificateId,
  infoExtension,
  sha256,
  type TimestampEdits,
  testStamper,
  testTimestamp,
} from "../../../signing/test-timestamps.ts";

const SIGNATURE = Buffer.from("a signature");
const PURPOSES = "2.5.29.37";
const SHA512 = sequence(oid("2.16.840.1.101.3.4.2.3"));

const issuer = testRoot();
const honest = testStamper(issuer);

function anchor(stamper: TestCertificate, since = 0): AuthorityAnchor {
  const certificates = [stamper, issuer].map((one) => ({
    der: one.der,
    subject: one.name,
    issuer: issuer.name,
    serial: readX509Certificate(one.der).serial,
    read: () => readX509Certificate(one.der),
  }));
  return { certificates, validFor: { start: new Date(since * 1000), end: undefined } };
}

describe.each(PLATFORMS)("%s", (_, crypto) => {
  const verify = async (response: Uint8Array, authority = anchor(honest), bytes: Uint8Array = SIGNATURE) => {
    for (const { token } of knownTokens([response], [authority])) {
      await verifyTimestamp(token, { bytes, authority }, crypto);
    }
  };
  const stamped = (edits: TimestampEdits = {}, stamper = honest) =>
    testTimestamp(SIGNATURE, { stamper, issuer }, edits);

  test.each<[string, TimestampEdits]>([
    ["as an authority makes it", {}],
    ["granted with modifications", { status: sequence(integer(1)) }],
    ["with everything that is optional", { info: (own) => [...own, sequence(), boolean(false), integer(9)] }],
    ["with an extension that is not critical", { info: (own) => [...own, infoExtension(false)] }],
    ["with a fraction of a second", { info: (own) => own.with(4, generalizedTime(SIGNED_AT + 0.25)) }],
    ["that embeds its certificate", { further: [implicit(0, set(honest.der))] }],
    ["with an attribute that is not known", { attributes: (own) => [...own, attribute("1.2.3.4", nullValue())] }],
  ])("a response verifies %s", async (_, edits) => {
    await verify(stamped(edits));
  });

  test.each<[string, FaultCode, TimestampEdits]>([
    ["an authority that refused (F10)", "timestamp-invalid", { status: sequence(integer(2)) }],
    ["another content than signed data", "timestamp-invalid", { tokenType: oid("1.2.840.113549.1.7.1") }],
    ["a content that is about no time", "timestamp-invalid", { contentType: oid("1.2.840.113549.1.7.1") }],
    ["two signers (RFC 3161 §2.4.2)", "timestamp-invalid", { signers: 2 }],
    ["no signer", "timestamp-invalid", { signers: 0 }],
    ["a field that is not known", "timestamp-invalid", { further: [implicit(2, nullValue())] }],
    ["version 2 of the statement", "timestamp-invalid", { info: (own) => own.with(0, integer(2)) }],
    ["a critical extension (§2.4.2)", "timestamp-invalid", { info: (own) => [...own, infoExtension(true)] }],
    ["a field twice", "timestamp-invalid", { info: (own) => [...own, integer(1), integer(2)] }],
    ["fields out of their order", "timestamp-invalid", { info: (own) => [...own, integer(1), sequence()] }],
    [
      "the hash of another signature (messageImprint)",
      "timestamp-imprint",
      { info: (own) => own.with(2, imprint(sha256(Buffer.from("another")))) },
    ],
    ["a hash that is not of its algorithm", "timestamp-imprint", { info: (own) => own.with(2, imprint(Buffer.of(1))) }],
    [
      "SHA-1",
      "timestamp-imprint",
      { info: (own) => own.with(2, sequence(sequence(oid("1.3.14.3.2.26")), octetString(Buffer.alloc(20)))) },
    ],
    ["an attribute twice (RFC 5652 §11)", "timestamp-attributes", { attributes: (own) => [...own, own[0]!] }],
    [
      "an attribute of two values",
      "timestamp-attributes",
      { attributes: (own) => own.with(0, attribute("1.2.840.113549.1.9.3", integer(1), integer(2))) },
    ],
    ["an attribute without a value", "timestamp-attributes", { attributes: (own) => [...own, attribute("1.2.3.4")] }],
    ["no content type (§11.1)", "timestamp-content-type", { attributes: (own) => own.slice(1) }],
    [
      "another content type",
      "timestamp-content-type",
      { attributes: (own) => own.with(0, attribute("1.2.840.113549.1.9.3", oid("1.2.840.113549.1.7.1"))) },
    ],
    ["no signed attributes at all (§5.3)", "timestamp-content-type", { withoutAttributes: true }],
    ["no message digest (§11.2)", "timestamp-digest", { attributes: ([type, , id]) => [type!, id!] }],
    [
      "the digest of another statement (§5.4)",
      "timestamp-digest",
      { shownInfo: (own) => own.with(4, generalizedTime(SIGNED_AT + 1)) },
    ],
    ["a digest of another algorithm", "timestamp-digest", { digestAlgorithm: SHA512 }],
    ["no certificate identifier (RFC 5816)", "timestamp-certificate-id", { attributes: (own) => own.slice(0, 2) }],
    [
      "the identifier of another certificate",
      "timestamp-certificate-id",
      { attributes: (own) => own.with(2, certificateId(issuer.der)) },
    ],
    [
      "the old identifier of SHA-1",
      "timestamp-certificate-id",
      {
        attributes: (own) =>
          own.with(
            2,
            attribute("1.2.840.113549.1.9.16.2.12", sequence(sequence(sequence(octetString(Buffer.alloc(20)))))),
          ),
      },
    ],
    ["a signature of another key", "timestamp-signature", { signedBy: createSigningKey() }],
    [
      "a signature by another algorithm",
      "timestamp-signature",
      { signatureAlgorithm: sequence(oid("1.2.840.10045.4.3.4")) },
    ],
    [
      "an algorithm of another kind of key",
      "timestamp-signature",
      { signatureAlgorithm: sequence(oid("1.2.840.113549.1.1.11"), nullValue()) },
    ],
  ])("refuses %s", async (_, code, edits) => {
    await expectFault(code, () => verify(stamped(edits)));
  });

  test.each<[string, FaultCode, CertificateEdits]>([
    ["names no purpose (RFC 3161 §2.3)", "certificate-purpose", { extensions: withoutExtension(PURPOSES) }],
    [
      "is for timestamps, and not critically so",
      "certificate-purpose",
      { extensions: withExtension(PURPOSES, sequence(oid("1.3.6.1.5.5.7.3.8"))) },
    ],
    [
      "is for code as well",
      "certificate-purpose",
      {
        extensions: withExtension(PURPOSES, sequence(oid("1.3.6.1.5.5.7.3.8"), oid("1.3.6.1.5.5.7.3.3")), "critical"),
      },
    ],
    [
      "has a key for encryption",
      "certificate-key-usage",
      { extensions: withExtension("2.5.29.15", Buffer.of(3, 2, 5, 0x20), "critical") },
    ],
    [
      "was not valid then",
      "certificate-expired",
      { validity: sequence(generalizedTime(SIGNED_AT + 1), generalizedTime(SIGNED_AT + 9)) },
    ],
    ["is not of the root above it", "certificate-signature", { signedBy: createSigningKey() }],
  ])("refuses an authority whose certificate %s", async (_, code, edits) => {
    const stamper = testStamper(issuer, edits);
    await expectFault(code, () => verify(stamped({}, stamper), anchor(stamper)));
  });

  test("an authority that the root does not know is told from one that it knows at another time", async () => {
    const stranger = testStamper(issuer, { serial: integer(0x4712) });
    await expectFault("timestamp-authority-unknown", () => verify(stamped({}, stranger)));
    await expectFault("signed-time-missing", () => verify(stamped(), anchor(honest, SIGNED_AT + 1)));
  });

  test("a stranger beside a known authority counts for nothing", async () => {
    const stranger = stamped({}, testStamper(issuer, { serial: integer(0x4712) }));
    expect(knownTokens([stranger, stamped()], [anchor(honest)])).toHaveLength(1);
  });

  test("one authority says one time once", async () => {
    const [first, second] = [stamped(), stamped({ info: (own) => own.with(3, integer(78)) })];
    await expectFault("timestamp-invalid", () => knownTokens([first, first], [anchor(honest)]));
    await expectFault("timestamp-invalid", () => knownTokens([first, second], [anchor(honest)]));
  });

  test("what is embedded is DER, too, although nobody reads it", async () => {
    for (const bytes of [Buffer.of(0x30, 0x81, 0x01, 0x00), Buffer.of(0x20, 0), Buffer.of(0x24, 0)]) {
      await expectFault("der-malformed", () => verify(stamped({ further: [implicit(0, set(sequence(bytes)))] })));
    }
  });
});

function imprint(hash: Uint8Array): Uint8Array {
  return sequence(sequence(oid("2.16.840.1.101.3.4.2.1")), octetString(hash));
}
