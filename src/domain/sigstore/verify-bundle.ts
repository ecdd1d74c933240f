import type { KeyObject } from "node:crypto";
import { Verifier } from "@sigstore/verify";
import { Fault } from "../../kernel/fault.ts";
import type { ArtifactDigests } from "./artifact-digests.ts";
import { requireArtifact } from "./artifact-digests.ts";
import type { ParsedBundle } from "./bundle.ts";
import { requireChain } from "./certificate-chain.ts";
import type { CertificateFacts } from "./certificate-facts.ts";
import { knownTimestamps } from "./known-timestamps.ts";
import { libraryFault } from "./library-fault.ts";
import { requireConsistentEntries, requireKeyWindows } from "./log-entries.ts";
import { requireLogged } from "./log-entry-body.ts";
import { toSignedEntity } from "./signed-entity.ts";
import { signerCertificate, signerFacts } from "./signer-certificate.ts";
import type { TimestampFacts } from "./timestamp.ts";
import { trustMaterial } from "./trust-material.ts";
import type { Period, TrustedRoot } from "./trusted-root.ts";
import { within } from "./trusted-root.ts";
import type { BundleSigner, LogEntryFacts, SignedTime, VerifiedBundle } from "./verified-bundle.ts";

export interface BundleToVerify {
  readonly bundle: ParsedBundle;
  readonly trust: TrustedRoot;
  readonly signer: ExpectedSigner;
  /**
   * Digests of the file that must have been signed or be a subject. `statement-only` leaves the subjects of a statement to
   * the caller, `unbound` the digest of a message, too: both must then be compared with a file by `requireArtifact`.
   */
  readonly artifact: ArtifactDigests | "statement-only" | "unbound";
  /** The bytes that a message signature is over, where they are at hand: verified several times faster. */
  readonly message?: Uint8Array | undefined;
  /** More than the trusted root requires; never less. */
  readonly minimum?: { readonly logEntries?: number; readonly times?: number };
}

export type ExpectedSigner =
  | { readonly kind: "certificate"; readonly check: IdentityCheck }
  | { readonly kind: "key"; readonly publicKey: KeyObject; readonly validFor?: Period };

/** Throws `identity-mismatch` where the signer is not the expected one. */
export type IdentityCheck = (certificate: CertificateFacts) => void;

/**
 * Verifies a Sigstore bundle: nothing of it counts before all of this holds.
 *
 *   1. the signer is a certificate of the right shape, or the expected key
 *   2. every log entry is about this signature, this content and this signer, and contradicts itself nowhere
 *   3. log entries and signed times are as many as the trusted root requires, from distinct logs and authorities
 *   4. signatures, certificate chain, certificate timestamps, inclusion proofs, promises and times verify (@sigstore/verify)
 *   5. the keys of the logs were valid when it was signed
 *   6. the signed digest, or a subject of the statement, is the artifact
 *   7. the signer is the expected one
 *
 * Faults: `certificate-malformed`, `certificate-untrusted`, `certificate-transparency`, `log-entry-mismatch`,
 * `log-entry-missing`, `log-proof-invalid`, `signed-time-missing`, `timestamp-invalid`, `signature-invalid`,
 * `digest-mismatch`, `subject-mismatch`, `identity-mismatch`, `artifact-required`, and those of strict parsing.
 */
export function verifyBundle(order: BundleToVerify): VerifiedBundle {
  const { bundle, trust } = order;
  const signer = readSigner(order);
  for (const entry of bundle.logEntries) requireLogged(entry, { content: bundle.content, signer: loggedAs(signer) });
  requireConsistentEntries(bundle.logEntries, trust);
  const timestamps = knownTimestamps(bundle.timestamps, trust);
  const times = signedTimes(bundle, timestamps);
  requireEnough(order, times);
  verifyCryptography({ order, signer, timestamps });
  requireKeyWindows(bundle.logEntries, { trust, times });
  requireArtifact(bundle.content, order.artifact);
  if (signer.kind === "certificate" && order.signer.kind === "certificate") order.signer.check(signer.certificate);
  const verified: Omit<VerifiedBundle, symbol> = {
    signer,
    content: bundle.content,
    times,
    logEntries: logEntryFacts(order),
  };
  return verified as VerifiedBundle;
}

