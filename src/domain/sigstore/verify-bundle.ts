import type { Cryptography } from "../../crypto/cryptography.ts";
import { advice, option } from "../../kernel/advice.ts";
import { encodeBase64 } from "../../kernel/base64.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import { requireArtifact } from "./artifact-digests.ts";
import type { ParsedBundle, ParsedLogEntry } from "./bundle.ts";
import type { BundleToVerify } from "./bundle-to-verify.ts";
import { requireKnownCertificates } from "./chain/further-certificates.ts";
import { requireIssued } from "./chain/issuing-authority.ts";
import type { ExpectedKey } from "./expected-identity.ts";
import { requireLogged } from "./log/entry-content.ts";
import type { EntrySigner } from "./log/entry-facts.ts";
import { logOf, requireConsistent, requireInLog, requireKeyWindow } from "./log/log-entry.ts";
import { requireTransparency } from "./sct/certificate-transparency.ts";
import { holdsSignature, requireSignature } from "./signature/content-signature.ts";
import { type RememberedSigner, rememberedSigner } from "./signer-memory.ts";
import { knownTokens } from "./timestamp/known-tokens.ts";
import type { TimestampToken } from "./timestamp/timestamp-token.ts";
import { verifyTimestamp } from "./timestamp/verify-timestamp.ts";
import { type TrustAnchors, trustAnchors } from "./trust-anchors.ts";
import type { TrustedLog } from "./trusted-root.ts";
import { isWithin } from "./trusted-root.ts";
import type { BundleSigner, LogEntryFacts, SignedTime, VerifiedBundle } from "./verified-bundle.ts";

/**
 * Verifies a Sigstore bundle: nothing of it counts before all of this holds.
 *
 *   1. the signer is a certificate of the right shape, or the expected key
 *   2. every log entry is about this signature, this content and this signer, and contradicts itself nowhere
 *   3. log entries and signed times are as many as the trusted root requires, from distinct logs and authorities
 *   4. the timestamps verify
 *   5. an authority issued the certificate and logs showed it, or the key was valid, at each of the times
 *   6. the log entries are in their logs
 *   7. the signer signed the content
 *   8. the keys of the logs were valid when it was signed
 *   9. the signed digest, or a subject of the statement, is the artifact
 *  10. the signer is the expected one
 *
 * `authority-unknown`, `timestamp-authority-unknown`, `certificate-log-unknown` and `log-unknown` mean that the trusted root does
 * not know who should have vouched; every other fault says something against the bundle. docs/verification.md lists them.
 */
export async function verifyBundle(order: BundleToVerify, crypto: Cryptography): Promise<VerifiedBundle> {
  const { bundle, trust } = order;
  const anchors = trustAnchors(trust);
  // 1.
  const signer = await readSigner(order, anchors, crypto);
  // 2.
  for (const entry of bundle.logEntries)
    await requireLogged(entry, { content: bundle.content, signer: loggedAs(signer) }, crypto);
  const entries = bundle.logEntries.map((entry) => ({ entry, log: logOf(entry, anchors.logs) }));
  for (const { entry } of entries) requireConsistent(entry);
  // 3.
  const tokens = knownTokens(bundle.timestamps, anchors.timestampAuthorities);
  const stamped = tokens.map(({ token }) => token);
  const times = signedTimes(bundle, stamped);
  requireEnough(order, times);
  // 4.
  const bytes = bundle.content.signature;
  for (const { token, authority } of tokens) await verifyTimestamp(token, { bytes, authority }, crypto);
  // 5.
  await requireSignerAt(signer, { order, anchors, times: milliseconds(bundle, stamped) }, crypto);
  // 6.
  const logEntries = [];
  for (const { entry, log } of entries) logEntries.push(factsOf(entry, log, await requireInLog(entry, log, crypto)));
  // 7.
  const key = signer.kind === "certificate" ? signer.remembered.certificate.publicKey : signer.publicKey;
  await requireSignature({ content: bundle.content, key, message: order.message }, crypto);
  // 8.
  for (const { entry, log } of entries) requireKeyWindow(entry, log, times);
  // 9.
  requireArtifact(bundle.content, order.artifact);
  // 10.
  if (signer.kind === "certificate" && order.signer.kind !== "key") order.signer.require(signer.remembered.facts);
  const verified: Omit<VerifiedBundle, symbol> = {
    signer: await shownSigner(signer, crypto),
    content: bundle.content,
    times,
    logEntries,
  };
  return verified as VerifiedBundle;
}

type ReadSigner = { readonly kind: "certificate"; readonly remembered: RememberedSigner } | ExpectedKey;

async function readSigner(
  order: BundleToVerify,
  { authorities }: TrustAnchors,
  crypto: Cryptography,
): Promise<ReadSigner> {
  const { bundle, trust, signer } = order;
  if (bundle.material.kind === "key") {
    if (signer.kind === "key") return signer;
    const { hint } = bundle.material;
    if (signer.kind === "any" && signer.keys.length > 0) return await signingKey(order, { hint, ...signer }, crypto);
    throw new Fault("identity-mismatch", "the bundle was signed with a key, and a certificate was expected", {
      hint: advice`name the public key that must have signed with ${option("key")}`,
    });
  }
  if (signer.kind === "key") {
    throw new Fault("identity-mismatch", "the bundle was signed with a certificate, and a key was expected");
  }
  const [leaf, ...others] = bundle.material.certificates;
  const remembered = rememberedSigner(leaf, trust);
  requireKnownCertificates(others, { version: bundle.version, authorities });
  return { kind: "certificate", remembered };
}

