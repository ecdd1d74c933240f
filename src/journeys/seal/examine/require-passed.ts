import { blockingClaims, warningClaims } from "../../../domain/release/release-check.ts";
import type { ReleaseClaim } from "../../../domain/release/release-claim.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { advice, joined } from "../../../kernel/advice.ts";
import { Fault } from "../../../kernel/fault.ts";
import { noAssetNamed } from "../assets/collect-assets.ts";
import type { SealOrder } from "../order/seal-order.ts";
import type { ExaminedRelease } from "./examine-release.ts";
import type { ReleasePlan } from "./plan-release.ts";

/**
 * Refuses to seal what does not pass. What the local instance seals is no release, so there a check that does not hold
 * only warns, unless a dry run asks what a real one would meet; what is open there stays open. Faults: the refusal itself,
 * `validation-failed`, `validation-incomplete`, `assets-none`.
 */
export function requirePassed(
  examined: ExaminedRelease,
  { local, dryRun }: SealOrder,
): { readonly facts: SourceFacts; readonly plan: ReleasePlan } {
  const { facts, plan, fault } = examined;
  if (fault !== undefined) throw fault;
  const blocking = blockingClaims(examined).filter(({ status }) => !local || (dryRun === true && status === "failed"));
  if (blocking.length > 0) throw blocked(blocking);
  if (facts !== undefined && plan !== undefined) return { facts, plan };
  throw noAssetNamed();
}

/**
 * What does not hold and does not stop sealing, one sentence each. A local trial is no release: there one sentence says
 * that there are some.
 */
export function warningsOf(examined: ExaminedRelease, { local, dryRun }: SealOrder): string[] {
  const open = [...blockingClaims(examined), ...warningClaims(examined)];
  if (local && dryRun !== true && open.length > 0) {
    const checks = open.length === 1 ? "1 check of a release does" : `${open.length} checks of a release do`;
    return [`${checks} not hold here, which a local trial does not need; capsule check shows what and why`];
  }
  return open.map(({ id, reason }) => `check ${id}: ${reason}`);
}

function blocked(claims: readonly ReleaseClaim[]): Fault {
  const isFalse = claims.some(({ status }) => status === "failed");
  const reasons = claims.map(({ id, reason }) => `${id}: ${reason}`);
  const fixes = claims.flatMap(({ id, fix }) => (fix === undefined ? [] : [advice`${id}: ${fix}`]));
  return new Fault(
    isFalse ? "validation-failed" : "validation-incomplete",
    `the release may not be sealed: ${reasons.join("; ")}`,
    { hint: joined(["nothing was signed and nothing is public; capsule check shows every check", ...fixes], "\n") },
  );
}
