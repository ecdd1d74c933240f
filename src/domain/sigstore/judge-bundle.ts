import { createPublicKey } from "node:crypto";
import { Verifier } from "@sigstore/verify";
import { verifyCertificateChain } from "@sigstore/verify/dist/key/certificate.js";
import { verifySCTs } from "@sigstore/verify/dist/key/sct.js";
import { verifyMerkleInclusion } from "@sigstore/verify/dist/tlog/merkle.js";
import { Fault } from "../../kernel/fault.ts";
import { requireArtifact } from "./artifact-digests.ts";
import type { ParsedBundle } from "./bundle.ts";
import { readCertificate } from "./certificate.ts";
import { requireChain, requireLeaf } from "./certificate-chain.ts";
import type { CertificateFacts } from "./certificate-facts.ts";
import { authoritiesOf, knownTimestamps, readTimestamps } from "./known-timestamps.ts";
import { libraryFault } from "./library-fault.ts";
import { LOCAL_ISSUER } from "./local-issuer.ts";
import { requireConsistent, requireConsistentEntries, requireKeyWindows } from "./log-entries.ts";
import { requireLogged } from "./log-entry-body.ts";
import { toLibraryEntry, toSignedEntity } from "./signed-entity.ts";
import { ReadTimestamp, type TimestampFacts } from "./timestamp.ts";
import { RememberingCertificate, trustMaterial } from "./trust-material.ts";
import { mergedRoot, type TrustedRoot } from "./trusted-root.ts";
import { knowsIssuer, knowsLog, type Party, unknownParties } from "./unknown-parties.ts";
import type { StatedBundle } from "./verified-bundle.ts";
import { type BundleToVerify, requireEnough, signedTimes, verifyBundle } from "./verify-bundle.ts";

/** A trusted root with the date at which it was the newest. */
export interface DatedRoot {
  readonly root: TrustedRoot;
  readonly dated: Date;
}

/** Whom the trusted roots do not know, and the one of them that should. */
export interface Doubt {
  readonly unknown: ReadonlySet<Party>;
  readonly outdated: DatedRoot;
}

/**
 * What nobody known vouches for, but which may only be newer than the trusted roots: undefined where all parties are known,
 * for the local instance, which no root ever knows, and where the bundle says itself that it is older than the root, which
 * would then know them. Several roots count as one, so that a known key must hold whichever root has it.
 */
export function doubtOf(bundle: ParsedBundle, roots: readonly DatedRoot[]): Doubt | undefined {
  if (bundle.material.kind === "key") return undefined;
  const [leaf] = bundle.material.certificates;
  const certificate = readCertificate(leaf);
  const unknown = unknownParties(bundle, mergedRoot(roots.map(({ root }) => root)));
  if (unknown.size === 0 || certificate.issuer === LOCAL_ISSUER) return undefined;
  const oldestFirst = [...roots].sort((a, b) => a.dated.getTime() - b.dated.getTime());
  const outdated = oldestFirst.find(({ root }) => knowsIssuer(leaf, root)) ?? oldestFirst[0];
  const isNewer = statedTimes(bundle, certificate).every((time) => outdated !== undefined && outdated.dated <= time);
  return outdated !== undefined && isNewer ? { unknown, outdated } : undefined;
}

/** The first unknown party is said: what it vouches for makes the others matter. Fault: `trusted-root-outdated`. */
export function outdatedFault({ unknown, outdated }: Doubt): Fault {
  const [, stranger] = STRANGERS.find(([party]) => unknown.has(party)) ?? STRANGERS[0];
  const dated = outdated.dated.toISOString().slice(0, 10);
  return new Fault(
    "trusted-root-outdated",
    `${stranger} that this program does not know: a forgery, or newer than its root of ${dated}`,
    {
      hint: "verify with --online, after capsule roots import, or with a newer version of this program; what a private instance signed needs its own root, by --trusted-root",
    },
  );
}

const STRANGERS = [
  ["authority", "signed by an authority"],
  ["certificate-log", "certified in a certificate log"],
  ["timestamp-authority", "timestamped by an authority"],
  ["log", "logged in a log"],
] as const satisfies readonly (readonly [Party, string])[];

export interface BundleToJudge extends Omit<BundleToVerify, "trust"> {
  readonly roots: readonly DatedRoot[];
  readonly doubt: Doubt;
}

/**
 * Refuses what is false whoever the unknown parties are; what comes back is not verified.
 *
 *   1. the certificate is a leaf for signing code; its chain, where the authority is known, verifies
 *   2. every log entry is about this signature, content and signer, and lies in the tree that its checkpoint states
 *   3. every timestamp is over this signature; all stated times lie within the certificate's validity
 *   4. signature, and whatever a known log, authority or timestamp authority signed, verify
 *   5. the signed digest, or a subject of the statement, is the artifact
 *   6. the signer, as the certificate states it, is the expected one
 *
 * Faults: as those of `verifyBundle`.
 */
