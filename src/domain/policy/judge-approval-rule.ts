import { compareUtf8 } from "../../kernel/bytewise.ts";
import { groupBy } from "../../kernel/group-by.ts";
import { printable } from "../../kernel/printable.ts";
import { isFile } from "../capsule/root-schema.ts";
import { type EffectiveTime, newestTime } from "../verification/effective-time.ts";
import type { ApprovalResult, VerifiedRoot } from "../verification/verification.ts";
import { isFresh, mayBeOld } from "./check-policy.ts";
import { countParties, fits } from "./count-parties.ts";
import type { GoodApproval } from "./look-at-approval.ts";
import type { ApprovalRule } from "./policy.ts";
import { type PolicySigner, workflowOf } from "./policy-signer.ts";
import { byPrincipal } from "./principal.ts";

/** What one rule makes of each statement that verifies. */
export interface JudgedApprovalRule {
  readonly rule: ApprovalRule;
  readonly found: number;
  /** As many as there would be if age did not count. */
  readonly foundAtAnyAge: number;
  /** Why a statement does not count; absent for one that does. */
  readonly why: ReadonlyMap<GoodApproval, Uncounted>;
}

interface Uncounted {
  readonly code: NonNullable<ApprovalResult["code"]> | undefined;
  readonly reason: string;
}

/** So many distinct parties must have signed a statement that fits and is fresh, beside the run that sealed the release. */
export function judgeApprovalRule(
  rule: ApprovalRule,
  vouched: readonly GoodApproval[],
  { root, effective }: { readonly root: VerifiedRoot; readonly effective: EffectiveTime | undefined },
): JudgedApprovalRule {
  const { release } = root.statement.predicate;
  const files = rule.files ?? root.statement.subject.filter(isFile).map(({ name }) => name);
  const why = new Map<GoodApproval, Uncounted>();
  const asked: GoodApproval[] = [];
  const counting: GoodApproval[] = [];
  for (const one of vouched) {
    const unfit = whyUnfit(one, { rule, files, release });
    const stale = unfit === undefined ? whyStale(one, rule, effective) : undefined;
    if (unfit === undefined) asked.push(one);
    const reason = unfit ?? stale;
    if (reason === undefined) counting.push(one);
    else why.set(one, reason);
  }
  for (const one of repeated(counting, rule.signers, release)) why.set(one, REPEATED);
  return {
    ...{ rule, why },
    found: countParties(counting, rule.signers, release),
    foundAtAnyAge: countParties(asked, rule.signers, release),
  };
}

const REPEATED: Uncounted = { code: "approval-repeated", reason: "its signer is counted already" };

interface Fitting {
  readonly rule: ApprovalRule;
  readonly files: readonly string[];
  readonly release: VerifiedRoot["statement"]["predicate"]["release"];
}

function whyUnfit(one: GoodApproval, { rule, files, release }: Fitting): Uncounted | undefined {
  if (rule.kind !== undefined && rule.kind !== one.kind)
    return { code: undefined, reason: `the policy asks for ${rule.kind === "approval" ? "an approval" : "a rebuild"}` };
  if (!rule.signers.some((signer) => fits(one, signer, release))) {
    return { code: "identity-mismatch", reason: "the policy does not name its signer" };
  }
  if (one.isOwnRun && !rule.ownRunCounts) {
    return { code: "approval-own-run", reason: "the run that sealed the release cannot vouch for itself" };
  }
  const lacking = rule.kind === "rebuild" ? files.find((name) => one.rebuilt?.includes(name) !== true) : undefined;
  return lacking === undefined ? undefined : { code: undefined, reason: `${printable(lacking)} was not rebuilt` };
}

function whyStale(
  one: GoodApproval,
  { maxAgeDays }: ApprovalRule,
  effective: EffectiveTime | undefined,
): Uncounted | undefined {
  if (maxAgeDays === undefined || (effective !== undefined && isFresh(one.signer, maxAgeDays, effective)))
    return undefined;
  return {
    code: "approval-expired",
    reason: mayBeOld("it", maxAgeDays),
  };
}

/**
 * All but the newest statement of each party, whatever order they come in. Workflows of one repository that the policy names
 * one by one are several parties.
 */
function repeated(
  counting: readonly GoodApproval[],
  signers: readonly PolicySigner[],
  release: Fitting["release"],
): GoodApproval[] {
  const workflows = (one: GoodApproval) =>
    signers.flatMap((signer) => (fits(one, signer, release) ? (workflowOf(signer) ?? []) : [])).join(" ");
  return byPrincipal(counting)
    .flatMap((group) => [...groupBy(group, workflows).values()])
    .flatMap((same) =>
      [...same].sort((a, b) => newestTime(b.times) - newestTime(a.times) || compareUtf8(a.file, b.file)).slice(1),
    );
}
