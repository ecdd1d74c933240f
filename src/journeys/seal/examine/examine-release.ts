import { DEFAULT_MAX_AGE } from "../../../domain/evidence/scanner-reports/judge-scan.ts";
import type { CheckedRelease } from "../../../domain/release/checked-release.ts";
import type { Destination } from "../../../domain/release/checks/check-github-files.ts";
import { checkSecurity } from "../../../domain/release/checks/check-security.ts";
import { releaseCheckOf } from "../../../domain/release/checks/release-check.ts";
import { CHECK_IDS, type CheckId, claimsOf, type Finding } from "../../../domain/release/checks/release-claim.ts";
import type { ReleaseManifest, VulnerabilityRules } from "../../../domain/release/manifest.ts";
import { tagNotUnderstood } from "../../../domain/source/read-tag.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { plainFacts, type SourcedFacts } from "../../../domain/source/sourced.ts";
import type { JudgedRisk } from "../../../domain/vulnerability/judge-risk.ts";
import { advice, option } from "../../../kernel/advice.ts";
import { Fault } from "../../../kernel/fault.ts";
import { FAULT_CODES, type FaultCode } from "../../../kernel/fault-codes.ts";
import { judgeRelease } from "../../check/check.ts";
import { readSecurity } from "../../check/read-security.ts";
import { collectAssets, inOrder } from "../assets/collect-assets.ts";
import { withoutInstallers } from "../assets/own-installers.ts";
import { FROM_RELEASE, readAssetLists } from "../assets/read-asset-lists.ts";
import { receiveAssets } from "../assets/receive-assets.ts";
import { judgeVulnerabilities } from "../describe/judge-vulnerabilities.ts";
import { type GivenEvidence, readGivenEvidence } from "../describe/read-given-evidence.ts";
import { readGivenSboms } from "../describe/read-given-sboms.ts";
import { lookUpImages, namedImages } from "../images/look-up-images.ts";
import { type CollectedAsset, type ExaminePorts, isRehearsal, isTrial, type SealOrder } from "../order/seal-order.ts";
import { applyManifest } from "../source/apply-manifest.ts";
import { readManifest } from "../source/read-manifest.ts";
import { readSourceFacts, requireFacts } from "../source/read-source-facts.ts";
import { type ReleaseContext, readContext } from "../source/release-context.ts";
import { releaseValues, statedByOptions } from "../source/release-values.ts";
import { OF_A_RELEASE, planRelease, type ReleasePlan } from "./plan-release.ts";

/** A checked release, with what sealing goes on with. */
export interface ExaminedRelease extends CheckedRelease {
  readonly context: ReleaseContext;
  readonly plan: ReleasePlan | undefined;
  /** The first refusal, if the release cannot even be described. */
  readonly fault: Fault | undefined;
  /** What was given as evidence; undefined where it is not known yet what is sealed. */
  readonly evidence: GivenEvidence | undefined;
  /** What scanners found, and what was decided about it. */
  readonly risks: readonly JudgedRisk[];
}

/**
 * Looks at a release as sealing would, and writes nothing: `capsule check` is this, and every sealing begins with it.
 *
 *   1. collect   the assets that are here
 *   2. manifest  which release is meant
 *   3. source    where it comes from
 *   4. receive   the assets that another tool put on the release, if that is asked for
 *   5. images    in their registries, each tag once
 *   6. plan      what would be sealed and published, by the naming contract
 *   7. check     all of it against the manifest, git and GitHub
 *
 * What is refused on the way becomes a claim. Faults: those of collecting assets, and of reading files.
 */
export async function examineRelease(given: SealOrder, ports: ExaminePorts): Promise<ExaminedRelease> {
  const local = await collectLocal(given, ports);
  const context = await readContext(given, ports);
  const top = context.checkout?.facts.top;
  const manifest = await attempt(() => readManifest(given, top, ports.files));
  if (manifest instanceof Fault) return unknown(context, manifest, "manifest");
  const stated = await attempt(async () => applyManifest(statedByOptions(given.given), manifest, context));
  if (stated instanceof Fault) return unknown(context, stated, "manifest");
  const backfill = given.backfill === true;
  const sourced = await attempt(async () =>
    readSourceFacts({ given: stated.given, scheme: stated.scheme, folder: given.folder, backfill }, context),
  );
  if (sourced instanceof Fault) return unknown(context, sourced, SOURCE_CHECKS.get(sourced.code) ?? "source");
  const facts = plainFacts(sourced);
  const order = { ...given, images: namedImages(given, stated.manifest?.release, facts.version) };
  const unread = unreadTag(order, facts, context);
  if (unread !== undefined) return unknown(context, unread, "tag-name");
  const received = await attempt(async () => (takesFromRelease(order) ? receiveAssets(facts, local, ports) : []));
  const found = received instanceof Fault ? local : inOrder([...local, ...received]);
  const own = await attempt(async () => (order.installer === true ? withoutInstallers(found, ports.files) : found));
  const collected = own instanceof Fault ? found : own;
  const images = await attempt(() => lookUpImages(order, ports));
  const plan = await attempt(async () => {
    if (received instanceof Fault) throw received;
    if (own instanceof Fault) throw own;
    if (images instanceof Fault) throw images;
    return isNothing(order, collected)
      ? undefined
      : planRelease(order, { facts, assets: collected, images }, ports.files);
  });
  const manifestOf = stated.manifest;
  return check({ order, context, manifest: manifestOf, facts, sourced, backfill, plan, collected }, ports);
}

