import { problemsOf, warningClaims } from "../../../domain/release/checks/release-check.ts";
import type { ReleaseClaim } from "../../../domain/release/checks/release-claim.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { advice, joined } from "../../../kernel/advice.ts";
import { Fault } from "../../../kernel/fault.ts";
import { noAssetNamed } from "../assets/collect-assets.ts";
import { isRehearsal, isTrial, type SealOrder } from "../order/seal-order.ts";
import type { ExaminedRelease } from "./examine-release.ts";
import { NotReady } from "./not-ready.ts";
import type { ReleasePlan } from "./plan-release.ts";

/**
 * Refuses to seal what does not pass, by the rules of `capsule check`. A dry run refuses what is false and leaves open what
 * is open; a local trial is not a release, so there a check that does not hold only warns. Faults, each a `NotReady`: the
 * refusal itself, `validation-failed`, `validation-incomplete`; `assets-none`.
 */
export function requirePassed(
  examined: ExaminedRelease,
  order: SealOrder,
): { readonly facts: SourceFacts; readonly plan: ReleasePlan } {
  const { facts, plan, fault } = examined;
  const stops = ({ status }: ReleaseClaim): boolean => !isTrial(order) && (!isRehearsal(order) || status === "failed");
  const problems = problemsOf(examined).filter(stops);
  // What is missing is told with what is false, of which it is one.
  const isOnlyPart = fault?.code === "source-incomplete" && problems.some(({ status }) => status === "failed");
  if (fault !== undefined && !isOnlyPart) throw new NotReady(fault, examined);
  if (problems.length > 0) throw new NotReady(blocked(problems), examined);
  if (facts !== undefined && plan !== undefined) return { facts, plan };
  throw noAssetNamed();
}

/**
 * What does not hold and does not stop sealing, one sentence each. A local trial is not a release: there one sentence says
 * that there are some.
 */
export function warningsOf(examined: ExaminedRelease, order: SealOrder): string[] {
  const open = [...problemsOf(examined), ...warningClaims(examined)];
  if (isTrial(order) && open.length > 0) {
    const checks = open.length === 1 ? "1 check of a release does" : `${open.length} checks of a release do`;
    return [`${checks} not hold here, which a local trial does not need; capsule check shows what and why`];
  }
  return open.map(({ id, reason }) => `${id}: ${reason}`);
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
