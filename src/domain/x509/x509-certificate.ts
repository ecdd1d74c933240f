import { type PublicKey, readPublicKey } from "../../crypto/public-key.ts";
import type { DerNode } from "../../kernel/der.ts";
import { readDer } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";
import { type Extensions, readExtensions, requireKnownExtensions } from "./extensions.ts";
import { requireSerialNumber } from "./serial-number.ts";
import { readSignatureAlgorithm, requireSameAlgorithm, type SignatureAlgorithm } from "./signature-algorithm.ts";
import { requireVersion3 } from "./version.ts";

/** An X.509 certificate as it was read: in order by itself, and nothing said about who issued it. */
export interface X509Certificate {
  readonly der: Uint8Array;
  /** The signed part, as it stands in the certificate. */
  readonly tbs: DerNode;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  /** Content of the INTEGER, with the 00 that keeps it positive. */
  readonly serial: Uint8Array;
  /** Names are DER, and compared as bytes. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** Seconds since 1970, both included. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: PublicKey;
  readonly extensions: Extensions;
}

/**
 * Reads a certificate (RFC 5280 §4.1) as strict DER and requires all that it must be by itself, whoever issued it. Faults:
 * `certificate-malformed`, `der-malformed`, `certificate-version`, `certificate-serial`, `certificate-algorithm`,
 * `certificate-extension-repeated`, `certificate-extension-critical`.
 */
export function readX509Certificate(der: Uint8Array): X509Certificate {
  const [tbs, outer, signature, ...beyond] = readDer(der).sequence();
  if (!tbs || !outer || !signature || beyond.length > 0) throw malformed("it has not three parts");
  const [version, serial, inner, issuer, validity, subject, publicKey, ...rest] = tbs.sequence();
  if (!version || !serial || !inner || !issuer || !validity || !subject || !publicKey) {
    throw malformed("a field is missing");
  }
  requireVersion3(version);
  requireSerialNumber(serial);
  requireSameAlgorithm(inner, outer);
  const extensions = readExtensions(extensionsField(rest));
  requireKnownExtensions(extensions);
  return {
    der,
    tbs,
    algorithm: readSignatureAlgorithm(outer),
    signature: wholeBytes(signature),
    serial: serial.content,
    issuer: issuer.raw,
    subject: subject.raw,
    ...readValidity(validity),
    publicKey: readKey(publicKey.raw),
    extensions,
  };
}

/** After the key only the extensions may follow: §4.1.2.8, "CAs … MUST NOT generate certificates with unique identifiers". */
function extensionsField(rest: readonly DerNode[]): DerNode | undefined {
  const [field, ...others] = rest;
  if (others.length > 0 || (field !== undefined && field.tag !== 0xa3)) throw malformed("it has a field too many");
  return field;
}

/** §4.1.2.5: UTCTime or GeneralizedTime without fraction. */
function readValidity(validity: DerNode): { notBefore: number; notAfter: number } {
  const [notBefore, notAfter, ...others] = validity.sequence().map((node) => node.time() / 1000);
  if (notBefore === undefined || notAfter === undefined || others.length > 0) {
    throw malformed("its validity is incomplete");
  }
  if (!Number.isInteger(notBefore) || !Number.isInteger(notAfter)) throw malformed("its validity has a fraction");
  return { notBefore, notAfter };
}

function wholeBytes(node: DerNode): Uint8Array {
  const { bytes, unusedBits } = node.bitString();
  if (unusedBits !== 0) throw malformed("its signature does not end with a whole byte");
  return bytes;
}

function readKey(spki: Uint8Array): PublicKey {
  try {
    return readPublicKey(spki);
  } catch (cause) {
    throw new Fault("certificate-malformed", "the key of a certificate is not one that is understood", { cause });
  }
}

function malformed(problem: string): Fault {
  return new Fault("certificate-malformed", `the certificate is malformed: ${problem}`);
}
