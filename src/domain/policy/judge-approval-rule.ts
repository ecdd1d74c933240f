import { compareUtf8 } from "../../kernel/bytewise.ts";
import { printable } from "../../kernel/printable.ts";
import { isFile } from "../capsule/root-schema.ts";
import { type EffectiveTime, newestTime } from "../verification/effective-time.ts";
import type { ApprovalResult, VerifiedRoot } from "../verification/verification.ts";
import { byParty, fits } from "./by-party.ts";
import { isFresh, mayBeOld } from "./check-policy.ts";
import type { GoodApproval } from "./look-at-approval.ts";
import type { ApprovalRule } from "./policy.ts";

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
  { root, effective }: { readonly root: VerifiedRoot; readonly effective: EffectiveTime },
): JudgedApprovalRule {
  const { release } = root.statement.predicate;
  const files = rule.files ?? root.statement.subject.filter(isFile).map(({ name }) => name);
  const why = new Map<GoodApproval, Uncounted>();
  const asked: GoodApproval[] = [];
  const counting: GoodApproval[] = [];
  for (const one of vouched) {
    const unfit = whyUnfit(one, { rule, files, release });
    if (unfit === undefined) asked.push(one);
    const reason = unfit ?? whyStale(one, rule, effective);
    if (reason === undefined) counting.push(one);
    else why.set(one, reason);
  }
  const parties = byParty(counting, rule.signers, release);
  for (const one of parties.flatMap(allButNewest)) why.set(one, REPEATED);
  return {
    ...{ rule, why },
    found: parties.length,
    foundAtAnyAge: byParty(asked, rule.signers, release).length,
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
  { signer }: GoodApproval,
  { maxAgeDays }: ApprovalRule,
  effective: EffectiveTime,
): Uncounted | undefined {
  if (maxAgeDays === undefined || isFresh(signer, maxAgeDays, effective)) return undefined;
  return { code: "approval-expired", reason: mayBeOld("it", maxAgeDays) };
}

/** Whatever order they come in. */
function allButNewest(party: readonly GoodApproval[]): GoodApproval[] {
  return [...party].sort((a, b) => newestTime(b.times) - newestTime(a.times) || compareUtf8(a.file, b.file)).slice(1);
}
