import type { Hint } from "../../kernel/advice.ts";
import type { Brief } from "../../kernel/fault.ts";
import type { FaultCode } from "../../kernel/fault-codes.ts";

/** What a verification says about a release, one claim a question. The order is the order of presentation. */
export const CLAIM_IDS = [
  "archive",
  "root",
  "release",
  "assets",
  "evidence",
  "provenance",
  "checksums",
  "sbom",
  "other-evidence",
  "vulnerabilities",
  "approvals",
  "lineage",
  "published",
  "notary",
  "log-state",
  "policy",
  "age",
  "memory",
] as const;

export type ClaimId = (typeof CLAIM_IDS)[number];

/** `verified` is computed from verified bytes; nothing else may produce it. */
export type ClaimStatus = "verified" | "failed" | "missing" | "not-checked" | "not-applicable";

export interface Claim {
  readonly id: ClaimId;
  readonly status: ClaimStatus;
  /** One sentence, lower case, no full stop, safe to print. */
  readonly reason: string;
  /** When it was said what the claim is about, by a time that was verified, in seconds since 1970; undefined where that is nobody's word. */
  readonly time?: number;
  /** Set if `status` is `failed`, and if it was not checked because the trusted root may be too old. */
  readonly code?: FaultCode;
  readonly hint?: Hint;
  /** For pages that people read. */
  readonly brief?: Brief;
  /** True if the verdict needs it: a required claim that is not verified makes the verdict incomplete. */
  readonly required: boolean;
}

/** The verdict over all claims: rejected beats environment beats incomplete. */
export type Verdict = "verified" | "rejected" | "incomplete";

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
