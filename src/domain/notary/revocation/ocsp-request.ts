import { equalBytes } from "../../../kernel/bytewise.ts";
import { type DerNode, readDer } from "../../../kernel/der.ts";
import { integer, octetString, oid, sequence } from "../../../kernel/der-writer.ts";
import type { X509Certificate } from "../../x509/x509-certificate.ts";

/** How a certificate is named to a responder (RFC 6960 §4.1.1, CertID). */
export interface CertificateId {
  /** SHA-1 of the issuer's name, and of its key without the algorithm. */
  readonly nameHash: Uint8Array;
  readonly keyHash: Uint8Array;
  /** Content of the INTEGER. */
  readonly serial: Uint8Array;
}

/** The bytes of a digest by SHA-1, which names an issuer here and proves nothing. */
export type Sha1 = (bytes: Uint8Array) => Uint8Array;

const SHA1 = "1.3.14.3.2.26";

/** By SHA-1, the one hash that every responder knows (RFC 5019 §2.1.1) and that the reference asks by. */
export function certificateId({ serial }: X509Certificate, issuer: X509Certificate, sha1: Sha1): CertificateId {
  return { nameHash: sha1(issuer.subject), keyHash: sha1(keyBits(issuer)), serial };
}

/** The key of a certificate as its BIT STRING has it, without tag, length and unused bits. */
export function keyBits({ publicKey }: X509Certificate): Uint8Array {
  const [, bits] = readDer(publicKey.spki).sequence();
  return bits!.bitString().bytes;
}

/**
 * A request for one certificate (RFC 6960 §4.1.1), DER. It has no nonce: responders that sign their answers in advance leave one out, so it
 * could be asked for and not be required (RFC 5019 §4); how long an answer may be repeated is what it says itself.
 */
export function formatOcspRequest({ nameHash, keyHash, serial }: CertificateId): Uint8Array {
  // Older responders want the parameters of SHA-1 written out.
  const algorithm = sequence(oid(SHA1), Uint8Array.of(5, 0));
  const id = sequence(algorithm, octetString(nameHash), octetString(keyHash), integer(serial));
  return sequence(sequence(sequence(sequence(id))));
}

/** Whether an answer names this certificate: the same hashes and number, with or without parameters of the algorithm. */
export function isCertificateId(node: DerNode, { nameHash, keyHash, serial }: CertificateId): boolean {
  const [algorithm, name, key, number, ...beyond] = node.sequence();
  if (!algorithm || !name || !key || !number || beyond.length > 0) return false;
  return (
    algorithm.sequence()[0]?.oid() === SHA1 &&
    equalBytes(name.octetString(), nameHash) &&
    equalBytes(key.octetString(), keyHash) &&
    equalBytes(number.content, serial)
  );
}
