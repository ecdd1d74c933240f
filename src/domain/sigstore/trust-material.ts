import { EXTENSION_OID_SCT, X509Certificate } from "@sigstore/core";
import type { TrustMaterial } from "@sigstore/verify";
import { Fault } from "../../kernel/fault.ts";
import type { Period, TrustedAuthority, TrustedLog, TrustedRoot } from "./trusted-root.ts";

/** A trusted root as the library wants it. Chains and keys are parsed once for a root, however many bundles follow. */
export function trustMaterial(root: TrustedRoot): TrustMaterial {
  const known = MATERIAL.get(root);
  if (known !== undefined) return known;
  const material: TrustMaterial = {
    certificateAuthorities: root.authorities.map(toAuthority),
    timestampAuthorities: root.timestampAuthorities.map(toAuthority),
    tlogs: root.logs.map(toLog),
    ctlogs: root.certificateLogs.map(toLog),
    publicKey: noKey,
  };
  MATERIAL.set(root, material);
  return material;
}

const MATERIAL = new WeakMap<TrustedRoot, TrustMaterial>();

/**
 * A certificate that remembers what was computed from it: the library checks the same links of the same chains for every
 * bundle and time. Holds no decision, only signatures over bytes that cannot change.
 */
export class RememberingCertificate extends X509Certificate {
  private readonly links = new Map<X509Certificate | undefined, boolean>();
  private readonly der: Uint8Array;
  private key: Buffer | undefined;
  /**
   * Certificate timestamps under the one trusted root that this object is used with: to be judged; `verified` before; or
   * `ignored`, because the root has no certificate log, so that those of unknown ones are no reason to refuse.
   */
  scts: "to-judge" | "verified" | "ignored";
  private copyWithoutScts: X509Certificate | undefined;

  constructor(der: Uint8Array, hasCertificateLogs = true) {
    super(X509Certificate.parse(Buffer.from(der)).root);
    this.der = der;
    this.scts = hasCertificateLogs ? "to-judge" : "ignored";
  }

  override verify(issuer?: X509Certificate): boolean {
    let valid = this.links.get(issuer);
    if (valid === undefined) {
      valid = super.verify(issuer);
      this.links.set(issuer, valid);
    }
    return valid;
  }

  override equals(other: X509Certificate): boolean {
    if (other instanceof RememberingCertificate) return Buffer.compare(this.der, other.der) === 0;
    return super.equals(other);
  }

  /** The library clones a certificate to judge its SCTs, and finds none in a copy without them. */
  override clone(): X509Certificate {
    if (this.scts === "to-judge") return super.clone();
    this.copyWithoutScts ??= withoutScts(super.clone());
    return this.copyWithoutScts;
  }

  override get publicKey(): Buffer {
    this.key ??= super.publicKey;
    return this.key;
  }
}

function withoutScts(certificate: X509Certificate): X509Certificate {
  const at = certificate.extensions.findIndex(({ subs }) => subs[0]?.toOID() === EXTENSION_OID_SCT);
  if (at >= 0) certificate.extensions.splice(at, 1);
  return certificate;
}

const END_OF_TIME = new Date(8.64e15);

function toAuthority(authority: TrustedAuthority): TrustMaterial["certificateAuthorities"][number] {
  return { certChain: authority.certificates.map(parseCertificate), validFor: toInterval(authority.validFor) };
}

function parseCertificate(der: Uint8Array): X509Certificate {
  try {
    return new RememberingCertificate(der);
  } catch (cause) {
    throw new Fault("trusted-root-malformed", "a certificate of the trusted root is malformed", { cause });
  }
}

function toLog(log: TrustedLog): TrustMaterial["tlogs"][number] {
  return {
    logID: Buffer.from(log.keyId),
    baseURL: log.baseUrl,
    publicKey: log.publicKey,
    validFor: toInterval(log.validFor),
  };
}

function toInterval(period: Period): { start: Date; end: Date } {
  return { start: period.start, end: period.end ?? END_OF_TIME };
}

/** Keys of signers are not part of a trusted root; who verifies with one puts it in. */
function noKey(): never {
  throw new Fault("identity-mismatch", "the bundle was signed with a key, and no key was expected");
}
