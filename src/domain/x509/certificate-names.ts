import { readDer } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";

/** By which others name a certificate: DER of names, content of the serial number. */
export interface CertificateNames {
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
}

/** Those of the trusted root are asked for when it is read, and when they are compared. */
const KNOWN = new WeakMap<Uint8Array, CertificateNames>();

/** Reads no more of a certificate than that. Faults: `certificate-malformed`, `der-malformed`. */
export function certificateNames(der: Uint8Array): CertificateNames {
  const known = KNOWN.get(der) ?? readNames(der);
  KNOWN.set(der, known);
  return known;
}

function readNames(der: Uint8Array): CertificateNames {
  const [tbs, algorithm, signature, ...beyond] = readDer(der).sequence();
  const [, serial, , issuer, , subject] = tbs?.sequence() ?? [];
  if (!algorithm || !signature || !serial || !issuer || !subject || beyond.length > 0) {
    throw new Fault("certificate-malformed", "the certificate is malformed: a field is missing");
  }
  return { subject: subject.raw, issuer: issuer.raw, serial: serial.content };
}
