import { sha256Hex } from "../../../crypto/node-digest.ts";
import { imageEntry, isEvidenceEntry } from "../../../domain/capsule/entry-names.ts";
import { readCapsule } from "../../../domain/capsule/read-capsule.ts";
import type { RootStatement } from "../../../domain/capsule/root-schema.ts";
import { parseBundle } from "../../../domain/sigstore/bundle.ts";
import type { CertificateFacts } from "../../../domain/sigstore/certificate-facts.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { bytesSource, sourceChunks } from "../../../kernel/byte-source.ts";
import { Fault } from "../../../kernel/fault.ts";
import { MAX_CAPSULE_BYTES } from "../../../kernel/limits.ts";
import { printable } from "../../../kernel/printable.ts";
import { unlessRefused } from "../../../kernel/unless-refused.ts";
import type { OpenedRelease, ReleaseTarget } from "../../../ports/release-host.ts";
import type { Signer } from "../../../ports/signer.ts";
import type { VerifyPorts } from "../../verify/verify-order.ts";
import type { GivenEvidence } from "../describe/read-given-evidence.ts";
import type { ReleasePlan } from "../examine/plan-release.ts";
import { isAttached } from "../images/planned-image.ts";
import type { SealedContent } from "../self-verify/sealed-content.ts";
import { verifySealed, whyNot } from "../self-verify/verify-sealed.ts";
import { planFor } from "../sign/plan-for.ts";
import { agreeWithCertificate } from "../source/agree-with-certificate.ts";
import { filesToPublish } from "./files-to-publish.ts";

export interface Unfinished {
  readonly facts: SourceFacts;
  readonly plan: ReleasePlan;
  readonly opened: readonly OpenedRelease[];
  readonly evidence: GivenEvidence;
  /** Whether the release was public before it was sealed. */
  readonly backfill: boolean;
  /** Whether the local instance signs, whose keys live for one run. */
  readonly local: boolean;
}

type RecoverPorts = VerifyPorts & { readonly signer: Signer };

/**
 * Takes over what an interrupted run of this very release sealed: its capsule must verify, be signed by the identity that
 * would sign now, and be of the same repository, tag, commit and assets. Then nothing is signed again. What cannot be used
 * is said with the reason, and the evidence, and only the evidence, is taken away, capsule last; undefined means that the
 * release is to be sealed.
 */
export async function recoverSealed(unfinished: Unfinished, ports: RecoverPorts): Promise<SealedContent | undefined> {
  let sealed: SealedContent | undefined;
  for (const release of gitHubFirst(unfinished.opened)) {
    const { evidence } = release;
    if (evidence.length === 0) continue;
    const found = sealed ?? (await examineLeft(release, unfinished, ports));
    if (typeof found === "string") ports.progress.warn(`${nameOf(release.target)} holds ${found}`);
    const stale = typeof found === "string" ? evidence : staleEvidence(release, unfinished, found);
    const names = stale.map(({ name }) => name);
    await takeAway(release, capsuleLast(names, unfinished.plan.capsule), found);
    if (typeof found !== "string") sealed = found;
  }
  if (sealed !== undefined) ports.progress.step("taking over what an earlier run sealed: nothing is signed again");
  return sealed;
}

/** Fault: `release-conflict` with the reason, where the release is public and may lose nothing. */
async function takeAway(release: OpenedRelease, names: readonly string[], found: unknown): Promise<void> {
  try {
    await release.remove(names);
  } catch (fault) {
    if (!(fault instanceof Fault) || fault.code !== "release-conflict" || typeof found !== "string") throw fault;
    throw new Fault(fault.code, `${fault.message}: ${found}`, fault.hint === undefined ? {} : { hint: fault.hint });
  }
}

/** What is public, or will be, decides what a folder must hold. */
function gitHubFirst(opened: readonly OpenedRelease[]): OpenedRelease[] {
  const isFolder = ({ target }: OpenedRelease): boolean => target.kind === "folder";
  return [...opened.filter((release) => !isFolder(release)), ...opened.filter(isFolder)];
}

function nameOf(target: ReleaseTarget): string {
  return target.kind === "github" ? "the release" : `the folder ${printable(target.path)}`;
}

/** The sealed release, or what there is instead and why it is of no use. */
async function examineLeft(
  release: OpenedRelease,
  unfinished: Unfinished,
  ports: RecoverPorts,
): Promise<SealedContent | string> {
  const { plan, local } = unfinished;
  if (!release.evidence.some(({ name }) => name === plan.capsule)) {
    return "files of an earlier run without its capsule: they are made again";
  }
  const capsule = "an earlier run's capsule, which was not taken over";
  if (local) return `${capsule}: the keys of the local Sigstore live for one run`;
  ports.progress.step("verifying what an earlier run sealed");
  const bytes = await release.read(plan.capsule, MAX_CAPSULE_BYTES);
  const found = await examine({ ...unfinished, bytes }, ports);
  return typeof found === "string" ? `${capsule}: ${found}` : found;
}

interface Found extends Pick<Unfinished, "evidence" | "backfill"> {
  readonly facts: SourceFacts;
  readonly plan: ReleasePlan;
  readonly bytes: Uint8Array;
}

