import type { Cryptography } from "../../../crypto/cryptography.ts";
import { decodeBase64 } from "../../../kernel/base64.ts";
import { readDer } from "../../../kernel/der.ts";
import { Fault } from "../../../kernel/fault.ts";
import { unlessRefused } from "../../../kernel/unless-refused.ts";
import { basicConstraints } from "../../x509/basic-constraints.ts";
import { certificateNames } from "../../x509/certificate-names.ts";
import { isSignedBy } from "../../x509/certificate-signature.ts";
import { readX509Certificate, type X509Certificate } from "../../x509/x509-certificate.ts";
import { isSelfIssued } from "./signer-chain.ts";
import type { StoreType } from "./trust-policy.ts";

/**
 * The certificates in one file of a trust store: PEM blocks, or DER one after the other. Each is an authority's or signed itself, and in a
 * store for time stamps it did both (trust-store-trust-policy.md, "Trust Store"). One by an algorithm that no chain here may have is left
 * out: it could not be found in one. Fault: `notary-store`.
 */
export async function storeCertificates(
  bytes: Uint8Array,
  type: StoreType,
  crypto: Cryptography,
): Promise<readonly X509Certificate[]> {
  const ders = unlessRefused(() => splitFile(bytes), []);
  if (ders.length === 0) throw new Fault("notary-store", "it holds no certificate");
  const found: X509Certificate[] = [];
  for (const der of ders) {
    if (unlessRefused(() => certificateNames(der), undefined) === undefined)
      throw new Fault("notary-store", "it holds something that is not a certificate");
    const certificate = unlessRefused(() => readX509Certificate(der), undefined);
    if (certificate === undefined) continue;
    if (!(await mayStay(certificate, type, crypto))) {
      const whose = type === "tsa" ? "the root of an authority's" : "an authority's, nor one that signed itself";
      throw new Fault("notary-store", `it holds a certificate that is not ${whose}`);
    }
    found.push(certificate);
  }
  return found;
}

async function mayStay(certificate: X509Certificate, type: StoreType, crypto: Cryptography): Promise<boolean> {
  const isAuthority = unlessRefused(() => basicConstraints(certificate).isAuthority, false);
  const isOwn = isSelfIssued(certificate) && (await isSignedBy(certificate, certificate, crypto));
  return type === "tsa" ? isAuthority && isOwn : isAuthority || isOwn;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g;

/** DER of what a file holds, whether it is PEM with any words around it or DER. */
export function splitFile(bytes: Uint8Array): Uint8Array[] {
  if (bytes[0] !== 0x30) {
    const text = new TextDecoder().decode(bytes);
    return [...text.matchAll(BLOCK)].map(([, , body]) => decodeBase64(body!.replace(/\s/g, "")));
  }
  const found: Uint8Array[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const length = lengthOf(rest);
    found.push(readDer(rest.subarray(0, length)).raw);
    rest = rest.subarray(length);
  }
  return found;
}

/** Of the DER value at the beginning, with its head; as many bytes as there are for what has none. */
function lengthOf(bytes: Uint8Array): number {
  const short = bytes[1] ?? 0;
  if (short < 0x80) return 2 + short;
  const count = short & 0x7f;
  const length = bytes.subarray(2, 2 + count).reduce((total, byte) => total * 256 + byte, 0);
  return Math.min(bytes.length, 2 + count + length);
}
