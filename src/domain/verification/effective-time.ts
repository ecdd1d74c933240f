import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import type { SignedTime } from "../sigstore/verified-bundle.ts";
import type { VerifyFirst, VerifyOne } from "./named-trust.ts";

/** The time of a verification. One that the user named is exact; the present one is as good as the machine's clock. */
export interface EffectiveTime {
  readonly time: Date;
  readonly isExact: boolean;
}

const MAX_CLOCK_ERROR_SECONDS = 5 * 60;

/**
 * Refuses what was signed after the effective time: nobody can have seen it then (X5, F14). The newest verified time counts.
 * Faults: `signed-later`; `clock-behind` if only the clock of this machine says so.
 */
export function requireSignedBefore(times: readonly SignedTime[], effective: EffectiveTime): void {
  const late = whyLate(times, effective);
  if (late !== undefined) throw late;
}

/** What `requireSignedBefore` would refuse with. */
export function whyLate(times: readonly SignedTime[], { time, isExact }: EffectiveTime): Fault | undefined {
  const newest = newestTime(times);
  const late = newest - time.getTime() / 1000;
  if (late <= (isExact ? 0 : MAX_CLOCK_ERROR_SECONDS)) return undefined;
  const [signed, then] = [formatEpoch(newest), formatEpoch(Math.floor(time.getTime() / 1000))];
  if (isExact) return new Fault("signed-later", `it was signed at ${signed}, after the effective time ${then}`);
  return new Fault("clock-behind", `it was signed at ${signed}, and your clock says ${then}`, {
    hint: advice`set the clock of this machine; with a policy ${option("effective-time")} names the time that counts`,
  });
}

/** Seconds since 1970; before all times if there is none, as of a key that no authority timed. */
export function newestTime(times: readonly SignedTime[]): number {
  return times.reduce((newest, { seconds }) => Math.max(newest, seconds), Number.NEGATIVE_INFINITY);
}

/** As `verify`, and nothing that was signed after the effective time counts. Without a time all do. */
export function signedBy(verify: VerifyFirst, effective: EffectiveTime | undefined): VerifyFirst {
  if (effective === undefined) return verify;
  const timely = (one: VerifyOne): VerifyOne => {
    return async (order) => {
      const bundle = await one(order);
      requireSignedBefore(bundle.times, effective);
      return bundle;
    };
  };
  return async (order) => {
    const first = await verify(order);
    requireSignedBefore(first.bundle.times, effective);
    return { ...first, verify: timely(first.verify) };
  };
}
