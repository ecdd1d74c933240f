import type { Hint } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import type { Claim, ClaimId, ClaimStatus } from "./claim.ts";

/** A claim that does not hold or was not looked at; `verifiedClaim` is the only way to the other kind. */
export function openClaim(
  id: ClaimId,
  status: Exclude<ClaimStatus, "verified" | "failed">,
  { reason, required = false, hint }: { reason: string; required?: boolean; hint?: Hint | undefined },
): Claim {
  return hint === undefined ? { id, status, reason, required } : { id, status, reason, required, hint };
}

/** `reason` says what was looked at. */
export function verifiedClaim(id: ClaimId, reason: string): Claim {
  return { id, status: "verified", reason, required: true };
}

/** What a check found, or what the clock leaves open: a claim, and not the end of the verification. */
export function isFinding(error: unknown): error is Fault {
  return isRefusal(error) || (error instanceof Fault && error.code === "clock-behind");
}

/** The claim that a finding makes. */
export function foundClaim(id: ClaimId, fault: Fault): Claim {
  return isRefusal(fault) ? failedClaim(id, fault) : outdatedClaim(id, fault);
}

/** What nobody vouches for whom the trusted root knows, if that may only be because the root is old. */
export function outdatedClaim(id: ClaimId, fault: Fault): Claim {
  return { id, status: "not-checked", ...saidOf(fault), required: true };
}

export function failedClaim(id: ClaimId, fault: Fault): Claim {
  return { id, status: "failed", ...saidOf(fault), required: true };
}

function saidOf({ code, message, hint, brief }: Fault): Pick<Claim, "reason" | "code" | "hint" | "brief"> {
  return { reason: message, code, ...(hint && { hint }), ...(brief && { brief }) };
}
