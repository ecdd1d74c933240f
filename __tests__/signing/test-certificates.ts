import {
  bitString,
  boolean,
  explicit,
  integer,
  octetString,
  oid,
  sequence,
  utcTime,
} from "../../src/kernel/der-writer.ts";
import { ECDSA_SHA256, extension, formatName } from "../../src/services/local/certificate.ts";
import {
  authorityExtensions,
  FOR_CODE_SIGNING,
  leafExtensions,
  subjectAlternativeName,
} from "../../src/services/local/certificate-extensions.ts";
import { createSigningKey, type SigningKey } from "../../src/services/local/signing-key.ts";

/** Seconds since 1970 in the middle of the validity of every certificate here. */
export const SIGNED_AT = 1_790_000_000;

/** A certificate with the key that it certifies, so that it can issue others. */
export interface TestCertificate {
  readonly der: Uint8Array;
  readonly name: Uint8Array;
  readonly key: SigningKey;
  readonly serial: Uint8Array;
}

/** What is other than in an honest certificate. Fields are DER. */
export interface CertificateEdits {
  readonly name?: Uint8Array;
  readonly key?: SigningKey;
  /** Empty for none. */
  readonly version?: Uint8Array;
  readonly serial?: Uint8Array;
  readonly innerAlgorithm?: Uint8Array;
  readonly outerAlgorithm?: Uint8Array;
  readonly issuerName?: Uint8Array;
  readonly validity?: Uint8Array;
  readonly publicKey?: Uint8Array;
  readonly extensions?: (own: readonly Uint8Array[]) => readonly Uint8Array[];
  /** Put between the key and the extensions. */
  readonly further?: readonly Uint8Array[];
  /** Signs in the issuer's place. */
  readonly signedBy?: SigningKey;
}

/** Everything that a certificate says, so that a test can make any of it wrong. Without an issuer it is self-signed. */
export function testCertificate(
  own: readonly Uint8Array[],
  issuer: Pick<TestCertificate, "name" | "key"> | undefined,
  edits: CertificateEdits = {},
): TestCertificate {
  const { key = createSigningKey(), name = formatName("test", "certificate") } = edits;
  const above = issuer ?? { name, key };
  const extensions = edits.extensions?.(own) ?? own;
  const serial = edits.serial ?? integer(0x4711);
  const tbs = sequence(
    edits.version ?? explicit(0, integer(2)),
    serial,
    edits.innerAlgorithm ?? ECDSA_SHA256,
    edits.issuerName ?? above.name,
    edits.validity ?? sequence(utcTime(SIGNED_AT - 600), utcTime(SIGNED_AT + 600)),
    name,
    edits.publicKey ?? key.publicKey,
    ...(edits.further ?? []),
    ...(extensions.length === 0 ? [] : [explicit(3, sequence(...extensions))]),
  );
  const signature = (edits.signedBy ?? above.key).sign(tbs);
  const der = sequence(tbs, edits.outerAlgorithm ?? ECDSA_SHA256, bitString(signature));
  return { der, name, key, serial };
}

export function testRoot(edits: CertificateEdits = {}): TestCertificate {
  const key = edits.key ?? createSigningKey();
  const name = formatName("test", "root");
  return testCertificate(authorityExtensions(key, key, 2), undefined, { name, ...edits, key });
}

export function testIntermediate(issuer: TestCertificate, edits: CertificateEdits = {}): TestCertificate {
  const key = edits.key ?? createSigningKey();
  const purpose = extension("2.5.29.37", sequence(oid(FOR_CODE_SIGNING)));
  const own = [...authorityExtensions(key, issuer.key, 0), purpose];
  return testCertificate(own, issuer, { name: formatName("test", "intermediate"), ...edits, key });
}

export function testLeaf(issuer: TestCertificate, edits: CertificateEdits = {}): TestCertificate {
  const key = edits.key ?? createSigningKey();
  const name = subjectAlternativeName({ kind: "email", value: "somebody@example.com" });
  const own = [...leafExtensions(key.id, issuer.key, { oid: FOR_CODE_SIGNING, critical: "" }), name];
  return testCertificate(own, issuer, { name: sequence(), ...edits, key });
}

/** Replaces the extension of the same identifier, or adds it. */
export function withExtension(
  id: string,
  value: Uint8Array,
  critical: "critical" | "" = "",
): (own: readonly Uint8Array[]) => Uint8Array[] {
  return (own) => [...withoutExtension(id)(own), extension(id, value, critical)];
}

export function withoutExtension(id: string): (own: readonly Uint8Array[]) => Uint8Array[] {
  const start = Buffer.from(oid(id));
  return (own) => own.filter((one) => !Buffer.from(one).includes(start));
}

/** An extension whose octet string holds any bytes, and whose default is written out. */
export function laxExtension(id: string, value: Uint8Array): Uint8Array {
  return sequence(oid(id), boolean(false), octetString(value));
}