async function collectLocal(order: SealOrder, ports: ExaminePorts): Promise<readonly CollectedAsset[]> {
  const { assets, assetsFrom = [], folder } = order;
  const isLocal = assets.length > 0 || assetsFrom.some((from) => from !== FROM_RELEASE);
  if (!isLocal) return [];
  const listed = await readAssetLists({ assetsFrom, folder }, ports);
  return collectAssets({ assets, folder, listed }, ports.files, ports.progress);
}

/** A release may be of images alone. */
function isNothing({ images = [] }: SealOrder, collected: readonly CollectedAsset[]): boolean {
  return collected.length === 0 && images.length === 0;
}

function takesFromRelease({ assetsFrom = [] }: SealOrder): boolean {
  return assetsFrom.includes(FROM_RELEASE);
}

/** Which check a fault of the source facts answers. */
const SOURCE_CHECKS = new Map<FaultCode, CheckId>([
  ["git-ref-invalid", "tag-name"],
  ["tag-not-understood", "tag-name"],
  ["version-invalid", "version"],
]);

type PlanResult = ReleasePlan | Fault | undefined;

interface Known {
  readonly order: SealOrder;
  readonly context: ReleaseContext;
  readonly facts: SourceFacts;
  readonly sourced: SourcedFacts;
  readonly manifest: ReleaseManifest | undefined;
  readonly plan: PlanResult;
  readonly collected: readonly CollectedAsset[];
  readonly backfill: boolean;
}

async function check(
  { order, context, facts, sourced, manifest, plan, collected, backfill }: Known,
  ports: ExaminePorts,
): Promise<ExaminedRelease> {
  const rules = manifest?.release.vulnerabilities;
  const evidence =
    plan === undefined || plan instanceof Fault ? undefined : await readEvidence(order, { plan, rules }, ports);
  const scans = evidence?.scans ?? [];
  const judged = await judgeVulnerabilities({ order, top: context.checkout?.facts.top, scans, rules }, ports);
  const security = await readSecurity(context.checkout?.facts.top, ports.clock.now(), ports.files);
  const source =
    isRehearsal(order) && !(plan instanceof Fault) ? await attempt(async () => whatIsMissing(facts, plan)) : plan;
  const findings = [
    sourceFinding(facts, source),
    nameFinding(plan, collected.length),
    ...judged.findings,
    ...checkSecurity(security),
  ];
  const checked = await judgeRelease(
    {
      facts,
      sources: { versionSource: sourced.version.source, tagSource: sourced.tag.source },
      run: context.gitHubRun,
      checkout: context.checkout,
      assets: isNothing(order, collected) ? undefined : collected,
      manifest,
      destination: destinationOf(order, facts, context),
      unsafeTriggers: order.unsafeTriggers ?? [],
      findings,
      backfill,
    },
    { files: ports.files, clock: ports.clock, source: ports.source(facts) },
  );
  const fault = plan instanceof Fault ? plan : undefined;
  const values = releaseValues(sourced);
  const found = { evidence, risks: judged.risks };
  return {
    ...checked,
    ...found,
    context,
    facts,
    values,
    manifest,
    fault,
    plan: plan instanceof Fault ? undefined : plan,
  };
}

