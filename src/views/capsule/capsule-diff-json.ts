import * as v from "valibot";
import type { CapsuleDiff, CapsuleSide } from "../../domain/comparison/capsule-diff.ts";
import { schemaId } from "../../domain/home.ts";
import type { DiffFinding } from "../../domain/sbom/diff/diff-rules.ts";
import { findingsSchema, sbomChangesJson, sbomChangesSchema } from "../sbom/sbom-diff-json.ts";

const textOrNull = v.nullable(v.string());
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const side = v.strictObject({ purl: v.string(), rootSha256: sha256 });
/** Null on the side that does not say it. */
const facts = v.array(v.strictObject({ what: v.string(), before: textOrNull, after: textOrNull }));

/** What `capsule diff --json` prints of two capsules or releases. */
export const capsuleDiffSchema = v.strictObject({
  schema: v.literal(schemaId("capsule-diff")),
  /** Nothing of either capsule was verified. */
  verified: v.literal(false),
  before: side,
  after: side,
  release: facts,
  /** By name; the digests are SHA-256. */
  assets: v.array(v.strictObject({ name: v.string(), before: v.nullable(sha256), after: v.nullable(sha256) })),
  provenance: facts,
  signer: facts,
  sbom: sbomChangesSchema,
  findings: findingsSchema,
});

export type CapsuleDiffJson = v.InferOutput<typeof capsuleDiffSchema>;

export function capsuleDiffJson(diff: CapsuleDiff, findings: readonly DiffFinding[]): CapsuleDiffJson {
  const named = ({ purl, rootSha256 }: CapsuleSide) => ({ purl, rootSha256 });
  const { before, after, release, assets, provenance, signer, sbom } = diff;
  return {
    ...{ schema: schemaId("capsule-diff"), verified: false, before: named(before), after: named(after) },
    ...{ release: [...release], assets: [...assets], provenance: [...provenance], signer: [...signer] },
    ...{ sbom: sbomChangesJson(sbom), findings: findings.map((one) => ({ ...one })) },
  };
}
