import type { JsonObject } from "../../kernel/json.ts";
import { isJsonObject } from "../../kernel/json-object.ts";
import { printable } from "../../kernel/printable.ts";
import { isStrong } from "../attestation/digest-set.ts";
import { parseStatement } from "../attestation/statement.ts";
import { OPEN_VEX_TYPE } from "../attestation/vex-decisions.ts";
import { VULNERABILITIES_TYPE } from "../attestation/vulnerability-scan.ts";
import { CYCLONEDX_TYPE, readCycloneDxVulnerabilities } from "./cyclonedx-vulnerabilities.ts";
import { JSON_FILE, type ScanEvidence, type SignableEvidence } from "./evidence-document.ts";
import { malformedEvidence } from "./evidence-fault.ts";
import { readOpenVex } from "./open-vex.ts";
import { isSoundPredicate } from "./predicates.ts";
import { readVulnerabilityStatement } from "./scanner-reports/vulnerability-statement.ts";

/**
 * Reads an in-toto statement that nobody has signed yet, of a predicate type that is understood: signing another one would
 * lend a name to what nobody has looked at. One about vulnerabilities is a scan as any other. Faults: `evidence-malformed`, `statement-malformed`.
 */
export function readPlainStatement(bytes: Uint8Array, value: JsonObject): SignableEvidence | ScanEvidence {
  const { predicateType, predicate, subject } = parseStatement(bytes);
  const own = isJsonObject(value["predicate"]) ? value["predicate"] : {};
  const subjects = subject.map(({ digest }) => digest).filter(isStrong);
  if (predicateType === VULNERABILITIES_TYPE) {
    const scan = readVulnerabilityStatement(own, subjects);
    return { kind: "scan", scan, document: JSON_FILE, subjects, names: [], isExclusive: true };
  }
  if (predicateType === OPEN_VEX_TYPE) readOpenVex(own);
  else if (predicateType === CYCLONEDX_TYPE) readCycloneDxVulnerabilities(own);
  else if (!isSoundPredicate(predicateType, own)) {
    throw malformedEvidence("statement", `its predicate type ${printable(predicateType)} is not one that is signed`);
  }
  return { kind: "signable", predicateType, predicate, subjects, isExclusive: true };
}
