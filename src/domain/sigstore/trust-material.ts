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
  private key: Buffer | undefined;
  private der: Buffer | undefined;
  /** False where the trusted root has no certificate log: then SCTs of unknown ones are no reason to refuse. */
  private readonly judgesScts: boolean;

  constructor(der: Uint8Array, judgesScts = true) {
    super(X509Certificate.parse(Buffer.from(der)).root);
    this.judgesScts = judgesScts;
  }

  override verify(issuer?: X509Certificate): boolean {
    let valid = this.links.get(issuer);
    if (valid === undefined) {
      valid = super.verify(issuer);
      this.links.set(issuer, valid);
    }
    return valid;
  }

  /** The library clones a certificate to judge its SCTs; a copy without them is one for instances without such logs. */
  override clone(): X509Certificate {
    const copy = super.clone();
    if (!this.judgesScts) {
      const at = copy.extensions.findIndex(({ subs }) => subs[0]?.toOID() === EXTENSION_OID_SCT);
      if (at >= 0) copy.extensions.splice(at, 1);
    }
    return copy;
  }

  /** As the library compares, by the encoding, which it makes anew for each comparison of each path of each bundle. */
  override equals(other: X509Certificate): boolean {
    if (this === other) return true;
    return other instanceof RememberingCertificate ? this.encoding.equals(other.encoding) : super.equals(other);
  }

  private get encoding(): Buffer {
    this.der ??= this.root.toDER();
    return this.der;
  }

  override get publicKey(): Buffer {
    this.key ??= super.publicKey;
    return this.key;
  }
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
