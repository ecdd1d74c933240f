import type { Cryptography } from "../../crypto/cryptography.ts";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { counted } from "../../kernel/counted.ts";
import { Fault } from "../../kernel/fault.ts";
import type { FaultCode } from "../../kernel/fault-codes.ts";
import type { ExpectedKey } from "../sigstore/expected-identity.ts";
import type { Claim } from "../verification/claim.ts";
import type { EffectiveTime } from "../verification/effective-time.ts";
import { failedClaim, openClaim, outdatedClaim, verifiedClaim } from "../verification/make-claim.ts";
import type { NamedTrust } from "../verification/named-trust.ts";
import type { ApprovalResult, VerifiedRoot } from "../verification/verification.ts";
import type { PolicyInForce } from "./check-policy.ts";
import type { GivenStatement } from "./given-statement.ts";
import { type JudgedApprovalRule, judgeApprovalRule } from "./judge-approval-rule.ts";
import { type GoodApproval, lookAtApproval, type RefusedApproval } from "./look-at-approval.ts";
import { policyKeys } from "./policy.ts";

export interface ApprovalsToJudge {
  readonly root: VerifiedRoot;
  readonly given: readonly GivenStatement[];
  /** Others may sign with another instance than the release. */
  readonly trusted: readonly NamedTrust[];
  readonly inForce: PolicyInForce | undefined;
  readonly effective: EffectiveTime | undefined;
  /** Keys that are known beside those of the policy. */
  readonly ownKeys?: readonly ExpectedKey[];
  /** True if no file may lie there that is not of the release: then one that is refused rejects. */
  readonly allMustHold?: boolean;
}

export interface JudgedApprovals {
  readonly claim: Claim;
  /** In the order of what was given. */
  readonly results: readonly ApprovalResult[];
}

/**
 * Who vouches for a release beside those who made it. Each statement must verify, name this very root, and not be of later; for
 * each rule of the policy so many distinct parties must have signed one that fits and is fresh. What is refused, stale,
 * repeated or of the run itself hides nothing that counts, in whatever order the files come (X11). Without a rule what was
 * named must hold, and nothing follows from what only lies there.
 */
export async function judgeApprovals(
  { root, given, trusted, inForce, effective, ownKeys = [], allMustHold = false }: ApprovalsToJudge,
  crypto: Cryptography,
): Promise<JudgedApprovals> {
  const looked: (GoodApproval | RefusedApproval)[] = [];
  const keys = [...ownKeys, ...(inForce === undefined ? [] : policyKeys(inForce.policy))];
  for (const one of given) looked.push(await lookAtApproval(one, { root, trusted, effective, keys }, crypto));
  const vouched = looked.filter((one): one is GoodApproval => !("fault" in one));
  const refused = looked.filter((one): one is RefusedApproval => "fault" in one);
  const judged = inForce === undefined ? [] : judgeRules(inForce, vouched, root);
  const results = looked.map((one) => ("fault" in one ? refusedResult(one) : resultOf(one, judged)));
  return { claim: claimOf({ vouched, refused, judged, allMustHold }), results };
}

function judgeRules(
  { policy, effective }: PolicyInForce,
  vouched: readonly GoodApproval[],
  root: VerifiedRoot,
): JudgedApprovalRule[] {
  return policy.approvals.map((rule) => judgeApprovalRule(rule, vouched, { root, effective }));
}

function refusedResult({ file, fault }: RefusedApproval): ApprovalResult {
  const { code, message } = fault;
  return { file, status: "refused", kind: undefined, signer: undefined, times: [], code, reason: message };
}

function resultOf(one: GoodApproval, judged: readonly JudgedApprovalRule[]): ApprovalResult {
  const { names: _names, isOwnRun: _isOwnRun, ...said } = one;
  if (judged.length === 0)
    return { ...said, status: "carried", reason: "it verifies; no policy names who must have signed" };
  const reasons = judged.map(({ why }) => why.get(one));
  if (reasons.includes(undefined)) return { ...said, status: "counted", reason: "it verifies, and counts" };
  const told = reasons.find((uncounted) => uncounted?.code !== undefined) ?? reasons[0];
  if (told === undefined) throw new Fault("internal", "a statement that does not count has a reason");
  const { code, reason } = told;
  return { ...said, status: "not-counted", ...(code === undefined ? {} : { code }), reason };
}

interface All {
  readonly vouched: readonly GoodApproval[];
  readonly refused: readonly RefusedApproval[];
  readonly judged: readonly JudgedApprovalRule[];
  readonly allMustHold: boolean;
}

function claimOf({ vouched, refused, judged, allMustHold }: All): Claim {
  const foreign = allMustHold ? firstFalse(refused) : undefined;
  if (foreign !== undefined) return failedClaim("approvals", foreign);
  if (judged.length === 0) return claimWithoutRule(vouched, refused);
  const lacking = judged.find(({ rule, found }) => found < rule.n);
  if (lacking === undefined) {
    const reason = judged.map(({ rule, found }) => `${found} of ${rule.n} ${WHO[rule.kind ?? "any"]}`).join(", ");
    return verifiedClaim("approvals", `${reason} vouch for this release`);
  }
  return lackingClaim(lacking, refused);
}

const WHO = { approval: "approvers", rebuild: "rebuilders", any: "signers" } as const;

/** What is refused for its own sake rejects; what is not there, or only unknown to an old trusted root, is lacking. */
function lackingClaim({ rule, found, foundAtAnyAge }: JudgedApprovalRule, refused: readonly RefusedApproval[]): Claim {
  const short = `${found} of ${rule.n} ${WHO[rule.kind ?? "any"]} vouch for this release`;
  if (foundAtAnyAge >= rule.n) {
    const days = counted(rule.maxAgeDays ?? 0, "day");
    return failedClaim("approvals", new Fault("approval-expired", `${short}: the others did more than ${days} ago`));
  }
  const behind = refused.find(({ fault }) => fault.code === "clock-behind");
  if (behind !== undefined) return outdatedClaim("approvals", behind.fault);
  const telling = firstFalse(refused.filter(({ isNamed, fault }) => isNamed || !OF_NO_PARTY.has(fault.code)));
  if (telling === undefined) return openClaim("approvals", "missing", { reason: short, required: true });
  return failedClaim("approvals", new Fault(telling.code, `${short}: ${telling.message}`));
}

/** A signature with a key that no line of the policy names, or that it no longer counts: anybody may lay one beside a capsule. */
const OF_NO_PARTY: ReadonlySet<FaultCode> = new Set<FaultCode>(["identity-mismatch", "key-expired", "key-revoked"]);

/** By the name of its file, so that the order of the files says nothing. */
function firstFalse(refused: readonly RefusedApproval[]): Fault | undefined {
  return [...refused].sort((a, b) => compareUtf8(a.file, b.file)).find(({ isFalse }) => isFalse)?.fault;
}

function claimWithoutRule(vouched: readonly GoodApproval[], refused: readonly RefusedApproval[]): Claim {
  const named = refused.filter(({ isNamed }) => isNamed);
  const fault = firstFalse(named);
  if (fault !== undefined) return failedClaim("approvals", fault);
  const [open] = named;
  if (open !== undefined) return outdatedClaim("approvals", open.fault);
  const count = vouched.length + refused.length;
  if (count === 0) {
    return openClaim("approvals", "not-applicable", { reason: "no policy asks for any, and none is there" });
  }
  const reason = `${vouched.length} of ${count} approvals verify; no policy names who must have signed`;
  return openClaim("approvals", "not-checked", { reason });
}
