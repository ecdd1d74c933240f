import { type PublicKey, readPublicKey } from "../../crypto/public-key.ts";
import { readDer } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Period, TrustedAuthority, TrustedLog, TrustedRoot } from "./trusted-root.ts";
import { readX509Certificate, type X509Certificate } from "./x509/x509-certificate.ts";

/** The keys and certificates of a trusted root, each read when it is first asked for: most bundles need few of them. */
export interface TrustAnchors {
  readonly logs: readonly LogAnchor[];
  readonly certificateLogs: readonly LogAnchor[];
  readonly authorities: readonly AuthorityAnchor[];
  readonly timestampAuthorities: readonly AuthorityAnchor[];
}

export interface LogAnchor {
  readonly baseUrl: string;
  readonly keyId: Uint8Array;
  readonly validFor: Period;
  /** Fault: `trusted-root-malformed`. */
  key(): PublicKey;
}

export interface AuthorityAnchor {
  readonly validFor: Period;
  /** Leaf-most first. */
  readonly certificates: readonly AnchorCertificate[];
}

export interface AnchorCertificate {
  readonly der: Uint8Array;
  /** By which others name it; DER of names, content of the serial number. */
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
  /** Faults: those of `readX509Certificate`. */
  read(): X509Certificate;
}

const KNOWN = new WeakMap<TrustedRoot, TrustAnchors>();

/** Read once for a root, however many bundles follow. Fault: `trusted-root-malformed`. */
export function trustAnchors(root: TrustedRoot): TrustAnchors {
  const known = KNOWN.get(root);
  if (known !== undefined) return known;
  const anchors = {
    logs: root.logs.map(logAnchor),
    certificateLogs: root.certificateLogs.map(logAnchor),
    authorities: root.authorities.map(authorityAnchor),
    timestampAuthorities: root.timestampAuthorities.map(authorityAnchor),
  };
  KNOWN.set(root, anchors);
  return anchors;
}

function logAnchor({ baseUrl, keyId, validFor, publicKey }: TrustedLog): LogAnchor {
  return {
    baseUrl,
    keyId,
    validFor,
    key: once(() =>
      orMalformed("a log", () => readPublicKey(new Uint8Array(publicKey.export({ format: "der", type: "spki" })))),
    ),
  };
}

function authorityAnchor({ certificates, validFor }: TrustedAuthority): AuthorityAnchor {
  return { validFor, certificates: certificates.map((der) => orMalformed("a certificate", () => anchor(der))) };
}

function anchor(der: Uint8Array): AnchorCertificate {
  const [tbs] = readDer(der).sequence();
  const [, serial, , issuer, , subject] = tbs?.sequence() ?? [];
  if (!serial || !issuer || !subject) throw new Fault("certificate-malformed", "a field is missing");
  return {
    der,
    subject: subject.raw,
    issuer: issuer.raw,
    serial: serial.content,
    read: once(() => readX509Certificate(der)),
  };
}

function once<T>(read: () => T): () => T {
  let value: { readonly found: T } | undefined;
  return () => {
    value ??= { found: read() };
    return value.found;
  };
}

function orMalformed<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new Fault("trusted-root-malformed", `${what} of the trusted root cannot be read`, { cause });
  }
}
