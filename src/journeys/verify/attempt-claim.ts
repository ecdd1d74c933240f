import type { Claim, ClaimId } from "../../domain/verification/claim.ts";
import { foundClaim, isFinding, openClaim } from "../../domain/verification/make-claim.ts";
import type { Fault } from "../../kernel/fault.ts";
import { FAULT_CODES } from "../../kernel/fault-codes.ts";
import { requireFault } from "../../kernel/require-fault.ts";

/** Faults of the environment, collected while the other claims are still computed. */
export type Failures = Fault[];

/** A claim, and what was found beside it; undefined if the claim could not be computed. */
export interface Attempted<T> {
  readonly claim: Claim;
  readonly found: T | undefined;
}

/** Computes one claim, by `attemptFor`. */
export async function attemptClaim(
  id: ClaimId,
  failures: Failures,
  compute: () => Claim | Promise<Claim>,
): Promise<Claim> {
  const { claim } = await attemptFor(id, failures, async () => ({ claim: await compute(), found: undefined }));
  return claim;
}

/**
 * Computes one claim and what comes with it. A fault about what was read makes it failed; one of the environment leaves it
 * not checked and is remembered; one of usage or of this program ends the verification.
 */
export async function attemptFor<T>(
  id: ClaimId,
  failures: Failures,
  compute: () => Attempted<T> | Promise<Attempted<T>>,
): Promise<Attempted<T>> {
  try {
    return await compute();
  } catch (error) {
    if (isFinding(error)) return { claim: foundClaim(id, error), found: undefined };
    requireFault(error);
    const { exit } = FAULT_CODES[error.code];
    if (exit === 2 || exit === 3) throw error;
    failures.push(error);
    const claim = openClaim(id, "not-checked", { reason: error.message, required: true });
    return { claim, found: undefined };
  }
}
