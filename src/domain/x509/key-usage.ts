import { readDer } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";
import { EXTENSION } from "./extensions.ts";
import type { X509Certificate } from "./x509-certificate.ts";

/** Bits of the first byte (RFC 5280 §4.2.1.3; bit 0 is the highest). */
const DIGITAL_SIGNATURE = 0x80;
const CONTENT_COMMITMENT = 0x40;
const KEY_CERT_SIGN = 0x04;

/** Undefined if the extension is absent, which allows everything; a bit string without a byte allows nothing. */
function usageOf(certificate: X509Certificate): number | undefined {
  return keyUsageOf(certificate)?.[0];
}

/** The bits of RFC 5280 §4.2.1.3, of which the ninth stands in a second byte; undefined if the extension is absent. */
export function keyUsageOf({ extensions }: X509Certificate): readonly [first: number, second: number] | undefined {
  const extension = extensions.get(EXTENSION.keyUsage);
  if (extension === undefined) return undefined;
  const [first = 0, second = 0] = readDer(extension.value).bitString().bytes;
  return [first, second];
}

/** RFC 5280 §6.1.4(n): "If a key usage extension is present, verify that the keyCertSign bit is set." */
export function requireMayIssue(certificate: X509Certificate): void {
  const usage = usageOf(certificate);
  if (usage !== undefined && (usage & KEY_CERT_SIGN) === 0) {
    throw new Fault("certificate-key-usage", "the key of an authority is not for issuing certificates");
  }
}

/** Client specification of Sigstore: key usage with digitalSignature (RFC 5280 §4.2.1.3) is there. */
export function requireMaySign(certificate: X509Certificate): void {
  if (((usageOf(certificate) ?? 0) & DIGITAL_SIGNATURE) === 0) {
    throw new Fault("certificate-key-usage", "the key of the certificate is not for signatures");
  }
}

/** RFC 5280 §4.2.1.12, id-kp-timeStamping: "digitalSignature and/or nonRepudiation", if the extension is there. */
export function requireMayStamp(certificate: X509Certificate): void {
  const usage = usageOf(certificate);
  if (usage !== undefined && (usage & (DIGITAL_SIGNATURE | CONTENT_COMMITMENT)) === 0) {
    throw new Fault("certificate-key-usage", "the key of the timestamp authority is not for signatures");
  }
}
