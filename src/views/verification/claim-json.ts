import * as v from "valibot";
import { CLAIM_IDS, type Claim } from "../../domain/verification/claim.ts";
import { type Spelling, spelled } from "../../kernel/advice.ts";

/** One claim as every JSON document of ours writes it. */
export const claimSchema = () =>
  v.strictObject({
    id: v.picklist(CLAIM_IDS),
    status: v.picklist(["verified", "failed", "missing", "not-checked", "not-applicable"]),
    required: v.boolean(),
    reason: v.string(),
    code: v.nullable(v.string()),
    hint: v.nullable(v.string()),
  });

export function claimJson(claim: Claim, spelling?: Spelling): v.InferOutput<ReturnType<typeof claimSchema>> {
  const { id, status, required, reason, code, hint } = claim;
  const shown = hint === undefined ? null : spelled(hint, spelling);
  return { id, status, required, reason, code: code ?? null, hint: shown };
}
