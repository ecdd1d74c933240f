import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";
import type { CheckedRelease } from "../../domain/release/checked-release.ts";
import type { Spelling } from "../../kernel/advice.ts";
import { releaseClaimJson, releaseClaimSchema, valueJson, valueSchema } from "./release-claim-json.ts";

const text = v.string();
const textOrNull = v.nullable(v.string());

/** What `capsule check --json` prints. */
export const releaseCheckSchema = v.strictObject({
  schema: v.literal(schemaId("release-check")),
  verdict: v.picklist(["ready", "not-ready"]),
  exitCode: v.picklist([0, 1, 3, 4]),
  /** Path of the release manifest; null without one. */
  manifest: textOrNull,
  /** Every fact with the place that it was read from; empty if the source could not be read. */
  values: v.array(valueSchema),
  claims: v.array(releaseClaimSchema),
  assets: v.array(
    v.strictObject({
      name: text,
      size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    }),
  ),
  /** Whether each asset would have a signature of its own; null if no asset was named. */
  sign: v.nullable(v.picklist(["each", "once"])),
  /** Names of the files that sealing would put beside the assets. */
  planned: v.array(text),
  warnings: v.array(text),
});

export type ReleaseCheckJson = v.InferOutput<typeof releaseCheckSchema>;

export function releaseCheckJson(
  { verdict, exitCode, manifest, values, claims, plan }: CheckedRelease,
  spelling?: Spelling,
): ReleaseCheckJson {
  return {
    schema: schemaId("release-check"),
    verdict,
    exitCode,
    manifest: manifest?.path ?? null,
    values: values.map(valueJson),
    claims: claims.map((claim) => releaseClaimJson(claim, spelling)),
    assets: (plan?.assets ?? []).map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    sign: plan?.sign ?? null,
    planned: [...(plan?.publishedNames ?? [])],
    warnings: [...(plan?.warnings ?? [])],
  };
}