function readSigner({ bundle, trust, signer }: BundleToVerify): BundleSigner {
  if (bundle.material.kind === "key") {
    if (signer.kind === "key")
      return { kind: "key", publicKey: signer.publicKey.export({ format: "der", type: "spki" }) };
    throw new Fault("identity-mismatch", "the bundle was signed with a key, and a certificate was expected", {
      hint: "name the public key that must have signed with --key",
    });
  }
  if (signer.kind === "key") {
    throw new Fault("identity-mismatch", "the bundle was signed with a certificate, and a key was expected");
  }
  const certificate = signerFacts(bundle.material.certificates[0], trust);
  requireChain(bundle, { certificate, trust });
  return { kind: "certificate", certificate };
}

function loggedAs(signer: BundleSigner): { certificate: Uint8Array } | { publicKey: Uint8Array } {
  return signer.kind === "certificate" ? { certificate: signer.certificate.der } : { publicKey: signer.publicKey };
}

/** Times that count once they are verified: a log's only where its promise signs it (B09, CVE-2026-48816). */
export function signedTimes(
  bundle: Pick<ParsedBundle, "logEntries">,
  timestamps: readonly TimestampFacts[],
): SignedTime[] {
  const promised = bundle.logEntries.filter((entry) => entry.promise !== undefined);
  return [
    ...promised.map((entry) => ({ source: "log" as const, seconds: Number(entry.integratedSeconds) })),
    ...timestamps.map((timestamp) => ({
      source: "timestamp-authority" as const,
      seconds: Math.floor(timestamp.time.getTime() / 1000),
    })),
  ];
}

/** Thresholds belong to the trusted root; one log or authority counts once (B49, CVE-2026-49834). */
export function requireEnough({ bundle, trust, minimum }: BundleToVerify, times: readonly SignedTime[]): void {
  const logs = new Set(bundle.logEntries.map((entry) => Buffer.from(entry.logId).toString("hex")));
  const needed = Math.max(trust.requires.logEntries, minimum?.logEntries ?? 0);
  if (logs.size < needed) {
    throw new Fault("log-entry-missing", `${needed} log entries are required, the bundle has ${logs.size}`);
  }
  const neededTimes = Math.max(bundle.material.kind === "certificate" ? 1 : 0, minimum?.times ?? 0);
  if (times.length < neededTimes) {
    throw new Fault(
      "signed-time-missing",
      "no log or timestamp authority of the trusted root says when it was signed",
      {
        hint: "a newer trusted root may know the authority that did",
      },
    );
  }
}

interface Cryptography {
  readonly order: BundleToVerify;
  readonly signer: BundleSigner;
  readonly timestamps: readonly TimestampFacts[];
}

function verifyCryptography({ order, signer, timestamps }: Cryptography): void {
  const { bundle, trust } = order;
  const signed = { timestamps, message: order.message };
  try {
    if (signer.kind === "key") {
      const material = { ...trustMaterial(trust), publicKey: keyFinder(order.signer) };
      const verifier = new Verifier(material, { ...thresholds(trust), ctlogThreshold: 0, timestampThreshold: 0 });
      verifier.verify(toSignedEntity(bundle, signed, { $case: "public-key", hint: "" }));
      return;
    }
    const certificate = signerCertificate(signer.certificate, trust);
    // Under one trusted root the SCTs of a certificate are verified once.
    const ctlogThreshold = certificate.scts === "verified" ? 0 : trust.requires.certificateTimestamps;
    const verifier = new Verifier(trustMaterial(trust), { ...thresholds(trust), ctlogThreshold });
    verifier.verify(toSignedEntity(bundle, signed, { $case: "certificate", certificate }));
    certificate.scts = "verified";
  } catch (error) {
    throw libraryFault(error, trust);
  }
}

function thresholds(trust: TrustedRoot): { tlogThreshold: number; timestampThreshold: number } {
  return { tlogThreshold: trust.requires.logEntries, timestampThreshold: 1 };
}

function keyFinder(signer: ExpectedSigner) {
  return () => {
    if (signer.kind !== "key") throw new Fault("identity-mismatch", "no key was expected");
    const { publicKey, validFor } = signer;
    return { publicKey, validFor: (time: Date) => validFor === undefined || within(validFor, time) };
  };
}

function logEntryFacts({ bundle, trust }: BundleToVerify): LogEntryFacts[] {
  return bundle.logEntries.map((entry) => ({
    log: trust.logs.find((log) => Buffer.compare(log.keyId, entry.logId) === 0)?.baseUrl ?? "",
    index: String(entry.index),
    integratedSeconds: entry.promise === undefined ? undefined : Number(entry.integratedSeconds),
  }));
}
