import type { Cryptography } from "../../crypto/cryptography.ts";
import { type Doubt, outdatedFault } from "../../domain/sigstore/judge-bundle.ts";
import { isGood } from "../../domain/verification/checks/check-assets.ts";
import type { Claim } from "../../domain/verification/claim.ts";
import { exitCodeOf, verdictOf } from "../../domain/verification/claim.ts";
import { openClaim, outdatedClaim } from "../../domain/verification/make-claim.ts";
import type { NamedTrust, VerifyFirst } from "../../domain/verification/named-trust.ts";
import { judgedUnder, PARTIES_UNKNOWN } from "../../domain/verification/trust-bundles.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import type { FaultCode } from "../../kernel/fault-codes.ts";
import type { VerifyOrder } from "./verify-order.ts";

interface Asked {
  readonly order: VerifyOrder;
  readonly trusted: readonly NamedTrust[];
}

/** Whether one of the refusals may be due to the age of the trusted root, which nobody named. */
export function mayBeOutdated(codes: readonly (FaultCode | undefined)[], { order, trusted }: Asked): boolean {
  const isNamed = order.policy !== undefined || trusted.some((one) => one.mayBeOutdated === undefined);
  return !isNamed && codes.some((code) => PARTIES_UNKNOWN.has(code));
}

/**
 * A program without a network cannot know authorities that are newer than its trusted root. What it refused for that reason
 * alone is judged again, by everything that needs no root: anything false is still refused, and the rest is incomplete.
 * Nothing is verified then, and nothing that the evidence says of itself comes back. A root that the user named, also by a
 * policy, or that was fetched just now, is what the user wants to be judged by: then an unknown signer is refused.
 */
export async function orOutdated(
  refused: Verification,
  { order, trusted, crypto }: Asked & { readonly crypto: Cryptography },
  judge: (verify: VerifyFirst) => Promise<Verification>,
): Promise<Verification> {
  const codes = refused.claims.filter(({ status }) => status === "failed").map(({ code }) => code);
  if (!mayBeOutdated(codes, { order, trusted })) return refused;
  const doubts: Doubt[] = [];
  const judged = await judge(judgedUnder(trusted, crypto, (doubt) => doubts.push(doubt)));
  const [doubt] = doubts;
  return doubt === undefined ? refused : withoutFacts(judged, { doubt, trusted });
}

function withoutFacts(
  judged: Verification,
  { doubt, trusted }: { readonly doubt: Doubt; readonly trusted: readonly NamedTrust[] },
): Verification {
  const claims = judged.claims.map((claim) => (claim.status === "failed" ? claim : unproven(claim, doubt)));
  const verdict = verdictOf(claims);
  const trust = trusted.find(({ root }) => root === doubt.outdated.root);
  return {
    ...judged,
    ...{ claims, verdict },
    exitCode: exitCodeOf(verdict, judged.failures.length > 0),
    assets: judged.assets.filter((one) => !isGood(one) && one.status !== "not-asked"),
    coverage: undefined,
    approvals: [],
    signatures: [],
    root: undefined,
    builder: undefined,
    trust: trust === undefined ? judged.trust : { origin: trust.origin, dated: trust.dated },
  };
}

function unproven({ id }: Claim, doubt: Doubt): Claim {
  if (id === "root") return outdatedClaim(id, outdatedFault(doubt));
  return openClaim(id, "not-checked", {
    reason: "no authority that the trusted root knows vouches for it",
    required: true,
  });
}
