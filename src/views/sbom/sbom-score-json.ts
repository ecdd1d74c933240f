import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";
import type { ScoredSbom } from "../../domain/sbom/quality/scored-sbom.ts";

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** What `capsule sbom --check --json` prints. */
export const sbomScoreSchema = v.strictObject({
  schema: v.literal(schemaId("sbom-score")),
  format: v.picklist(["cyclonedx", "spdx"]),
  specVersion: v.string(),
  components: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** What contradicts the format or points at nothing. */
  problems: v.array(v.string()),
  scorecards: v.array(
    v.strictObject({
      /** The quality profile. */
      profile: v.picklist(["ntia-2021", "cisa-2025", "bsi-tr-03183-2-v2.1", "openchain-telco-1.1", "sbomqs-v2"]),
      /** The text that asks for it. */
      source: v.string(),
      score: v.pipe(v.number(), v.minValue(0), v.maxValue(10)),
      checks: v.array(v.strictObject({ id: v.string(), weight: share, score: share, reason: v.string() })),
    }),
  ),
});

export type SbomScoreJson = v.InferOutput<typeof sbomScoreSchema>;

export function sbomScoreJson({ problems, scorecards, ...rest }: ScoredSbom): SbomScoreJson {
  return {
    schema: schemaId("sbom-score"),
    ...rest,
    problems: [...problems],
    scorecards: scorecards.map(({ profile, source, checks, score }) => ({
      profile,
      source,
      score,
      checks: checks.map((check) => ({ ...check })),
    })),
  };
}
