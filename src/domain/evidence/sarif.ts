import * as v from "valibot";
import { sha256Hex } from "../../crypto/node-digest.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { MEDIA_TYPES } from "../capsule/media-types.ts";
import type { SignableEvidence } from "./evidence-document.ts";
import { parseEvidence } from "./evidence-fault.ts";
import { attributeReport, SCAI_TYPE } from "./predicates.ts";

const text = v.pipe(v.string(), v.nonEmpty());
const LEVELS = ["none", "note", "warning", "error"] as const;
const MEDIA_TYPE = MEDIA_TYPES.sarif;

const schema = v.object({
  version: v.literal("2.1.0"),
  runs: v.pipe(
    v.array(
      v.object({
        tool: v.object({
          driver: v.object({ name: text, version: v.optional(text), semanticVersion: v.optional(text) }),
        }),
        results: v.nullish(v.array(v.object({ level: v.optional(v.picklist(LEVELS)) }))),
      }),
    ),
    v.minLength(1),
  ),
});

/**
 * Reads a static analysis report (SARIF 2.1.0). No in-toto predicate holds such a report, so it is carried, and signed as
 * the evidence of an attribute report: which tools ran, and how many results of each level they had. A run without
 * `results` has not scanned, and is refused. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function readSarif(bytes: Uint8Array, value: JsonObject): SignableEvidence {
  const { runs } = parseEvidence(schema, value, "SARIF report");
  const scanned = runs.map(({ tool, results }, index) => {
    // §3.14.23: absent or null if the run was not able to scan; empty if it found nothing.
    const found = parseEvidence(v.array(v.any()), results, `SARIF report, whose run ${index + 1} has no results`);
    const { name, version = tool.driver.semanticVersion } = tool.driver;
    return { tool: version === undefined ? { name } : { name, version }, results: countLevels(found) };
  });
  const document = { extension: "json", mediaType: MEDIA_TYPE } as const;
  return {
    kind: "signable",
    predicateType: SCAI_TYPE,
    predicate: attributeReport(
      "static-analysis-report",
      { runs: scanned },
      { digest: { sha256: sha256Hex(bytes) }, mediaType: MEDIA_TYPE },
    ),
    document,
    subjects: [],
    isExclusive: false,
  };
}

/** §3.27.10: a result without a level is a warning. */
function countLevels(results: readonly { readonly level?: string }[]): JsonObject {
  const count = (level: string) => results.filter((result) => (result.level ?? "warning") === level).length;
  return Object.fromEntries(LEVELS.map((level) => [level, count(level)]));
}
