import { checkVerdictOf, type ReleaseCheck } from "../../../domain/release/release-check.ts";
import { CHECK_IDS, type CheckId, claimsOf, type Finding } from "../../../domain/release/release-claim.ts";
import type { ReleaseManifest } from "../../../domain/release/release-manifest.ts";
import type { ReleaseValue } from "../../../domain/release/release-value.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { plainFacts, type SourcedFacts } from "../../../domain/source/sourced.ts";
import { Fault } from "../../../kernel/fault.ts";
import { FAULT_CODES, type FaultCode } from "../../../kernel/fault-codes.ts";
import { judgeRelease } from "../../check/check.ts";
import { collectAssets, inOrder } from "../assets/collect-assets.ts";
import { FROM_RELEASE, readAssetLists } from "../assets/read-asset-lists.ts";
import { receiveAssets } from "../assets/receive-assets.ts";
import type { CollectedAsset, ExaminePorts, SealOrder } from "../order/seal-order.ts";
import { applyManifest } from "../source/apply-manifest.ts";
import { readManifest } from "../source/read-manifest.ts";
import { readSourceFacts } from "../source/read-source-facts.ts";
import { type ReleaseContext, readContext } from "../source/release-context.ts";
import { releaseValues, statedByOptions } from "../source/release-values.ts";
import { planRelease, type ReleasePlan } from "./plan-release.ts";

/** A release as it was found, before anything is signed. */
export interface ExaminedRelease extends ReleaseCheck {
  readonly context: ReleaseContext;
  readonly facts: SourceFacts | undefined;
  readonly values: readonly ReleaseValue[];
  readonly manifest: ReleaseManifest | undefined;
  /** Undefined where no asset was named, or something about them is refused. */
  readonly plan: ReleasePlan | undefined;
  /** The first refusal, where the release cannot even be described. */
  readonly fault: Fault | undefined;
}

/**
 * Looks at a release as sealing would, and writes nothing: `capsule check` is this, and every sealing begins with it.
 *
 *   1. collect   the assets that are here
 *   2. manifest  which release is meant
 *   3. source    where it comes from
 *   4. receive   the assets that another tool put on the release, where that is asked for
 *   5. plan      what would be sealed and published, by the naming contract
 *   6. check     all of it against the manifest, git and the forge
 *
 * What is refused on the way becomes a claim. Faults: those of collecting assets, and of reading files.
 */
export async function examineRelease(order: SealOrder, ports: ExaminePorts): Promise<ExaminedRelease> {
  const local = await collectLocal(order, ports);
  const context = await readContext(order, ports);
  const top = context.checkout?.facts.top;
  const manifest = await attempt(() => readManifest(order, top, ports.files));
  if (manifest instanceof Fault) return unknown(context, manifest, "manifest");
  const stated = await attempt(async () => applyManifest(statedByOptions(order.given), manifest, context));
  if (stated instanceof Fault) return unknown(context, stated, "manifest");
  const backfill = order.backfill === true;
  const sourced = await attempt(async () =>
    readSourceFacts({ given: stated.given, scheme: stated.scheme, folder: order.folder, backfill }, context),
  );
  if (sourced instanceof Fault) return unknown(context, sourced, SOURCE_CHECKS.get(sourced.code) ?? "source");
  const facts = plainFacts(sourced);
  const received = await attempt(async () => (takesFromRelease(order) ? receiveAssets(facts, local, ports) : []));
  const collected = received instanceof Fault ? local : inOrder([...local, ...received]);
  const plan = await attempt(async () => {
    if (received instanceof Fault) throw received;
    return collected.length === 0 ? undefined : planRelease(order, { facts, assets: collected }, ports.files);
  });
  return check({ context, manifest: stated.manifest, facts, sourced, backfill, plan, collected }, ports);
}

async function collectLocal(order: SealOrder, ports: ExaminePorts): Promise<readonly CollectedAsset[]> {
  const { assets, assetsFrom = [], folder } = order;
  const isLocal = assets.length > 0 || assetsFrom.some((from) => from !== FROM_RELEASE);
  if (!isLocal) return [];
  const listed = await readAssetLists({ assetsFrom, folder }, ports);
  return collectAssets({ assets, folder, listed }, ports.files, ports.progress);
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
  readonly context: ReleaseContext;
  readonly facts: SourceFacts;
  readonly sourced: SourcedFacts;
  readonly manifest: ReleaseManifest | undefined;
  readonly plan: PlanResult;
  readonly collected: readonly CollectedAsset[];
  readonly backfill: boolean;
}

async function check(
  { context, facts, sourced, manifest, plan, collected, backfill }: Known,
  ports: ExaminePorts,
): Promise<ExaminedRelease> {
  const findings = [sourceFinding(facts, plan), nameFinding(plan, collected.length)];
  const checked = await judgeRelease(
    {
      facts,
      sources: { versionSource: sourced.version.source, tagSource: sourced.tag.source },
      run: context.run,
      checkout: context.checkout,
      assets: collected.length === 0 ? undefined : collected,
      manifest,
      findings,
      backfill,
    },
    { files: ports.files, source: ports.source(facts) },
  );
  const fault = plan instanceof Fault ? plan : undefined;
  const values = releaseValues(sourced);
  return { ...checked, context, facts, values, manifest, fault, plan: plan instanceof Fault ? undefined : plan };
}

function sourceFinding({ repository }: SourceFacts, plan: PlanResult): Finding {
  const about = { id: "source", found: repository, expected: null, source: "options, the run and git" } as const;
  if (isIncomplete(plan)) return { ...about, ...refusal(plan), status: "missing" };
  return { ...about, status: "verified", reason: "whatever speaks about the source agrees" };
}

function nameFinding(plan: PlanResult, assets: number): Finding {
  const about = {
    id: "names",
    found: `${assets} assets`,
    expected: null,
    source: "the assets that were named",
  } as const;
  if (isIncomplete(plan)) return { ...about, status: "not-checked", reason: "too little is known of the source" };
  if (plan instanceof Fault) return { ...about, ...refusal(plan) };
  if (plan === undefined) {
    return {
      ...about,
      status: "not-checked",
      reason: "no asset was named",
      fix: "name the assets, for example dist/*",
    };
  }
  const count = plan.publishedNames.length;
  const reason = `no name is refused, and ${count} files of evidence have their places beside them`;
  return { ...about, status: "verified", reason };
}

function isIncomplete(plan: PlanResult): plan is Fault {
  return plan instanceof Fault && plan.code === "source-incomplete";
}

/** A release of which too little is known for any other check. */
function unknown(context: ReleaseContext, fault: Fault, failed: CheckId): ExaminedRelease {
  const findings = CHECK_IDS.map((id): Finding => {
    const about = { id, found: null, expected: null, source: "none" } as const;
    if (id === failed) return { ...about, ...refusal(fault) };
    return { ...about, status: "not-checked", reason: `the check ${failed} failed before` };
  });
  const checked = checkVerdictOf(claimsOf(findings, new Set(CHECK_IDS)));
  return { ...checked, context, facts: undefined, values: [], manifest: undefined, plan: undefined, fault };
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
