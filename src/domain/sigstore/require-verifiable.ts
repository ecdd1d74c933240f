import type { Cryptography } from "../../crypto/cryptography.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseCheckpoint } from "../transparency/checkpoint.ts";
import { readX509Certificate } from "../x509/x509-certificate.ts";
import type { CertificateFacts } from "./certificate-facts.ts";
import { knowsIssuer, requireIssued } from "./chain/issuing-authority.ts";
import { requireTransparency } from "./sct/certificate-transparency.ts";
import { readTimestampToken } from "./timestamp/timestamp-token.ts";
import { authoritiesOf, verifyTimestamp } from "./timestamp/verify-timestamp.ts";
import { trustAnchors } from "./trust-anchors.ts";
import { isWithin, type TrustedLog, type TrustedRoot } from "./trusted-root.ts";
import { knowsCertificateLogs } from "./unknown-parties.ts";

/** What the services of an instance showed before anything was signed. */
export interface Shown {
  readonly certificate: CertificateFacts;
  /** RFC 3161 responses, and the bytes that each is over. */
  readonly timestamps: readonly ShownTimestamp[];
  /** The signed tree heads of the logs that show one. */
  readonly checkpoints: readonly string[];
}

interface ShownTimestamp {
  readonly der: Uint8Array;
  readonly over: Uint8Array;
}

/**
 * Requires that what the services sign with is known to the trusted root that will judge, and that their signatures hold:
 * the chain of the certificate, its certificate timestamps, one timestamp of each authority, the tree head of each log.
 * Every key that the root has is tried, not the first of an address or name. Faults: `trusted-root-outdated` for a key
 * that it does not know, and for a bad signature under one that it knows those of `requireIssued`, `requireTransparency`
 * and `verifyTimestamp`, `log-checkpoint-invalid`.
 */
export async function requireVerifiable(shown: Shown, trust: TrustedRoot, crypto: Cryptography): Promise<void> {
  await requireCertificate(shown.certificate, trust, crypto);
  for (const timestamp of shown.timestamps) await requireTimestamp(timestamp, trust, crypto);
  const now = new Date(shown.certificate.notBefore * 1000);
  const logs = trust.logs.filter(({ validFor }) => isWithin(validFor, now));
  for (const checkpoint of shown.checkpoints) await requireTreeHead(checkpoint, logs, crypto);
}

async function requireCertificate(
  { der, notBefore }: CertificateFacts,
  trust: TrustedRoot,
  crypto: Cryptography,
): Promise<void> {
  const { authorities, certificateLogs: logs } = trustAnchors(trust);
  const certificate = readX509Certificate(der);
  if (!knowsIssuer(certificate, authorities)) throw unknown("certificate authority");
  const issuer = await requireIssued({ certificate, authorities, times: [notBefore * 1000] }, crypto);
  const needed = trust.requires.certificateTimestamps;
  if (needed === 0) return;
  if (!knowsCertificateLogs(certificate, logs)) throw unknown("certificate log");
  await requireTransparency({ certificate, issuer, logs, needed }, crypto);
}

async function requireTimestamp(
  { der, over }: ShownTimestamp,
  trust: TrustedRoot,
  crypto: Cryptography,
): Promise<void> {
  const token = readTimestampToken(der);
  const named = authoritiesOf(token, trustAnchors(trust).timestampAuthorities);
  const [authority] = named.filter(({ validFor }) => isWithin(validFor, new Date(token.info.milliseconds)));
  if (named.length === 0) throw unknown("timestamp authority");
  if (authority === undefined) {
    throw new Fault("timestamp-invalid", "the trusted root has the timestamp authority for another time only");
  }
  await verifyTimestamp(token, { bytes: over, authority }, crypto);
}

async function requireTreeHead(note: string, logs: readonly TrustedLog[], crypto: Cryptography): Promise<void> {
  const { signatures, bytes } = parseCheckpoint(note);
  const own = signatures.flatMap(({ keyHint, signature }) =>
    logs
      .filter(({ keyId }) => equalBytes(keyId.subarray(0, keyHint.length), keyHint))
      .map(({ publicKey: key }) => ({ key, hash: "sha256", bytes, signature }) as const),
  );
  if (own.length === 0) throw unknown("transparency log");
  for (const signed of own) if (await crypto.verify(signed)) return;
  throw new Fault("log-checkpoint-invalid", "the tree head of the transparency log does not verify");
}

function unknown(what: string): Fault {
  return new Fault("trusted-root-outdated", `it knows no ${what} that is in use`);
}
