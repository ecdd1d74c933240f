import type { Cryptography } from "../../crypto/cryptography.ts";
import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { requireValidAt } from "../x509/validity.ts";
import { readX509Certificate } from "../x509/x509-certificate.ts";
import { requireArtifact } from "./artifact-digests.ts";
import type { ParsedBundle, ParsedLogEntry } from "./bundle.ts";
import type { BundleToVerify } from "./bundle-to-verify.ts";
import { requireKnownCertificates } from "./chain/further-certificates.ts";
import { knowsIssuer, requireIssued } from "./chain/issuing-authority.ts";
import { LOCAL_ISSUER } from "./local-issuer.ts";
import { requireStatedTree } from "./log/checkpoint-signature.ts";
import { requireLogged } from "./log/entry-content.ts";
import { requireInclusion } from "./log/inclusion.ts";
import { logOf, requireConsistent, requireInLog, requireKeyWindow } from "./log/log-entry.ts";
import { requireTransparency } from "./sct/certificate-transparency.ts";
import { requireSignature } from "./signature/content-signature.ts";
import { type RememberedSigner, rememberedSigner } from "./signer-memory.ts";
import { knownTokens, readTokens } from "./timestamp/known-tokens.ts";
import { requireImprint } from "./timestamp/message-imprint.ts";
import { verifyTimestamp } from "./timestamp/verify-timestamp.ts";
import { type TrustAnchors, trustAnchors } from "./trust-anchors.ts";
import { mergedRoot, type TrustedRoot } from "./trusted-root.ts";
import { knowsLog, type Party, unknownParties } from "./unknown-parties.ts";
import type { StatedBundle } from "./verified-bundle.ts";
import { milliseconds, requireEnough, signedTimes, verifyBundle } from "./verify-bundle.ts";

/** A trusted root with the date at which it was the newest. */
export interface DatedRoot {
  readonly root: TrustedRoot;
  readonly dated: Date;
}

/** Whom the trusted roots do not know, and the one of them that should. */
export interface Doubt {
  readonly unknown: ReadonlySet<Party>;
  readonly outdated: DatedRoot;
  /** All of them as one: a known key must hold whichever root has it. */
  readonly known: TrustedRoot;
}

/**
 * What nobody known vouches for, but which may only be newer than the trusted roots: undefined if all parties are known,
 * for the local instance, which no root ever knows, and where the bundle says itself that it is older than the root, which
 * would then know them.
 */
export function doubtOf(bundle: ParsedBundle, roots: readonly DatedRoot[]): Doubt | undefined {
  if (bundle.material.kind === "key") return undefined;
  const known = knownByAny(roots);
  const unknown = unknownParties(bundle, known);
  const { facts } = rememberedSigner(bundle.material.certificates[0], known);
  if (unknown.size === 0 || facts.issuer === LOCAL_ISSUER) return undefined;
  const certificate = readX509Certificate(bundle.material.certificates[0]);
  const oldestFirst = [...roots].sort((a, b) => a.dated.getTime() - b.dated.getTime());
  const outdated =
    oldestFirst.find(({ root }) => knowsIssuer(certificate, trustAnchors(root).authorities)) ?? oldestFirst[0];
  const isNewer = statedTimes(bundle, facts.notBefore).every((at) => outdated !== undefined && outdated.dated <= at);
  return outdated !== undefined && isNewer ? { unknown, outdated, known } : undefined;
}

const MERGED = new WeakMap<readonly DatedRoot[], TrustedRoot>();

/** Merged once, however many bundles follow. */
function knownByAny(roots: readonly DatedRoot[]): TrustedRoot {
  const known = MERGED.get(roots) ?? mergedRoot(roots.map(({ root }) => root));
  MERGED.set(roots, known);
  return known;
}

/** When it was signed, by everybody who says so: the bundle's times, and the start of its certificate. */
function statedTimes(bundle: ParsedBundle, notBefore: number): Date[] {
  const times = signedTimes(bundle, readTokens(bundle.timestamps));
  return [notBefore, ...times.map(({ seconds }) => seconds)].map((seconds) => new Date(seconds * 1000));
}

/** The first unknown party is said: what it vouches for makes the others matter. Fault: `trusted-root-outdated`. */
export function outdatedFault({ unknown, outdated }: Doubt): Fault {
  const [, unknownParty] = UNKNOWN_PARTIES.find(([party]) => unknown.has(party)) ?? UNKNOWN_PARTIES[0];
  const dated = outdated.dated.toISOString().slice(0, 10);
  return new Fault(
    "trusted-root-outdated",
    `${unknownParty} that this program does not know: a forgery, or newer than its root of ${dated}`,
    {
      hint: advice`verify with ${option("online")}, after capsule roots import, or with a newer version of this program; what a private instance signed needs its own root, by ${option("trusted-root")}`,
    },
  );
}

const UNKNOWN_PARTIES = [
  ["authority", "signed by an authority"],
  ["certificate-log", "certified in a certificate log"],
  ["timestamp-authority", "timestamped by an authority"],
  ["log", "logged in a log"],
] as const satisfies readonly (readonly [Party, string])[];

