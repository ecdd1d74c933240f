import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";
import type { SbomDiff } from "../../domain/sbom/diff/diff.ts";
import type { DiffFinding } from "../../domain/sbom/diff/diff-rules.ts";

const texts = v.array(v.string());
const changed = v.strictObject({ package: v.string(), version: v.string(), firstParty: v.boolean() });

const changes = {
  added: v.array(changed),
  removed: v.array(changed),
  updated: v.array(v.strictObject({ package: v.string(), from: texts, to: texts })),
  rehashed: v.array(
    v.strictObject({
      package: v.string(),
      version: v.string(),
      algorithm: v.string(),
      before: v.string(),
      after: v.string(),
    }),
  ),
  licenses: v.array(v.strictObject({ package: v.string(), before: texts, after: texts })),
  lostHashes: texts,
  edges: v.strictObject({ added: texts, removed: texts }),
  completeness: v.strictObject({ before: v.string(), after: v.string() }),
};

/** The changes of an SBOM, by themselves or as part of another comparison. */
export const sbomChangesSchema = v.strictObject(changes);

/** Changes that break a rule. */
export const findingsSchema = v.array(
  v.strictObject({
    rule: v.picklist(["same-version-different-digest", "lost-hash", "new-licence-class", "less-complete"]),
    text: v.string(),
  }),
);

/** What `capsule diff --json` prints of two SBOMs. */
export const sbomDiffSchema = v.strictObject({
  schema: v.literal(schemaId("sbom-diff")),
  ...changes,
  findings: findingsSchema,
});

export type SbomDiffJson = v.InferOutput<typeof sbomDiffSchema>;

export function sbomDiffJson(diff: SbomDiff, findings: readonly DiffFinding[]): SbomDiffJson {
  return { schema: schemaId("sbom-diff"), ...sbomChangesJson(diff), findings: findings.map((one) => ({ ...one })) };
}

export function sbomChangesJson(diff: SbomDiff): v.InferOutput<typeof sbomChangesSchema> {
  return JSON.parse(JSON.stringify(diff));
}