export function judgeBundle(order: BundleToJudge): StatedBundle {
  const { bundle, doubt, roots, signer } = order;
  if (bundle.material.kind === "key" || signer.kind === "key") {
    return verifyBundle({ ...order, trust: doubt.outdated.root });
  }
  const trust = mergedRoot(roots.map(({ root }) => root));
  const certificate = readCertificate(bundle.material.certificates[0]);
  requireLeaf(certificate);
  if (!doubt.unknown.has("authority")) requireChain(bundle, { certificate, trust });
  requireStatedEntries(order, { certificate, trust });
  const known = doubt.unknown.has("timestamp-authority") ? [] : knownTimestamps(bundle.timestamps, trust);
  const strangers = readTimestamps(bundle.timestamps).filter((facts) => authoritiesOf(facts, trust).length === 0);
  for (const facts of strangers) requireStamped(facts, bundle);
  requireWithinValidity(bundle, certificate);
  requireWhatKnownRootRequires(order);
  const entries = bundle.logEntries.filter(({ logId }) => knowsLog(logId, trust.logs));
  verifyKnown({ order, trust, certificate, timestamps: known, entries });
  requireArtifact(bundle.content, order.artifact);
  signer.check(certificate);
  const times = signedTimes(bundle, readTimestamps(bundle.timestamps));
  return { signer: { kind: "certificate", certificate }, content: bundle.content, times, logEntries: [] };
}

interface Judged {
  readonly certificate: CertificateFacts;
  readonly trust: TrustedRoot;
}

function requireStatedEntries({ bundle }: BundleToJudge, { certificate, trust }: Judged): void {
  for (const entry of bundle.logEntries) {
    requireLogged(entry, { content: bundle.content, signer: { certificate: certificate.der } });
    if (knowsLog(entry.logId, trust.logs)) requireConsistentEntries([entry], trust);
    else requireConsistent(entry);
    if (entry.proof !== undefined) requireIncluded(entry, trust);
  }
}

/** RFC 9162 §2.1.3.2, from the root hash that the checkpoint states. */
function requireIncluded(entry: ParsedBundle["logEntries"][number], trust: TrustedRoot): void {
  const { proof } = entry;
  if (proof === undefined) return;
  const tree = { logSize: proof.treeSize, logHash: Buffer.from(proof.rootHash) };
  judged(trust, () =>
    verifyMerkleInclusion(
      toLibraryEntry(entry) as Parameters<typeof verifyMerkleInclusion>[0],
      tree as Parameters<typeof verifyMerkleInclusion>[1],
    ),
  );
}

function requireStamped(facts: TimestampFacts, { content }: ParsedBundle): void {
  try {
    new ReadTimestamp(facts).tstInfo.verify(Buffer.from(content.signature));
  } catch (cause) {
    throw new Fault("timestamp-invalid", "a timestamp is of another signature", { cause });
  }
}

/** Whoever states a time, a signature outside of its certificate's validity is worth nothing; without any time, neither. */
function requireWithinValidity(bundle: ParsedBundle, { notBefore, notAfter }: CertificateFacts): void {
  const seconds = signedTimes(bundle, readTimestamps(bundle.timestamps)).map((time) => time.seconds);
  if (seconds.length === 0) throw new Fault("signed-time-missing", "nothing in the bundle says when it was signed");
  if (seconds.every((second) => notBefore <= second && second <= notAfter)) return;
  throw new Fault("certificate-untrusted", "the certificate was not valid when it signed, by the times in the bundle");
}

/** A known authority says whose instance it is; there, only what is of an unknown party may be missing. */
function requireWhatKnownRootRequires({ doubt, ...order }: BundleToJudge): void {
  const { unknown, outdated } = doubt;
  if (unknown.has("authority")) return;
  const times = signedTimes(order.bundle, readTimestamps(order.bundle.timestamps));
  requireEnough({ ...order, trust: outdated.root }, times);
}

interface Known extends Judged {
  readonly order: BundleToJudge;
  readonly timestamps: readonly TimestampFacts[];
  readonly entries: ParsedBundle["logEntries"];
}

function verifyKnown({ order, trust, certificate, timestamps, entries }: Known): void {
  const { bundle, doubt, message } = order;
  const times = signedTimes(bundle, readTimestamps(bundle.timestamps));
  const entity = toSignedEntity(
    { content: bundle.content, logEntries: entries },
    { timestamps, message },
    { $case: "public-key", hint: "" },
  );
  judged(trust, () => {
    const publicKey = createPublicKey({ key: Buffer.from(certificate.publicKey), format: "der", type: "spki" });
    const material = { ...trustMaterial(trust), publicKey: () => ({ publicKey, validFor: () => true }) };
    new Verifier(material, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 }).verify(entity);
    if (doubt.unknown.has("authority")) return;
    const leaf = new RememberingCertificate(certificate.der);
    const paths = times.map(({ seconds }) =>
      verifyCertificateChain(new Date(seconds * 1000), leaf, material.certificateAuthorities),
    );
    const [, issuer] = paths[0] ?? [];
    if (doubt.unknown.has("certificate-log") || issuer === undefined) return;
    const scts = verifySCTs(leaf, issuer, material.ctlogs);
    if (scts.length >= doubt.outdated.root.requires.certificateTimestamps) return;
    throw new Fault("certificate-transparency", "the certificate has no certificate timestamp");
  });
  requireKeyWindows(entries, { trust, times });
}

/** When it was signed, by everybody who says so: the bundle's times, and the start of its certificate. */
function statedTimes(bundle: ParsedBundle, { notBefore }: CertificateFacts): Date[] {
  const times = signedTimes(bundle, readTimestamps(bundle.timestamps));
  return [notBefore, ...times.map(({ seconds }) => seconds)].map((seconds) => new Date(seconds * 1000));
}

function judged(trust: TrustedRoot, verify: () => void): void {
  try {
    verify();
  } catch (error) {
    throw libraryFault(error, trust);
  }
}
