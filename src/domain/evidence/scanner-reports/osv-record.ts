import * as v from "valibot";
import { gravest, type SeverityLevel } from "../../attestation/severity-level.ts";
import type { Rating } from "../../vulnerability/found-vulnerability.ts";
import { cvssRating, firstLevel, nullableList, shortText, shortTexts, wordRating } from "./fields.ts";

/** What is read of a vulnerability in the OSV schema, version 1. https://ossf.github.io/osv-schema/ */
export const osvRecord = v.looseObject({
  id: shortText,
  aliases: v.nullish(shortTexts, []),
  withdrawn: v.optional(shortText),
  severity: nullableList(v.looseObject({ type: shortText, score: shortText })),
  database_specific: v.nullish(v.looseObject({ severity: v.optional(v.unknown()) })),
});

export type OsvRecord = v.InferOutput<typeof osvRecord>;

/** The word of its database, else the gravest of its vectors that can be computed. */
export function osvSeverity(record: OsvRecord): { readonly level: SeverityLevel; readonly ratings: readonly Rating[] } {
  const { severity } = record.database_specific ?? {};
  const word = typeof severity === "string" && severity.length <= 64 ? wordRating("osv", severity) : undefined;
  const vectors = (record.severity ?? []).map(({ score }) => cvssRating(score));
  return {
    level: firstLevel([word?.level ?? "unknown", gravest(vectors.map(({ level }) => level))]),
    ratings: [...(word === undefined ? [] : [word.rating]), ...vectors.map(({ rating }) => rating)],
  };
}
