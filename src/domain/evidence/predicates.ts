import * as v from "valibot";
import type { JsonObject } from "../../kernel/json.ts";
import { parseEvidence } from "./evidence-fault.ts";

export const TEST_RESULT_TYPE = "https://in-toto.io/attestation/test-result/v0.1";
export const SCAI_TYPE = "https://in-toto.io/attestation/scai/v0.3";

const text = v.pipe(v.string(), v.nonEmpty());
const names = v.optional(v.array(text));

const testResult = v.object({
  result: v.picklist(["PASSED", "WARNED", "FAILED"]),
  configuration: v.array(v.looseObject({})),
  url: v.optional(text),
  passedTests: names,
  warnedTests: names,
  failedTests: names,
});

const scai = v.object({
  attributes: v.pipe(v.array(v.object({ attribute: text })), v.minLength(1)),
});

const SCHEMAS = new Map<string, { readonly schema: v.GenericSchema; readonly what: string }>([
  [TEST_RESULT_TYPE, { schema: testResult, what: "in-toto test result" }],
  [SCAI_TYPE, { schema: scai, what: "in-toto attribute report" }],
]);

/**
 * Whether a predicate type is one of in-toto's that are understood; `evidence-malformed` if the predicate lacks what
 * its specification requires. https://github.com/in-toto/attestation/tree/main/spec/predicates
 */
export function isSoundPredicate(predicateType: string, predicate: JsonObject): boolean {
  const known = SCHEMAS.get(predicateType);
  if (known === undefined) return false;
  parseEvidence(known.schema, predicate, known.what);
  return true;
}

/** A report in a format of its own, as the one attribute of an attribute report whose evidence is that report. */
export function attributeReport(attribute: string, conditions: JsonObject, evidence: JsonObject): JsonObject {
  return { attributes: [{ attribute, conditions, evidence }] };
}
