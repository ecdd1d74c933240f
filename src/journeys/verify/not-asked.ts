import { NO_LEAST_AGE } from "../../domain/verification/checks/check-age.ts";
import type { Claim } from "../../domain/verification/claim.ts";
import { openClaim } from "../../domain/verification/make-claim.ts";
import { NO_MEMORY } from "./remember.ts";

/** What `compareWithMemory` judges beside the evidence, before it did. */
export const NOT_ASKED: readonly Claim[] = [
  openClaim("age", "not-applicable", { reason: NO_LEAST_AGE }),
  openClaim("memory", "not-applicable", { reason: NO_MEMORY }),
];
