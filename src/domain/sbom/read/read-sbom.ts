import { MAX_SOURCE_BYTES, MAX_SOURCE_DEPTH } from "../../../kernel/documents/source-limits.ts";
import { withoutByteOrderMark } from "../../../kernel/documents/source-text.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { JsonValue } from "../../../kernel/json.ts";
import { isJsonObject, parseJsonObject } from "../../../kernel/json-object.ts";
import { printable } from "../../../kernel/printable.ts";
import { parseCycloneDxXml } from "./cyclonedx-xml.ts";
import { readCycloneDx } from "./read-cyclonedx.ts";
import { readSpdx } from "./read-spdx.ts";
import { readSpdx3 } from "./read-spdx-3.ts";
import type { ReadSbom } from "./sbom-of-others.ts";

export type { ReadSbom };

/**
 * Reads a CycloneDX document in JSON or XML, or SPDX 2 or 3 in JSON, of any tool. Faults: `json-malformed`, `json-too-large`,
 * `xml-malformed`, `xml-too-large`, `utf8-malformed`, `sbom-malformed`.
 */
export function readSbom(bytes: Uint8Array): ReadSbom {
  const form = unreadForm(bytes);
  if (form !== undefined) {
    throw new Fault("sbom-malformed", `the document is SPDX in ${form}, which is not read`, {
      hint: "convert it to JSON, for example with pyspdxtools",
    });
  }
  if (looksLikeXml(bytes)) return readCycloneDx(parseCycloneDxXml(bytes));
  const whole = parseJsonObject(withoutByteOrderMark(bytes), {
    maxBytes: MAX_SOURCE_BYTES,
    maxDepth: MAX_SOURCE_DEPTH,
    prototypeKeys: "keep",
    what: "the SBOM",
  });
  // GitHub's dependency graph answers with the document inside another.
  const inner = whole["sbom"];
  const document = isJsonObject(inner) && "spdxVersion" in inner ? inner : whole;
  if (document["bomFormat"] === "CycloneDX") {
    requireVersion("CycloneDX", document["specVersion"], /^1\.[2-7]$/, "1.2 to 1.7");
    return readCycloneDx(document);
  }
  if (typeof document["spdxVersion"] === "string") {
    requireVersion("SPDX", document["spdxVersion"].replace(/^SPDX-/, ""), /^2\.[0-3]$/, "2.3 and before, and 3.0");
    return readSpdx(document);
  }
  if (isSpdx3(document["@context"])) return readSpdx3(document);
  throw new Fault("sbom-malformed", "the document is neither CycloneDX nor SPDX");
}

/** What an unknown version means is not known, so nothing is said about it. Fault: `sbom-malformed`. */
function requireVersion(format: string, said: JsonValue | undefined, known: RegExp, read: string): void {
  if (typeof said === "string" && known.test(said)) return;
  const text = typeof said === "string" ? printable(said, 40) : "without a version";
  throw new Fault("sbom-malformed", `the document is ${format} ${text}, and ${read} are read`);
}

function isSpdx3(context: JsonValue | undefined): boolean {
  const names = Array.isArray(context) ? (context as JsonValue[]) : [context];
  return names.some((name) => typeof name === "string" && name.endsWith("/spdx-context.jsonld"));
}

/** The form of SPDX 2 that a document has if it is one that is not read: tag-value, YAML or RDF; undefined for any other. */
export function unreadForm(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...withoutByteOrderMark(bytes).subarray(0, 4096));
  const lines = head.split(/\r?\n/).filter((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
  if (lines[0]?.startsWith("SPDXVersion:")) return "its tag-value form";
  // YAML has the keys of JSON, in any order.
  if (lines.some((line) => /^["']?spdxVersion["']?\s*:\s*["']?SPDX-/.test(line))) return "YAML";
  return /^\s*</.test(head) && head.includes("http://spdx.org/rdf/terms") ? "RDF" : undefined;
}

/** JSON never begins with `<`, and XML always does. */
function looksLikeXml(bytes: Uint8Array): boolean {
  const head = withoutByteOrderMark(bytes).subarray(0, 256);
  return String.fromCharCode(...head)
    .trimStart()
    .startsWith("<");
}
