import type { Claim, Verdict } from "./claim.ts";

/**
 * The verdict over all claims: anything false rejects; anything required that is not verified leaves it incomplete, for
 * whatever reason (X2).
 */
export function verdictOf(claims: readonly Claim[]): Verdict {
  if (claims.some(({ status }) => status === "failed")) return "rejected";
  const open = claims.some(({ required, status }) => required && status !== "verified");
  return open || claims.length === 0 ? "incomplete" : "verified";
}

/** 0 verified, 1 rejected, 3 incomplete; 4 if the environment failed, which only a rejection outweighs. */
export function exitCodeOf(verdict: Verdict, environmentFailed: boolean): 0 | 1 | 3 | 4 {
  if (verdict === "rejected") return 1;
  if (environmentFailed) return 4;
  return verdict === "verified" ? 0 : 3;
}
