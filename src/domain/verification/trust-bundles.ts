import type { Cryptography } from "../../crypto/cryptography.ts";
import { Fault } from "../../kernel/fault.ts";
import type { FaultCode } from "../../kernel/fault-codes.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { type Doubt, doubtOf, judgeBundle } from "../sigstore/judge-bundle.ts";
import { verifyBundle } from "../sigstore/verify-bundle.ts";
import type { NamedTrust, VerifyFirst, VerifyOne } from "./named-trust.ts";

/** Under the first trusted root that fits; if none does, the refusal that came furthest says why. */
export function underOne(trusted: readonly NamedTrust[], crypto: Cryptography): VerifyFirst {
  return async (order) => {
    const refusals: Fault[] = [];
    for (const trust of trusted) {
      const verify: VerifyOne = (other) => verifyBundle({ ...other, trust: trust.root }, crypto);
      try {
        return { bundle: await verify(order), trust, verify };
      } catch (error) {
        if (!isRefusal(error)) throw error;
        refusals.push(error);
      }
    }
    const telling = refusals.find(({ code }) => !PARTIES_UNKNOWN.has(code)) ?? refusals[0];
    throw telling ?? new Fault("trusted-root-malformed", "there is no trusted root");
  };
}

/** How a bundle fails under a trusted root that does not know its parties: one of another instance, or of an earlier time. */
export const PARTIES_UNKNOWN: ReadonlySet<FaultCode | undefined> = new Set<FaultCode>([
  "authority-unknown",
  "certificate-log-unknown",
  "certificate-untrusted",
  "log-entry-missing",
  "log-unknown",
  "signed-time-missing",
  "timestamp-authority-unknown",
]);

/** As `underOne`, but a bundle of parties that are unknown, and may only be newer than all roots, is judged without them. */
export function judgedUnder(
  trusted: readonly NamedTrust[],
  crypto: Cryptography,
  report: (doubt: Doubt) => void,
): VerifyFirst {
  const roots = trusted.flatMap(({ root, mayBeOutdated }) =>
    mayBeOutdated === undefined ? [] : [{ root, dated: mayBeOutdated }],
  );
  const strict = underOne(trusted, crypto);
  const first: VerifyFirst = async (order) => {
    const doubt = doubtOf(order.bundle, roots);
    if (doubt === undefined) return { ...(await strict(order)), verify: others };
    report(doubt);
    const bundle = await judgeBundle({ ...order, doubt }, crypto);
    const trust = trusted.find(({ root }) => root === doubt.outdated.root);
    if (trust === undefined) throw new Fault("internal", "a doubt is about one of the trusted roots");
    return { bundle, trust, verify: others };
  };
  const others: VerifyOne = async (order) => (await first(order)).bundle;
  return first;
}
