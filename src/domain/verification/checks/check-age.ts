import { Fault } from "../../../kernel/fault.ts";
import { formatEpoch } from "../../../kernel/iso-time.ts";
import type { Claim } from "../claim.ts";
import { openClaim, outdatedClaim, verifiedClaim } from "../make-claim.ts";

export const NO_LEAST_AGE = "no least age is asked for";

export interface AgeToCheck {
  /** Seconds since 1970, by a log or an authority of the trusted root; infinite if nothing that was verified has a time. */
  readonly signed: number;
  /** Seconds; undefined if none is asked for. */
  readonly minAge: number | undefined;
  readonly now: Date;
}

/**
 * Whether it is long enough ago that it was signed: what was stolen or slipped in is mostly found within days. The time is that of
 * the log, and nothing that the release says of itself. Too fresh is not false, and only too early (`too-fresh`).
 */
export function checkAge({ signed, minAge, now }: AgeToCheck): Claim {
  if (minAge === undefined) return openClaim("age", "not-applicable", { reason: NO_LEAST_AGE });
  if (!Number.isFinite(signed)) {
    return openClaim("age", "missing", { reason: "nothing that is verified says when it was signed", required: true });
  }
  const at = formatEpoch(Math.floor(signed));
  const age = now.getTime() / 1000 - signed;
  if (age >= minAge) return verifiedClaim("age", `it was signed at ${at}, ${spanText(age)} ago`);
  const until = formatEpoch(Math.ceil(signed + minAge));
  const fault = new Fault("too-fresh", `it was signed at ${at}, which is less than ${spanText(minAge)} ago`, {
    hint: `wait until ${until}, and watch for what others find in it`,
  });
  return outdatedClaim("age", fault);
}

/** The largest unit that it has two of, or that is exact: `3 days`, `36 hours`, `1 day`. */
export function spanText(seconds: number): string {
  const units = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ] as const;
  const fitting = units.find(([, length]) => seconds >= 2 * length || (seconds >= length && seconds % length === 0));
  const [unit, length] = fitting ?? ["second", 1];
  const count = Math.floor(seconds / length);
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
