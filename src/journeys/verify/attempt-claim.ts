import type { Claim, ClaimId } from "../../domain/verification/claim.ts";
import { failedClaim, openClaim } from "../../domain/verification/state-claim.ts";
import { Fault } from "../../kernel/fault.ts";
import { FAULT_CODES } from "../../kernel/fault-codes.ts";

/** Faults of the environment, collected while the other claims are still computed. */
export type Failures = Fault[];

/**
 * Computes one claim. A fault about what was read makes it failed; one of the environment leaves it not checked and is
 * remembered; one of usage or of this program ends the verification.
 */
export async function attemptClaim(
  id: ClaimId,
  failures: Failures,
  compute: () => Claim | Promise<Claim>,
): Promise<Claim> {
  try {
    return await compute();
  } catch (error) {
    if (!(error instanceof Fault) || error.code === "internal") throw error;
    const { exit } = FAULT_CODES[error.code];
    if (exit === 2 || exit === 3) throw error;
    if (exit === 1) return failedClaim(id, error);
    failures.push(error);
    return openClaim(id, "not-checked", { reason: error.message, required: true });
  }
}
