import {
  bitString,
  boolean,
  explicit,
  generalizedTime,
  integer,
  octetString,
  oid,
  sequence,
  set,
  utcTime,
  utf8,
} from "../../kernel/der-writer.ts";
import type { SigningKey } from "./signing-key.ts";

/** ecdsa-with-SHA256 (RFC 5758 §3.2). */
export const ECDSA_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));

/** What a certificate says (RFC 5280 §4.1); DER if nothing else is said. */
export interface CertificateFields {
  /** Big-endian, positive. */
  readonly serial: Uint8Array;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** Seconds since 1970. */
  readonly notBefore: number;
  /** Seconds since 1970. */
  readonly notAfter: number;
  readonly publicKey: Uint8Array;
  readonly extensions: readonly Uint8Array[];
}

/** DER of the TBSCertificate. */
export function formatTbsCertificate(fields: CertificateFields): Uint8Array {
  return sequence(
    explicit(0, integer(2)),
    integer(fields.serial),
    ECDSA_SHA256,
    fields.issuer,
    sequence(time(fields.notBefore), time(fields.notAfter)),
    fields.subject,
    fields.publicKey,
    explicit(3, sequence(...fields.extensions)),
  );
}

/** DER of the certificate: the TBSCertificate under the issuer's signature. */
export function signCertificate(tbsCertificate: Uint8Array, issuer: SigningKey): Uint8Array {
  return sequence(tbsCertificate, ECDSA_SHA256, bitString(issuer.sign(tbsCertificate)));
}

/** A name of an organization and, if given, a common name. */
export function formatName(organization: string, commonName: string): Uint8Array {
  return sequence(attribute("2.5.4.10", organization), attribute("2.5.4.3", commonName));
}

/** One extension (§4.2); `value` is the DER that the octet string holds. */
export function extension(id: string, value: Uint8Array, critical: "critical" | "" = ""): Uint8Array {
  return critical === "critical"
    ? sequence(oid(id), boolean(true), octetString(value))
    : sequence(oid(id), octetString(value));
}

function attribute(type: string, value: string): Uint8Array {
  return set(sequence(oid(type), utf8(value)));
}

/** UTCTime through 2049, GeneralizedTime after (§4.1.2.5). */
function time(seconds: number): Uint8Array {
  return seconds < Date.UTC(2050, 0) / 1000 ? utcTime(seconds) : generalizedTime(seconds);
}
