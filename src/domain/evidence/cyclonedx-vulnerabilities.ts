import * as v from "valibot";
import type { JsonObject } from "../../kernel/json.ts";
import type { SignableEvidence } from "./evidence-document.ts";
import { malformedEvidence, parseEvidence } from "./evidence-fault.ts";
import { namedDigests } from "./named-digests.ts";

export const CYCLONEDX_TYPE = "https://cyclonedx.org/bom";
const WHAT = "CycloneDX document of vulnerabilities";

const text = v.pipe(v.string(), v.nonEmpty());
const STATES = ["resolved", "resolved_with_pedigree", "exploitable", "in_triage", "false_positive", "not_affected"];

const schema = v.object({
  bomFormat: v.literal("CycloneDX"),
  specVersion: v.picklist(["1.4", "1.5", "1.6", "1.7"]),
  version: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  metadata: v.optional(
    v.object({
      component: v.optional(
        v.object({ name: text, hashes: v.optional(v.array(v.object({ alg: text, content: text })), []) }),
      ),
    }),
  ),
  vulnerabilities: v.optional(
    v.pipe(
      v.array(
        v.object({
          id: text,
          analysis: v.optional(v.object({ state: v.optional(v.picklist(STATES)) })),
          affects: v.optional(v.array(v.object({ ref: text }))),
        }),
      ),
      v.maxLength(100_000),
    ),
  ),
});

/**
 * Reads what CycloneDX says of vulnerabilities, a disclosure report (VDR) or VEX: the predicate is the document. An empty
 * list means that none is known; a document without one is an SBOM, and refused here. Fault: `evidence-malformed`.
 * https://cyclonedx.org/capabilities/vdr/
 */
export function readCycloneDxVulnerabilities(value: JsonObject): SignableEvidence {
  const { metadata, vulnerabilities } = parseEvidence(schema, value, WHAT);
  if (vulnerabilities === undefined) {
    throw malformedEvidence(WHAT, "it has no vulnerabilities; an SBOM is given as sbom");
  }
  return {
    kind: "signable",
    predicateType: CYCLONEDX_TYPE,
    predicate: value,
    subjects: namedDigests((metadata?.component?.hashes ?? []).map(({ alg, content }) => [alg, content])),
    isExclusive: false,
  };
}
