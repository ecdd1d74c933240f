import * as v from "valibot";
import { schemaId } from "../domain/home.ts";
import { CHECK_IDS, CHECK_STATUSES, type ReleaseClaim } from "../domain/release/release-claim.ts";
import type { ShownCheck } from "./shown-check.ts";

const text = v.string();
const textOrNull = v.nullable(v.string());

const claim = v.strictObject({
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

/** What `capsule check --json` prints. */
export const releaseCheckSchema = v.strictObject({
  schema: v.literal(schemaId("release-check")),
  verdict: v.picklist(["verified", "rejected", "incomplete"]),
  exitCode: v.picklist([0, 1, 3, 4]),
  /** Path of the release manifest; null without one. */
  manifest: textOrNull,
  /** Every fact with the place that it was read from; empty where the source could not be read. */
  values: v.array(v.strictObject({ name: text, value: textOrNull, source: text })),
  claims: v.array(claim),
  assets: v.array(
    v.strictObject({
      name: text,
      size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    }),
  ),
  /** Names of the files that sealing would put beside the assets. */
  planned: v.array(text),
  warnings: v.array(text),
});

export type ReleaseCheckJson = v.InferOutput<typeof releaseCheckSchema>;

export function releaseCheckJson({ verdict, exitCode, manifest, values, claims, plan }: ShownCheck): ReleaseCheckJson {
  return {
    schema: schemaId("release-check"),
    verdict,
    exitCode,
    manifest: manifest?.path ?? null,
    values: values.map(({ name, value, source }) => ({ name, value, source })),
    claims: claims.map(claimJson),
    assets: (plan?.assets ?? []).map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    planned: [...(plan?.publishedNames ?? [])],
    warnings: [...(plan?.warnings ?? [])],
  };
}

function claimJson(claimed: ReleaseClaim): ReleaseCheckJson["claims"][number] {
  const { id, status, required, found, expected, source, reason, fix } = claimed;
  return { id, status, required, found, expected, source, reason, fix: fix ?? null };
}
