import * as v from "valibot";
import type { ReleaseValue } from "../../domain/release/checked-release.ts";
import { CHECK_IDS, CHECK_STATUSES, type ReleaseClaim } from "../../domain/release/checks/release-claim.ts";
import { type Spelling, spelled } from "../../kernel/advice.ts";

const text = v.string();
const textOrNull = v.nullable(v.string());

/** One check of a release as every JSON document of ours writes it. */
export const releaseClaimSchema = v.strictObject({
  id: v.picklist(CHECK_IDS),
  status: v.picklist(CHECK_STATUSES),
  /** Whether the release may not be sealed without it. */
  required: v.boolean(),
  found: textOrNull,
  expected: textOrNull,
  source: text,
  reason: text,
  fix: textOrNull,
});

/** A fact about the release with the place that it was read from. */
export const valueSchema = v.strictObject({ name: text, value: textOrNull, source: text });

export function releaseClaimJson(claim: ReleaseClaim, spelling?: Spelling): v.InferOutput<typeof releaseClaimSchema> {
  const { id, status, required, found, expected, source, reason, fix } = claim;
  return {
    id,
    status,
    required,
    found,
    expected,
    source,
    reason,
    fix: fix === undefined ? null : spelled(fix, spelling),
  };
}

export function valueJson({ name, value, source }: ReleaseValue): v.InferOutput<typeof valueSchema> {
  return { name, value, source };
}
