import { counted } from "../../kernel/counted.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { BundleSigner } from "../sigstore/verified-bundle.ts";
import { certifiedFacts, findDisagreement } from "../verification/agreement.ts";
import type { Claim } from "../verification/claim.ts";
import type { EffectiveTime } from "../verification/effective-time.ts";
import { openClaim, verifiedClaim } from "../verification/make-claim.ts";
import type { Signature, VerifiedRoot } from "../verification/verification.ts";
import type { Policy } from "./policy.ts";

/** A policy, and the time at which a release must satisfy it. */
export interface PolicyInForce {
  readonly policy: Policy;
  readonly effective: EffectiveTime;
}

/**
 * What the policy asks of each signature of the release itself: its age, and the runner and environment of the job that
 * signed, as the certificate states them. Fault: `policy-unmet`.
 */
export function checkPolicy(signed: readonly Signature[], inForce: PolicyInForce | undefined): Claim {
  if (inForce === undefined) return openClaim("policy", "not-applicable", { reason: "no policy was given" });
  const { policy, effective } = inForce;
  const { runner, environment, maxAgeDays } = policy.document;
  for (const { signer } of signed) {
    if (maxAgeDays !== undefined && !isFresh(signer, maxAgeDays, effective)) {
      throw unmet(mayBeOld("the release", maxAgeDays));
    }
    const certified = signer.kind === "certificate" ? certifiedFacts(signer.certificate) : {};
    const found = findDisagreement({ runner, environment }, certified, { mustCertify: "all" });
    if (found === undefined) continue;
    const was = found.certified === undefined ? "not stated" : printable(found.certified);
    throw unmet(`the ${found.fact} was ${was}, not ${printable(found.stated ?? "")}`);
  }
  return verifiedClaim("policy", "the release is what the policy asks for");
}

/**
 * Whether it cannot have been signed longer ago: not before its certificate was valid. A timestamp says only that a signature was there, and
 * anybody can have an old one stamped again; so what a key signed has no age, and is never fresh.
 */
export function isFresh(signer: BundleSigner, maxAgeDays: number, { time }: EffectiveTime): boolean {
  return signer.kind === "certificate" && time.getTime() / 1000 - signer.certificate.notBefore <= maxAgeDays * 86_400;
}

export function mayBeOld(what: string, maxAgeDays: number): string {
  return `${what} may have been signed more than ${counted(maxAgeDays, "day")} before the effective time`;
}

/**
 * The claims, of which those that the policy requires must be verified, whatever the release says of itself (X2). Only that
 * it is the first of its line may be said by its root, if the policy allows it.
 */
export function requireClaims(
  claims: readonly Claim[],
  { policy, root }: { readonly policy: Policy | undefined; readonly root: VerifiedRoot | undefined },
): Claim[] {
  const rules = new Map(policy?.require.map((rule) => [rule.id, rule]));
  const previous = root?.statement.predicate.previous;
  const isFirst = previous !== undefined && "none" in previous && previous.none !== "unavailable";
  return claims.map((claim) => {
    const rule = rules.get(claim.id);
    if (rule === undefined || (rule.isFirstAllowed && isFirst)) return claim;
    return { ...claim, required: true };
  });
}

export function unmet(problem: string): Fault {
  return new Fault("policy-unmet", problem);
}
