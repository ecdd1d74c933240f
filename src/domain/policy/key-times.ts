import * as v from "valibot";
import type { Fault } from "../../kernel/fault.ts";
import { INSTANT } from "../../kernel/iso-time.ts";
import { once } from "../../kernel/once.ts";
import type { ExpectedKey } from "../sigstore/expected-identity.ts";

/** When a key counts, as a policy and a project's list of keys write it. */
export const keyTimesSchema = once(() => {
  const time = v.pipe(v.string(), v.regex(INSTANT));
  return {
    /** What it signed before or after these times does not count, nor what nothing says the time of. */
    notBefore: v.optional(time),
    notAfter: v.optional(time),
    /** From when on nothing counts that it signs. */
    revoked: v.optional(time),
  };
});

/** As they are written. */
export type KeyTimes = Readonly<Record<keyof ReturnType<typeof keyTimesSchema>, string | undefined>>;

/** What they mean. `malformed` makes the fault for times in which no key is valid. */
export function readKeyTimes(
  { notBefore, notAfter, revoked }: Partial<KeyTimes>,
  malformed: (problem: string) => Fault,
): Pick<ExpectedKey, "validFor" | "revoked"> {
  const [start, end, until] = [notBefore, notAfter, revoked].map((text) => {
    if (text === undefined) return undefined;
    const time = new Date(text);
    // A day that the month has not would be one of the next.
    if (time.getUTCDate() !== Number(text.slice(8, 10))) throw malformed("a key has a time of no calendar");
    return time;
  });
  if (end !== undefined && end < (start ?? 0)) throw malformed("a key is valid until before it is valid");
  return {
    ...(start === undefined && end === undefined ? {} : { validFor: { start: start ?? new Date(0), end } }),
    ...(until === undefined ? {} : { revoked: until }),
  };
}
