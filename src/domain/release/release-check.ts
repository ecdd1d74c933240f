import type { Verdict } from "../verification/claim.ts";
import { exitCodeOf } from "../verification/verdict.ts";
import { checkVerdict, type ReleaseClaim } from "./release-claim.ts";

/** A release as it was checked. */
export interface ReleaseCheck {
  readonly verdict: Verdict;
  /** 0 verified, 1 rejected, 3 incomplete, 4 incomplete because a program, a file or a service failed. */
  readonly exitCode: 0 | 1 | 3 | 4;
  readonly claims: readonly ReleaseClaim[];
}

export function checkVerdictOf(claims: readonly ReleaseClaim[]): ReleaseCheck {
  const verdict = checkVerdict(claims);
  const failed = claims.some(({ required, environmentFailed }) => required && environmentFailed === true);
  return { verdict, exitCode: exitCodeOf(verdict, verdict === "incomplete" && failed), claims };
}

/** Claims that keep a release from being sealed. */
export function blockingClaims({ claims }: ReleaseCheck): ReleaseClaim[] {
  return claims.filter(({ required, status }) => required && ["failed", "missing", "not-checked"].includes(status));
}

/** Claims that do not hold although nothing requires them. */
export function warningClaims({ claims }: ReleaseCheck): ReleaseClaim[] {
  return claims.filter(({ required, status }) => !required && status === "failed");
}
