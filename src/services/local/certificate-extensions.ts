import {
  bitString,
  boolean,
  ia5,
  implicit,
  integer,
  octetString,
  oid,
  sequence,
  utf8,
} from "../../kernel/der-writer.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { extension } from "./certificate.ts";
import type { SigningKey } from "./signing-key.ts";

export type ExtendedKeyUsage = "1.3.6.1.5.5.7.3.3" | "1.3.6.1.5.5.7.3.8";
export const FOR_CODE_SIGNING: ExtendedKeyUsage = "1.3.6.1.5.5.7.3.3";
export const FOR_TIME_STAMPING: ExtendedKeyUsage = "1.3.6.1.5.5.7.3.8";

/** Whom a leaf names, in the form of its one GeneralName. */
export interface SubjectName {
  readonly kind: "email" | "uri";
  /** ASCII. */
  readonly value: string;
}

/** Extensions of an authority: RFC 5280 §4.2.1.1–3 and §4.2.1.9. `pathLength` counts the authorities that may follow. */
export function authorityExtensions(key: SigningKey, issuer: SigningKey, pathLength: number): Uint8Array[] {
  return [
    // keyCertSign and cRLSign, bits 5 and 6.
    extension("2.5.29.15", bitString(Uint8Array.of(0b0000_0110), 1), "critical"),
    extension("2.5.29.19", sequence(boolean(true), integer(pathLength)), "critical"),
    ...keyIdentifiers(key.id, issuer.id),
  ];
}

/** Extensions of an end entity that signs: digitalSignature and one extended key usage. */
export function leafExtensions(
  keyId: Uint8Array,
  issuer: SigningKey,
  usage: { oid: ExtendedKeyUsage; critical: "critical" | "" },
): Uint8Array[] {
  return [
    extension("2.5.29.15", bitString(Uint8Array.of(0b1000_0000), 7), "critical"),
    extension("2.5.29.37", sequence(oid(usage.oid)), usage.critical),
    ...keyIdentifiers(keyId, issuer.id),
  ];
}

/** The subject alternative name, critical since the subject is empty (RFC 5280 §4.2.1.6). */
export function subjectAlternativeName(subject: SubjectName): Uint8Array {
  const name = implicit(subject.kind === "email" ? 1 : 6, ia5(subject.value));
  return extension("2.5.29.17", sequence(name), "critical");
}

/** Fulcio's issuer, in the old form of raw bytes and the new one of a UTF8String. */
export function issuerExtensions(issuer: string): Uint8Array[] {
  // GitHub's publisher of releases is certified without one.
  if (issuer === "") return [];
  return [extension("1.3.6.1.4.1.57264.1.1", encodeUtf8(issuer)), extension("1.3.6.1.4.1.57264.1.8", utf8(issuer))];
}

/** Key identifiers are the first 20 bytes of SHA-256 over the public key (RFC 7093 §2, method 1, over the whole SPKI). */
function keyIdentifiers(subject: Uint8Array, issuer: Uint8Array): Uint8Array[] {
  return [
    extension("2.5.29.14", octetString(subject.subarray(0, 20))),
    extension("2.5.29.35", sequence(implicit(0, octetString(issuer.subarray(0, 20))))),
  ];
}