/** The sealed release, or why it is another one. */
async function examine(found: Found, ports: RecoverPorts): Promise<SealedContent | string> {
  const { facts, plan, evidence, backfill, bytes } = found;
  const identity = await ports.signer.identify();
  const capsule = { name: plan.capsule, bytes, sha256: sha256Hex(bytes) };
  const { assets, images } = plan;
  const verification = await verifySealed({ capsule, release: facts, assets, images, identity }, ports);
  const { root } = verification;
  if (root === undefined) return `it does not verify: ${whyNot(verification)}`;
  const { signer } = root;
  const certificate = signer.kind === "certificate" ? signer.certificate : undefined;
  // Said before what follows from it: files of another release do not verify as this one's.
  const other = whyOther(root.statement, { facts, plan, certificate, backfill });
  if (other !== undefined) return other;
  if (verification.verdict !== "verified") return `it does not verify: ${whyNot(verification)}`;
  const { root: rootBundle, entries } = await readCapsule(sourceChunks(bytesSource(bytes)), ports.crypto);
  const lacking = planFor(plan, identity, { sign: "auto" }).published.find(
    ({ content }) => "entry" in content && !entries.has(content.entry),
  );
  if (lacking !== undefined) return `it holds nothing for ${printable(lacking.name)}`;
  const unsigned = plan.images.find(
    (one) => isAttached(one) && !entries.has(imageEntry(one.sha256, "signature.sigstore")),
  );
  if (unsigned !== undefined) return `it holds no signature of ${printable(unsigned.name)}`;
  if (!holdsEvidence(entries, evidence)) return "it holds other evidence than was given";
  return {
    facts: { ...facts, runUri: root.statement.predicate.release.runUri },
    assets: plan.assets,
    images: plan.images,
    identity: identity.kind === "key" ? identity : { ...identity, certificate: certificate?.der ?? new Uint8Array() },
    capsule,
    rootSha256: root.sha256,
    claims: verification.claims,
    verification,
    logEntries: root.logEntries,
    trustedRoot: undefined,
    root: rootBundle,
    entries: [...entries].map(([name, content]) => ({ name, bytes: content })),
    recovered: true,
  };
}

const SAME = ["name", "version", "tag", "commit", "repository", "repositoryId", "ownerId"] as const;

interface Expected {
  readonly facts: SourceFacts;
  readonly plan: ReleasePlan;
  readonly certificate: CertificateFacts | undefined;
  readonly backfill: boolean;
}

function whyOther({ subject, predicate }: RootStatement, expected: Expected): string | undefined {
  const { facts, plan, certificate, backfill } = expected;
  const subjects = [...plan.assets, ...plan.images];
  if ((predicate.backfill !== undefined) !== backfill) return "only one of them is a backfill";
  for (const key of SAME) {
    if (predicate.release[key] !== facts[key]) return `it is of another ${key}`;
  }
  const sealed = new Map(subject.map(({ name, digest }) => [name, digest.sha256]));
  if (sealed.size !== subjects.length || subjects.some(({ name, sha256 }) => sealed.get(name) !== sha256)) {
    return "it is of other files or images than were named now";
  }
  try {
    agreeWithCertificate({ ...facts, runUri: null }, certificate, { backfill });
    return undefined;
  } catch (fault) {
    if (fault instanceof Fault && fault.code === "source-contradiction") return fault.message;
    throw fault;
  }
}

/** Whether below `evidence/` lies exactly what would be put there now: the statements by what they say. */
function holdsEvidence(entries: ReadonlyMap<string, Uint8Array>, { statements, carried }: GivenEvidence): boolean {
  const there = [...entries].filter(([name]) => isEvidenceEntry(name));
  const expected = new Set([
    ...carried.map(({ name }) => name),
    ...statements.map(({ payload }) => sha256Hex(payload)),
  ]);
  const isExpected = ([name, bytes]: readonly [string, Uint8Array]) =>
    expected.delete(name) || expected.delete(sha256Hex(payloadOf(bytes)));
  return there.every(isExpected) && expected.size === 0;
}

function payloadOf(bundle: Uint8Array): Uint8Array {
  const content = unlessRefused(() => parseBundle(bundle).content, undefined);
  return content?.kind === "dsse" ? content.payload : new Uint8Array();
}

/** Evidence that the plan does not want, or that is not what the capsule holds. Of a public release nothing is removed. */
function staleEvidence(release: OpenedRelease, { plan, evidence }: Unfinished, sealed: SealedContent) {
  const files = filesToPublish(plan.published, sealed, evidence.statements);
  const wanted = new Map(files.map(({ name, bytes }) => [name, sha256Hex(bytes)]));
  return release.evidence.filter(({ name, sha256 }) => {
    const expected = wanted.get(name);
    return expected === undefined ? !release.isPublic : expected !== sha256;
  });
}

/** While evidence is there, so is the capsule: what lies there without one is not ours. */
function capsuleLast(names: readonly string[], capsule: string): readonly string[] {
  return [...names.filter((name) => name !== capsule), ...names.filter((name) => name === capsule)];
}
