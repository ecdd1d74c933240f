import * as v from "valibot";
import type { Fault } from "../../kernel/fault.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import { once } from "../../kernel/once.ts";
import type { ExpectedKey } from "../sigstore/expected-identity.ts";

/** When a key counts, as a policy and a project's list of keys write it. */
export const keyTimesSchema = once(() => {
  const time = v.pipe(
    v.string(),
    v.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/),
  );
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
  // A day that the month has not would be one of the next.
  for (const one of [notBefore, notAfter, revoked])
    if (one !== undefined && formatEpoch(Date.parse(one) / 1000) !== one)
      throw malformed("a key has a time of no calendar");
  const [start, end] = [new Date(notBefore ?? 0), notAfter === undefined ? undefined : new Date(notAfter)];
  if (end !== undefined && end < start) throw malformed("a key is valid until before it is valid");
  return {
    ...(notBefore === undefined && end === undefined ? {} : { validFor: { start, end } }),
    ...(revoked === undefined ? {} : { revoked: new Date(revoked) }),
  };
}