async function readEvidence(
  order: SealOrder,
  { plan, rules }: { readonly plan: ReleasePlan; readonly rules: VulnerabilityRules | undefined },
  { files, clock }: ExaminePorts,
): Promise<GivenEvidence> {
  const maxAge = rules?.databaseMaxAge ?? DEFAULT_MAX_AGE;
  const given = order.evidence ?? [];
  // A report may be about an SBOM. Whether the SBOMs are good is said where they are merged.
  const sboms = given.length === 0 ? [] : (order.sbom?.given ?? []);
  const { described } = await readGivenSboms(sboms, plan.assets, files);
  const place = { assets: [...plan.assets, ...plan.images], sboms: described, folder: order.folder };
  return readGivenEvidence(given, { ...place, rules: { now: clock.now().getTime(), maxAge } }, files);
}

/** GitHub's own places by their names, and the server that runs the job. */
function destinationOf(order: SealOrder, { repository }: SourceFacts, { run, gitHubRun }: ReleaseContext): Destination {
  if (repository === null || order.publish === "none") return "elsewhere";
  const { host } = new URL(repository);
  const own = run === undefined || gitHubRun === undefined ? undefined : new URL(run.repository).host;
  const isGitHub = host === "github.com" || host.endsWith(".ghe.com") || host === own;
  return isGitHub ? (order.uploads === true ? "github" : "folder") : "elsewhere";
}

/** Tags that are on the commit, none of which says a version: the first is named, so that nobody looks for a missing one. */
function unreadTag(order: SealOrder, { name, tag }: SourceFacts, { checkout }: ReleaseContext): Fault | undefined {
  const [first] = checkout?.facts.tags ?? [];
  if (tag !== null || first === undefined || isTrial(order)) return undefined;
  const { reason, fix } = tagNotUnderstood(first, name);
  return new Fault("tag-not-understood", reason, { hint: fix });
}

function sourceFinding({ repository }: SourceFacts, plan: PlanResult): Finding {
  const about = { id: "source", found: repository, expected: null, source: "options, the run and git" } as const;
  if (isIncomplete(plan)) return { ...about, ...refusal(plan), status: "missing" };
  return { ...about, status: "verified", reason: "everything that states the source agrees" };
}

function nameFinding(plan: PlanResult, assets: number): Finding {
  const about = {
    id: "names",
    found: assets === 1 ? "1 file" : `${assets} files`,
    expected: null,
    source: "the files that were named",
  } as const;
  if (isIncomplete(plan))
    return { ...about, status: "not-checked", reason: "too little is known of the source", follows: "source" };
  if (plan instanceof Fault) return { ...about, ...refusal(plan) };
  if (plan === undefined) {
    return {
      ...about,
      status: "not-checked",
      reason: "no file and no image was named",
      fix: advice`name the files, for example dist/*, or container images with ${option("images")}`,
    };
  }
  const count = plan.publishedNames.length;
  const documents = count === 1 ? "1 document has its place" : `${count} documents have their places`;
  const reason = `no name is refused, and ${documents} beside them${installed(plan)}`;
  return { ...about, status: "verified", reason };
}

/** The machines that the installers are for. */
function installed({ installer }: ReleasePlan): string {
  if (installer === undefined) return "";
  const machines = new Set(installer.rows.map(({ system, processor }) => `${system} on ${processor}`));
  return `; the installers know ${[...machines].join(", ")}`;
}

/** What sealing would demand, and a dry run goes on without. Fault: `source-incomplete`. */
function whatIsMissing(facts: SourceFacts, plan: PlanResult): PlanResult {
  requireFacts(facts, OF_A_RELEASE);
  return plan;
}

function isIncomplete(plan: PlanResult): plan is Fault {
  return plan instanceof Fault && plan.code === "source-incomplete";
}

/** A release of which too little is known for any other check. */
function unknown(context: ReleaseContext, fault: Fault, failed: CheckId): ExaminedRelease {
  const findings = CHECK_IDS.map((id): Finding => {
    const about = { id, found: null, expected: null, source: "none" } as const;
    if (id === failed) return { ...about, ...refusal(fault) };
    return { ...about, status: "not-checked", reason: `the check ${failed} failed before`, follows: failed };
  });
  const checked = releaseCheckOf(claimsOf(findings, new Set(CHECK_IDS)));
  const open = { facts: undefined, values: [], manifest: undefined, plan: undefined, evidence: undefined, risks: [] };
  return { ...checked, ...open, context, fault };
}

function refusal({ message, hint }: Fault): Pick<Finding, "status" | "reason" | "fix"> {
  return { status: "failed", reason: message, ...(hint === undefined ? {} : { fix: hint }) };
}

/** The result, or the refusal; failures of the environment are nobody's answer and go on. */
async function attempt<T>(step: () => Promise<T>): Promise<T | Fault> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof Fault && FAULT_CODES[error.code].exit !== 4) return error;
    throw error;
  }
}
