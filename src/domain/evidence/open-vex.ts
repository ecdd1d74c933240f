import * as v from "valibot";
import type { JsonObject } from "../../kernel/json.ts";
import { OPEN_VEX_TYPE } from "../attestation/vex-decisions.ts";
import type { SignableEvidence } from "./evidence-document.ts";
import { malformedEvidence, parseEvidence } from "./evidence-fault.ts";
import { namedDigests } from "./named-digests.ts";

const WHAT = "OpenVEX document";

const text = v.pipe(v.string(), v.nonEmpty());
const time = v.pipe(v.string(), v.isoTimestamp());
const hashes = v.optional(v.record(v.string(), v.string()));

const statement = v.object({
  vulnerability: v.object({ name: text }),
  timestamp: v.optional(time),
  products: v.optional(v.array(v.object({ "@id": v.optional(text), hashes })), []),
  status: v.picklist(["not_affected", "affected", "fixed", "under_investigation"]),
  justification: v.optional(
    v.picklist([
      "component_not_present",
      "vulnerable_code_not_present",
      "vulnerable_code_not_in_execute_path",
      "vulnerable_code_cannot_be_controlled_by_adversary",
      "inline_mitigations_already_exist",
    ]),
  ),
  impact_statement: v.optional(text),
  action_statement: v.optional(text),
});

const schema = v.object({
  "@context": v.literal(OPEN_VEX_TYPE),
  "@id": text,
  author: text,
  timestamp: time,
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  statements: v.pipe(v.array(statement), v.minLength(1), v.maxLength(100_000)),
});

/**
 * Reads an OpenVEX document, version 0.2.0: the predicate is the document. Fault: `evidence-malformed`, also for a status
 * without the reason that it needs. https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md
 */
export function readOpenVex(value: JsonObject): SignableEvidence {
  const { statements } = parseEvidence(schema, value, WHAT);
  for (const { vulnerability, status, justification, impact_statement, action_statement } of statements) {
    if (status === "not_affected" && justification === undefined && impact_statement === undefined) {
      throw malformedEvidence(WHAT, `not_affected needs a justification or impact statement (${vulnerability.name})`);
    }
    if (status === "affected" && action_statement === undefined) {
      throw malformedEvidence(WHAT, `affected needs an action statement (${vulnerability.name})`);
    }
  }
  const products = statements.flatMap((one) => one.products);
  return {
    kind: "signable",
    predicateType: OPEN_VEX_TYPE,
    predicate: value,
    subjects: products.flatMap((product) => namedDigests(Object.entries(product.hashes ?? {}))),
    isExclusive: false,
  };
}
