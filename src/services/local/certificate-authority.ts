import { createHash } from "node:crypto";
import { nullValue, oid, sequence } from "../../kernel/der-writer.ts";
import type { Clock } from "../../ports/clock.ts";
import { extension, formatName, formatTbsCertificate, signCertificate } from "./certificate.ts";
import {
  authorityExtensions,
  FOR_CODE_SIGNING,
  issuerExtensions,
  leafExtensions,
  type SubjectName,
  subjectAlternativeName,
} from "./certificate-extensions.ts";
import { type CtLog, POISON, sctExtension } from "./ct-log.ts";
import { epochSeconds } from "./epoch-seconds.ts";
import { createSigningKey, type SigningKey } from "./signing-key.ts";

/** Seconds that a leaf is valid, as Fulcio's are. */
const LEAF_LIFETIME = 600;
/** Seconds that the authorities of one run are valid: no run takes a day. */
const AUTHORITY_LIFETIME = 86_400;

/** Whom a certificate is for. `extensions` are DER, after the issuer's and before the SCT. */
export interface Principal {
  readonly subject: SubjectName;
  readonly issuer: string;
  readonly extensions: readonly Uint8Array[];
}

/** A root and an intermediate that issues short-lived certificates for code signing, each with an embedded SCT. */
export interface CertificateAuthority {
  /** DER of the intermediate and the root. */
  readonly chain: readonly Uint8Array[];
  /** DER of a certificate for a key, given as DER of its SubjectPublicKeyInfo. */
  issue(publicKey: Uint8Array, principal: Principal): Uint8Array;
  /** DER of the intermediate's SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
}

export function createCertificateAuthority(context: {
  organization: string;
  clock: Clock;
  ctLog: CtLog;
}): CertificateAuthority {
  const { organization, clock, ctLog } = context;
  const root = createRoot(organization, "capsule", clock);
  const key = createSigningKey();
  const name = formatName(organization, "capsule-intermediate");
  const intermediate = signCertificate(
    formatTbsCertificate({
      ...root.validity,
      serial: root.nextSerial(),
      issuer: root.name,
      subject: name,
      publicKey: key.publicKey,
      // Code signing in the intermediate confines it to that use, as Fulcio's does.
      extensions: [...authorityExtensions(key, root.key, 0), extension("2.5.29.37", sequence(oid(FOR_CODE_SIGNING)))],
    }),
    root.key,
  );
  const issuer = { name, key, clock, ctLog, nextSerial: serialsOf(key) };
  return {
    chain: [intermediate, root.certificate],
    publicKey: key.publicKey,
    issue: (publicKey, principal) => issue(issuer, publicKey, principal),
  };
}

/** A self-signed certificate authority, its certificate and what its certificates need from it. */
export function createRoot(organization: string, commonName: string, clock: Clock): Root {
  const key = createSigningKey();
  const name = formatName(organization, commonName);
  const notBefore = epochSeconds(clock);
  const validity = { notBefore, notAfter: notBefore + AUTHORITY_LIFETIME };
  const nextSerial = serialsOf(key);
  const tbs = formatTbsCertificate({
    ...validity,
    serial: nextSerial(),
    issuer: name,
    subject: name,
    publicKey: key.publicKey,
    extensions: authorityExtensions(key, key, 1),
  });
  return { key, name, validity, nextSerial, certificate: signCertificate(tbs, key) };
}

export interface Root {
  readonly key: SigningKey;
  readonly name: Uint8Array;
  readonly validity: { readonly notBefore: number; readonly notAfter: number };
  readonly certificate: Uint8Array;
  nextSerial(): Uint8Array;
}

/**
 * Serial numbers of what a key signs: 16 bytes, none twice, of which the first keeps the number positive and its length
 * fixed (RFC 5280 §4.1.2.2). Keys live for one run, so that the serials of two runs differ, too.
 */
export function serialsOf(key: SigningKey): () => Uint8Array {
  let issued = 0;
  return () => {
    issued += 1;
    const serial = createHash("sha256").update(key.id).update(String(issued)).digest().subarray(0, 16);
    serial[0] = (serial[0]! & 0x3f) | 0x40;
    return serial;
  };
}

interface Intermediate {
  readonly name: Uint8Array;
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly ctLog: CtLog;
  nextSerial(): Uint8Array;
}

/** RFC 6962 §3.1: a poisoned precertificate is logged, then the same certificate carries the SCT in the poison's place. */
function issue(issuer: Intermediate, publicKey: Uint8Array, principal: Principal): Uint8Array {
  const notBefore = epochSeconds(issuer.clock);
  const keyId = createHash("sha256").update(publicKey).digest();
  const fields = {
    serial: issuer.nextSerial(),
    issuer: issuer.name,
    subject: sequence(),
    notBefore,
    notAfter: notBefore + LEAF_LIFETIME,
    publicKey,
  };
  const extensions = [
    ...leafExtensions(keyId, issuer.key, { oid: FOR_CODE_SIGNING, critical: "" }),
    subjectAlternativeName(principal.subject),
    ...issuerExtensions(principal.issuer),
    ...principal.extensions,
  ];
  const sign = (last: Uint8Array) =>
    signCertificate(formatTbsCertificate({ ...fields, extensions: [...extensions, last] }), issuer.key);
  const precertificate = sign(extension(POISON, nullValue(), "critical"));
  return sign(sctExtension([issuer.ctLog.addPrecertificate(precertificate, issuer.key)]));
}
