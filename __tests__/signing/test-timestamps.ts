import { createHash } from "node:crypto";
import {
  boolean,
  explicit,
  generalizedTime,
  implicit,
  integer,
  octetString,
  oid,
  sequence,
  set,
} from "../../src/kernel/der-writer.ts";
import { ECDSA_SHA256 } from "../../src/services/local/certificate.ts";
import { FOR_TIME_STAMPING, leafExtensions } from "../../src/services/local/certificate-extensions.ts";
import type { SigningKey } from "../../src/services/local/signing-key.ts";
import { createSigningKey } from "../../src/services/local/signing-key.ts";
import { type CertificateEdits, SIGNED_AT, type TestCertificate, testCertificate } from "./test-certificates.ts";

const TST_INFO = "1.2.840.113549.1.9.16.1.4";
const SHA256 = sequence(oid("2.16.840.1.101.3.4.2.1"));

/** A certificate for timestamps alone. */
export function testStamper(issuer: TestCertificate, edits: CertificateEdits = {}): TestCertificate {
  const key = edits.key ?? createSigningKey();
  const own = leafExtensions(key.id, issuer.key, { oid: FOR_TIME_STAMPING, critical: "critical" });
  return testCertificate(own, issuer, { ...edits, key });
}

/** What is other than in an honest response. Fields are DER. */
export interface TimestampEdits {
  readonly status?: Uint8Array;
  readonly tokenType?: Uint8Array;
  readonly contentType?: Uint8Array;
  /** The fields of the TSTInfo. */
  readonly info?: (own: readonly Uint8Array[]) => readonly Uint8Array[];
  /** The TSTInfo that is put into the response after another was signed. */
  readonly shownInfo?: (own: readonly Uint8Array[]) => readonly Uint8Array[];
  readonly attributes?: (own: readonly Uint8Array[]) => readonly Uint8Array[];
  readonly digestAlgorithm?: Uint8Array;
  readonly signatureAlgorithm?: Uint8Array;
  readonly signedBy?: SigningKey;
  /** How often the signer is there. */
  readonly signers?: number;
  /** Between the content and the signers. */
  readonly further?: readonly Uint8Array[];
  readonly withoutAttributes?: true;
}

/** A TimeStampResp (RFC 3161 §2.4.2) over the bytes, any part of which a test can make wrong. */
export function testTimestamp(
  bytes: Uint8Array,
  { stamper, issuer }: { readonly stamper: TestCertificate; readonly issuer: TestCertificate },
  edits: TimestampEdits = {},
): Uint8Array {
  const fields = [
    integer(1),
    oid("1.2.3.4"),
    sequence(SHA256, octetString(sha256(bytes))),
    integer(77),
    generalizedTime(SIGNED_AT),
  ];
  const info = sequence(...(edits.info?.(fields) ?? fields));
  const shown = edits.shownInfo === undefined ? info : sequence(...edits.shownInfo(fields));
  const own = [
    attribute("1.2.840.113549.1.9.3", oid(TST_INFO)),
    attribute("1.2.840.113549.1.9.4", octetString(sha256(info))),
    certificateId(stamper.der),
  ];
  const attributes = set(...(edits.attributes?.(own) ?? own));
  const signer = sequence(
    integer(1),
    sequence(issuer.name, stamper.serial),
    edits.digestAlgorithm ?? SHA256,
    ...(edits.withoutAttributes ? [] : [implicit(0, attributes)]),
    edits.signatureAlgorithm ?? ECDSA_SHA256,
    octetString((edits.signedBy ?? stamper.key).sign(edits.withoutAttributes ? info : attributes)),
  );
  const signedData = sequence(
    integer(3),
    set(SHA256),
    sequence(edits.contentType ?? oid(TST_INFO), explicit(0, octetString(shown))),
    ...(edits.further ?? []),
    set(...Array.from({ length: edits.signers ?? 1 }, () => signer)),
  );
  const token = sequence(edits.tokenType ?? oid("1.2.840.113549.1.7.2"), explicit(0, signedData));
  return sequence(edits.status ?? sequence(integer(0)), token);
}

export function attribute(type: string, ...values: readonly Uint8Array[]): Uint8Array {
  return sequence(oid(type), set(...values));
}

/** ESSCertIDv2 (RFC 5035 §4) of SHA-256, which is the default and left out. */
export function certificateId(der: Uint8Array): Uint8Array {
  return attribute("1.2.840.113549.1.9.16.2.47", sequence(sequence(sequence(octetString(sha256(der))))));
}

/** An extension of a TSTInfo. */
export function infoExtension(critical: boolean): Uint8Array {
  return implicit(1, sequence(sequence(oid("1.2.3.4"), boolean(critical), octetString(Buffer.of(5, 0)))));
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash("sha256").update(bytes).digest();
}