export interface BundleToJudge extends Omit<BundleToVerify, "trust"> {
  readonly doubt: Doubt;
}

/**
 * Refuses what is false whoever the unknown parties are; what comes back is not verified.
 *
 *   1. the certificate is a leaf for signing code
 *   2. every log entry is about this signature, content and signer, and lies in the tree that its checkpoint states
 *   3. every timestamp is over this signature; all stated times lie within the certificate's validity
 *   4. a known authority's instance has all that it requires
 *   5. whatever a known log, authority or timestamp authority signed verifies, and so does the signature
 *   6. the signed digest, or a subject of the statement, is the artifact
 *   7. the signer, as the certificate states it, is the expected one
 *
 * Faults: as those of `verifyBundle`.
 */
export async function judgeBundle(order: BundleToJudge, crypto: Cryptography): Promise<StatedBundle> {
  const { bundle, doubt, signer } = order;
  if (bundle.material.kind === "key" || signer.kind === "key") {
    return verifyBundle({ ...order, trust: doubt.outdated.root }, crypto);
  }
  const anchors = trustAnchors(doubt.known);
  // 1.
  const remembered = rememberedSigner(bundle.material.certificates[0], doubt.known);
  const judged = { order, anchors, remembered };
  // 2.
  for (const entry of bundle.logEntries) await requireStatedEntry(entry, judged, crypto);
  // 3.
  const times = await requireStatedTimes(judged, crypto);
  // 4.
  const { unknown, outdated } = doubt;
  const isKnownAuthority = !unknown.has("authority");
  const stated = signedTimes(bundle, readTokens(bundle.timestamps));
  if (isKnownAuthority) requireEnough({ ...order, trust: outdated.root }, stated);
  // 5.
  if (isKnownAuthority) await requireKnownIssuer(judged, times, crypto);
  for (const entry of bundle.logEntries.filter(({ logId }) => knowsLog(logId, anchors.logs))) {
    const log = logOf(entry, anchors.logs);
    await requireInLog(entry, log, crypto);
    requireKeyWindow(entry, log, stated);
  }
  const key = remembered.certificate.publicKey;
  await requireSignature({ content: bundle.content, key, message: order.message }, crypto);
  // 6.
  requireArtifact(bundle.content, order.artifact);
  // 7.
  signer.require(remembered.facts);
  const certificate = remembered.facts;
  return { signer: { kind: "certificate", certificate }, content: bundle.content, times: stated, logEntries: [] };
}

interface Judged {
  readonly order: BundleToJudge;
  readonly anchors: TrustAnchors;
  readonly remembered: RememberedSigner;
}

async function requireStatedEntry(
  entry: ParsedLogEntry,
  { order: { bundle }, remembered }: Judged,
  crypto: Cryptography,
): Promise<void> {
  const signer = { certificate: remembered.certificate.der };
  await requireLogged(entry, { content: bundle.content, signer }, crypto);
  requireConsistent(entry);
  if (entry.proof === undefined) return;
  requireStatedTree(entry.proof);
  await requireInclusion(entry, entry.proof, crypto);
}

/**
 * Whoever states a time, a signature outside of its certificate's validity is worth nothing; without any time, neither.
 * Resolves to the times in milliseconds since 1970.
 */
async function requireStatedTimes(
  { order: { bundle, doubt }, anchors, remembered }: Judged,
  crypto: Cryptography,
): Promise<readonly number[]> {
  const bytes = bundle.content.signature;
  const tokens = readTokens(bundle.timestamps);
  for (const token of tokens) await requireImprint(token, bytes, crypto);
  const times = milliseconds(bundle, tokens);
  if (times.length === 0) throw new Fault("signed-time-missing", "nothing in the bundle says when it was signed");
  for (const at of times) requireValidAt(remembered.certificate, at);
  if (doubt.unknown.has("timestamp-authority")) return times;
  for (const { token, authority } of knownTokens(bundle.timestamps, anchors.timestampAuthorities)) {
    await verifyTimestamp(token, { bytes, authority }, crypto);
  }
  return times;
}

async function requireKnownIssuer(
  { order: { bundle, doubt }, anchors, remembered }: Judged,
  times: readonly number[],
  crypto: Cryptography,
): Promise<void> {
  const { authorities, certificateLogs: logs } = anchors;
  const { certificate } = remembered;
  const [, ...others] = bundle.material.kind === "certificate" ? bundle.material.certificates : [];
  requireKnownCertificates(others, { version: bundle.version, authorities });
  const issuer = await requireIssued({ certificate, authorities, times }, crypto);
  const needed = doubt.outdated.root.requires.certificateTimestamps;
  if (doubt.unknown.has("certificate-log") || (logs.length === 0 && needed === 0)) return;
  remembered.transparency ??= requireTransparency({ certificate, issuer, logs, needed }, crypto);
  await remembered.transparency;
}
