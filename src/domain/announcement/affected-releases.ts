import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";

/** Requires that some releases are named that are withdrawn on the day, and never the fix. Digests are those of roots. Fault: `usage`. */
export function requireAffected(affected: readonly string[], fix: string): void {
  if (affected.length === 0) {
    throw new Fault("usage", "nothing says which releases are affected", {
      hint: advice`name their capsules with ${option("affected")}`,
    });
  }
  if (!affected.includes(fix)) return;
  throw new Fault("usage", "the release with the fix is named as affected, and would be withdrawn");
}
