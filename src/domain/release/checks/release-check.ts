import type { ReleaseClaim } from "./release-claim.ts";

/** A release as it was checked. */
export interface ReleaseCheck {
  readonly verdict: "ready" | "not-ready";
  /** 0 ready, 1 something required is false, 3 open, 4 open because a program, a file or a service failed. */
  readonly exitCode: 0 | 1 | 3 | 4;
  readonly claims: readonly ReleaseClaim[];
}

/** What is not required only warns. */
export function releaseCheckOf(claims: readonly ReleaseClaim[]): ReleaseCheck {
  const exitCode = exitCodeOf(claims);
  return { verdict: exitCode === 0 ? "ready" : "not-ready", exitCode, claims };
}

function exitCodeOf(claims: readonly ReleaseClaim[]): ReleaseCheck["exitCode"] {
  const blocking = blockingClaims({ claims });
  if (blocking.some(({ status }) => status === "failed")) return 1;
  if (blocking.length === 0 && claims.length > 0) return 0;
  return blocking.some(({ environmentFailed }) => environmentFailed === true) ? 4 : 3;
}

/** Claims that keep a release from being sealed. */
export function blockingClaims({ claims }: Pick<ReleaseCheck, "claims">): ReleaseClaim[] {
  return claims.filter(({ required, status }) => required && ["failed", "missing", "not-checked"].includes(status));
}

/** The same without what is open only because of another of them, and what is false before what is open. */
export function problemsOf({ claims }: Pick<ReleaseCheck, "claims">): ReleaseClaim[] {
  const blocking = blockingClaims({ claims });
  const causes = new Set(blocking.filter(({ follows }) => follows === undefined).map(({ id }) => id));
  const own = blocking.filter(({ follows }) => follows === undefined || !causes.has(follows));
  return [...own.filter(({ status }) => status === "failed"), ...own.filter(({ status }) => status !== "failed")];
}

/** Claims that do not hold although nothing requires them. */
export function warningClaims({ claims }: Pick<ReleaseCheck, "claims">): ReleaseClaim[] {
  return claims.filter(({ required, status }) => !required && status === "failed");
}