/** The one that signed: by the hint, where it is a digest as cosign and we write it, else by trying. Fault: `identity-mismatch`. */
async function signingKey(
  { bundle: { content }, message }: BundleToVerify,
  { hint, keys }: { readonly hint: string; readonly keys: readonly ExpectedKey[] },
  crypto: Cryptography,
): Promise<ExpectedKey> {
  for (const one of keys) if (encodeBase64(await crypto.digest("sha256", one.publicKey.spki)) === hint) return one;
  for (const one of keys) if (await holdsSignature({ content, key: one.publicKey, message }, crypto)) return one;
  throw new Fault(
    "identity-mismatch",
    `the bundle was signed with another key than the ${keys.length} that are expected`,
  );
}

function loggedAs(signer: ReadSigner): EntrySigner {
  if (signer.kind === "key") return { publicKey: signer.publicKey.spki };
  return { certificate: signer.remembered.certificate.der };
}

async function shownSigner(signer: ReadSigner, crypto: Cryptography): Promise<BundleSigner> {
  if (signer.kind === "key") {
    const { spki } = signer.publicKey;
    return { kind: "key", publicKey: spki, fingerprint: encodeHex(await crypto.digest("sha256", spki)) };
  }
  return { kind: "certificate", certificate: signer.remembered.facts };
}

/** Times that count once they are verified: a log's only if its promise signs it (B09, CVE-2026-48816). */
export function signedTimes(bundle: ParsedBundle, tokens: readonly TimestampToken[]): SignedTime[] {
  const promised = bundle.logEntries.filter(({ promise }) => promise !== undefined);
  return [
    ...promised.map((entry) => ({ source: "log" as const, seconds: Number(entry.integratedSeconds) })),
    ...tokens.map(({ info }) => ({
      source: "timestamp-authority" as const,
      seconds: Math.floor(info.milliseconds / 1000),
    })),
  ];
}

/** The same times, as fine as they are stated. */
export function milliseconds(bundle: ParsedBundle, tokens: readonly TimestampToken[]): number[] {
  const promised = bundle.logEntries.filter(({ promise }) => promise !== undefined);
  return [
    ...promised.map((entry) => Number(entry.integratedSeconds) * 1000),
    ...tokens.map(({ info }) => info.milliseconds),
  ];
}

/** Thresholds belong to the trusted root; one log or authority counts once (B49, CVE-2026-49834). */
export function requireEnough({ bundle, trust, minimum }: BundleToVerify, times: readonly SignedTime[]): void {
  const { logEntries } = bundle;
  if (logEntries.some((entry, at) => logEntries.slice(0, at).some((other) => isSame(entry, other)))) {
    throw new Fault("log-entry-missing", "a log entry is twice in the bundle");
  }
  const logs = new Set(logEntries.map(({ logId }) => encodeHex(logId)));
  // Whoever names a key trusts it without a log; what an instance requires is for its certificates.
  const required = bundle.material.kind === "certificate" ? trust.requires.logEntries : 0;
  const needed = Math.max(required, minimum?.logEntries ?? 0);
  if (logs.size < needed) {
    throw new Fault("log-entry-missing", `${needed} log entries are required, the bundle has ${logs.size}`);
  }
  const neededTimes = Math.max(bundle.material.kind === "certificate" ? 1 : 0, minimum?.times ?? 0);
  if (times.length < neededTimes) {
    const message = "no log or timestamp authority of the trusted root says when it was signed";
    throw new Fault("signed-time-missing", message, { hint: "a newer trusted root may know the authority that did" });
  }
}

function isSame(entry: ParsedLogEntry, other: ParsedLogEntry): boolean {
  return equalBytes(entry.logId, other.logId) && equalBytes(entry.body, other.body);
}

interface SignerContext {
  readonly order: BundleToVerify;
  readonly anchors: TrustAnchors;
  /** Milliseconds since 1970. */
  readonly times: readonly number[];
}

async function requireSignerAt(signer: ReadSigner, { order, anchors, times }: SignerContext, crypto: Cryptography) {
  if (signer.kind === "key") {
    const { validFor, revoked, logged } = signer;
    if (logged && order.bundle.logEntries.length === 0) {
      throw new Fault("log-entry-missing", "what this key signs must be in a log, and the bundle has no entry of one");
    }
    if ((validFor !== undefined || revoked !== undefined) && times.length === 0) {
      throw new Fault("signed-time-missing", "the key is valid for a time only, and nothing says when it signed");
    }
    if (revoked !== undefined && !times.every((at) => at < revoked.getTime())) {
      throw new Fault("key-revoked", `the key is revoked, and signed after ${formatEpoch(revoked.getTime() / 1000)}`);
    }
    if (validFor !== undefined && !times.every((at) => isWithin(validFor, new Date(at)))) {
      throw new Fault("key-expired", "the key was not valid when it signed");
    }
    return;
  }
  const { remembered } = signer;
  const { certificate } = remembered;
  const issuer = await requireIssued({ certificate, authorities: anchors.authorities, times }, crypto);
  const needed = order.trust.requires.certificateTimestamps;
  // A root without certificate logs asks for no timestamps, and those of unknown logs do not refuse it.
  if (anchors.certificateLogs.length === 0 && needed === 0) return;
  const transparent = { certificate, issuer, logs: anchors.certificateLogs, needed };
  // Under one trusted root they are verified once, however many bundles the certificate signed.
  remembered.transparency ??= requireTransparency(transparent, crypto);
  await remembered.transparency;
}

function factsOf(entry: ParsedLogEntry, log: TrustedLog, origin: string | undefined): LogEntryFacts {
  return {
    log: log.baseUrl,
    origin,
    index: String(entry.index),
    integratedSeconds: entry.promise === undefined ? undefined : Number(entry.integratedSeconds),
  };
}
