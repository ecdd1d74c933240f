import { Fault } from "../../kernel/fault.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { isJsonObject, parseJsonObject } from "../../kernel/json-object.ts";
import { MEDIA_TYPES } from "../capsule/media-types.ts";
import { readCsaf } from "./csaf.ts";
import { readCycloneDxVulnerabilities } from "./cyclonedx-vulnerabilities.ts";
import { type EvidenceDocument, JSON_FILE, type ScanEvidence } from "./evidence-document.ts";
import { readJUnit } from "./junit.ts";
import { readOpenVex } from "./open-vex.ts";
import { readPlainStatement } from "./plain-statement.ts";
import { readSarif } from "./sarif.ts";
import { parseJsonMessages } from "./scanner-reports/json-messages.ts";
import { readScan, readScanMessages } from "./scanner-reports/read-scan.ts";
import type { ScannerReport } from "./scanner-reports/scan.ts";
import { isSigned, readSigned } from "./signed-evidence.ts";

/** Bytes of one file of evidence. */
export const MAX_EVIDENCE_BYTES = 32 << 20;

/**
 * Reads a file of evidence; its content says which kind it is, and its name nothing. Faults: `evidence-unknown`,
 * `evidence-malformed`, and those of the parsers of JSON and XML.
 */
export function readEvidence(bytes: Uint8Array): EvidenceDocument {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64)).toString("latin1");
  const first = text.replace(/^\u00ef\u00bb\u00bf/, "").trimStart()[0];
  if (first === "<") return readJUnit(bytes);
  if (first !== "{") throw unknown();
  if (/^\s*\{\s*"config"\s*:/.test(text)) {
    const format = { extension: "bin", mediaType: MEDIA_TYPES.messages } as const;
    return scanEvidence(readScanMessages(parseJsonMessages(bytes)), format);
  }
  const value = parseDocument(bytes);
  if (value === undefined || isSigned(value)) return readSigned(bytes, value);
  if ("predicateType" in value) return readPlainStatement(bytes, value);
  if (Array.isArray(value["runs"])) return readSarif(bytes, value);
  if (value["bomFormat"] === "CycloneDX") return readCycloneDxVulnerabilities(value);
  const context = value["@context"];
  if (typeof context === "string" && context.startsWith("https://openvex.dev/")) return readOpenVex(value);
  const document = value["document"];
  if (isJsonObject(document) && "csaf_version" in document) return readCsaf(bytes, value);
  return scanEvidence(readScan(value));
}

function scanEvidence(scan: ScannerReport | undefined, document: ScanEvidence["document"] = JSON_FILE): ScanEvidence {
  if (scan === undefined) throw unknown();
  const { subjects, names } = scan;
  return { kind: "scan", scan, document, subjects, names, isExclusive: false };
}

const WHAT = { maxBytes: MAX_EVIDENCE_BYTES, what: "the document" } as const;

/** The document, or undefined for several of them, one a line. */
function parseDocument(bytes: Uint8Array): JsonObject | undefined {
  const end = bytes.indexOf(0x0a);
  const more = end >= 0 && /[^\s]/.test(Buffer.from(bytes.subarray(end, end + 64)).toString("latin1"));
  if (more && isObject(bytes.subarray(0, end))) return undefined;
  return parseJsonObject(bytes, WHAT);
}

function isObject(line: Uint8Array): boolean {
  try {
    return isJsonObject(parseJsonObject(line, WHAT));
  } catch {
    return false;
  }
}

function unknown(): Fault {
  return new Fault("evidence-unknown", "its kind of evidence is not known", {
    hint: "give JUnit XML, the JSON of a vulnerability scanner, SARIF 2.1.0, OpenVEX 0.2.0, CycloneDX or CSAF 2.0 vulnerabilities, an in-toto statement, or a signed attestation: docs/evidence.md",
  });
}
