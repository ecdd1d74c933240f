import { checkAge } from "../../domain/verification/checks/check-age.ts";
import type { Claim } from "../../domain/verification/claim.ts";
import { exitCodeOf, verdictOf } from "../../domain/verification/claim.ts";
import { newestTime } from "../../domain/verification/effective-time.ts";
import { failedClaim, openClaim } from "../../domain/verification/make-claim.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Files } from "../../ports/files.ts";
import { NO_MEMORY, remember } from "./remember.ts";
import { seenProjects } from "./seen-projects.ts";
import type { VerifyOrder } from "./verify-order.ts";

/**
 * What a verification cannot find in the release itself: whether it was signed long enough ago, and whether it is what earlier
 * releases were. What is good in all of it is remembered.
 */
export async function compareWithMemory(
  verification: Verification,
  order: VerifyOrder,
  files: Files,
): Promise<Verification> {
  const aged = withClaim(verification, ageOf(verification, order));
  return withClaim(aged, await memoryOf(aged, order, files));
}

/** Of several signatures the last counts: nobody says here which file is whose. */
function ageOf({ signatures }: Verification, { minAge, effectiveTime, now }: VerifyOrder): Claim {
  const signed = newestTime(signatures.flatMap(({ times }) => times));
  return checkAge({ signed, minAge, now: effectiveTime ?? now ?? new Date(0) });
}

async function memoryOf(verification: Verification, order: VerifyOrder, files: Files): Promise<Claim> {
  const { memory } = order;
  if (memory === undefined) return openClaim("memory", "not-applicable", { reason: NO_MEMORY });
  if (verification.signatures.length === 0) {
    return openClaim("memory", "not-checked", { reason: "no signature was verified that could be compared" });
  }
  const seen = seenProjects(verification, order);
  const others = verification.claims.filter(({ id }) => id !== "memory");
  if (seen.length > 0) return remember({ memory, seen, isGood: verdictOf(others) === "verified" }, files);
  const reason = "the signer names no numbers of a repository and its owner, by which it could be remembered";
  return memory.isNamed
    ? failedClaim("memory", new Fault("identity-mismatch", reason))
    : openClaim("memory", "not-applicable", { reason });
}

/** What a policy requires stays required; where nothing verified, every claim is required and open. */
function withClaim(verification: Verification, claim: Claim): Verification {
  const claims = verification.claims.map((one) =>
    one.id === claim.id ? { ...claim, required: claim.required || isAskedFor(one) } : one,
  );
  const verdict = verdictOf(claims);
  return { ...verification, claims, verdict, exitCode: exitCodeOf(verdict, verification.failures.length > 0) };
}

function isAskedFor({ required, status }: Claim): boolean {
  return required && status === "not-applicable";
}
