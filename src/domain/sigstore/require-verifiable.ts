import { verify } from "node:crypto";
import { verifyCertificateChain } from "@sigstore/verify/dist/key/certificate.js";
import { verifySCTs } from "@sigstore/verify/dist/key/sct.js";
import { verifyRFC3161Timestamp } from "@sigstore/verify/dist/timestamp/tsa.js";
import { Fault } from "../../kernel/fault.ts";
import type { FaultCode } from "../../kernel/fault-codes.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { CertificateFacts } from "./certificate-facts.ts";
import { parseCheckpoint } from "./checkpoint.ts";
import { authoritiesOf } from "./known-timestamps.ts";
import { ReadTimestamp, readTimestamp } from "./timestamp.ts";
import { RememberingCertificate, trustMaterial } from "./trust-material.ts";
import { type TrustedLog, type TrustedRoot, within } from "./trusted-root.ts";
import { knowsIssuer, knowsLog } from "./unknown-parties.ts";

/** What the services of an instance showed before anything was signed. */
export interface Shown {
  readonly certificate: CertificateFacts;
  /** RFC 3161 responses, and the bytes that each is over. */
  readonly timestamps: readonly { readonly der: Uint8Array; readonly over: Uint8Array }[];
  /** The signed tree heads of the logs that show one. */
  readonly checkpoints: readonly string[];
}

/**
 * Requires that what the services sign with is known to the trusted root that will judge, and that their signatures hold:
 * the chain of the certificate, its certificate timestamps, one timestamp of each authority, the tree head of each log.
 * Every key that the root has is tried, not the first of an address or name. Faults: `trusted-root-outdated` for a key
 * that it does not know, and for a bad signature under one that it knows `certificate-untrusted`,
 * `certificate-transparency`, `timestamp-invalid`, `log-proof-invalid`.
 */
export function requireVerifiable(shown: Shown, trust: TrustedRoot): void {
  requireCertificate(shown.certificate, trust);
  for (const timestamp of shown.timestamps) requireTimestamp(timestamp, trust);
  const now = new Date(shown.certificate.notBefore * 1000);
  const logs = trust.logs.filter(({ validFor }) => within(validFor, now));
  for (const checkpoint of shown.checkpoints) requireTreeHead(checkpoint, logs);
}

function requireCertificate({ der, notBefore }: CertificateFacts, trust: TrustedRoot): void {
  const { certificateAuthorities, ctlogs } = trustMaterial(trust);
  const time = new Date(notBefore * 1000);
  if (!knowsIssuer(der, trust)) throw unknown("certificate authority");
  const leaf = new RememberingCertificate(der);
  const issuer = judged("certificate-untrusted", "the certificate", () => {
    return verifyCertificateChain(time, leaf, certificateAuthorities)[1];
  });
  if (trust.requires.certificateTimestamps === 0 || issuer === undefined) return;
  const proof = "the proof that the certificate was logged";
  const timestamps = judged("certificate-transparency", proof, () => leaf.extSCT?.signedCertificateTimestamps ?? []);
  if (timestamps.length === 0) {
    throw new Fault("certificate-transparency", "the issued certificate carries no proof of being logged");
  }
  if (!timestamps.every(({ logID }) => knowsLog(logID, trust.certificateLogs))) throw unknown("certificate log");
  judged("certificate-transparency", proof, () => verifySCTs(leaf, issuer, ctlogs));
}

function requireTimestamp({ der, over }: Shown["timestamps"][number], trust: TrustedRoot): void {
  const facts = readTimestamp(der);
  if (authoritiesOf(facts, trust).length === 0) throw unknown("timestamp authority");
  judged("timestamp-invalid", "the timestamp", () => {
    verifyRFC3161Timestamp(new ReadTimestamp(facts), Buffer.from(over), trustMaterial(trust).timestampAuthorities);
  });
}

function requireTreeHead(note: string, logs: readonly TrustedLog[]): void {
  const { signatures, text } = parseCheckpoint(note);
  const own = signatures.flatMap(({ keyHint, signature }) =>
    logs
      .filter(({ keyId }) => Buffer.compare(keyId.subarray(0, keyHint.length), keyHint) === 0)
      .map(({ publicKey }) => ({ publicKey, signature })),
  );
  if (own.length === 0) throw unknown("transparency log");
  const holds = own.some(({ publicKey, signature }) =>
    verify(publicKey.asymmetricKeyType === "ed25519" ? null : "sha256", encodeUtf8(text), publicKey, signature),
  );
  if (!holds) throw new Fault("log-proof-invalid", "the tree head of the transparency log does not verify");
}

function judged<T>(code: FaultCode, what: string, judge: () => T): T {
  try {
    return judge();
  } catch (cause) {
    throw new Fault(code, `${what} does not verify under the trusted root`, { cause });
  }
}

function unknown(what: string): Fault {
  return new Fault("trusted-root-outdated", `it knows no ${what} that is in use`);
}
