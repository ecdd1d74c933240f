import { MAX_SOURCE_BYTES, MAX_SOURCE_DEPTH } from "../../../kernel/documents/source-limits.ts";
import { withoutByteOrderMark } from "../../../kernel/documents/source-text.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { JsonValue } from "../../../kernel/json.ts";
import { parseJsonObject } from "../../../kernel/json-object.ts";
import { parseCycloneDxXml } from "./cyclonedx-xml.ts";
import { readCycloneDx } from "./read-cyclonedx.ts";
import { readSpdx } from "./read-spdx.ts";
import { readSpdx3 } from "./read-spdx-3.ts";
import type { ReadSbom } from "./sbom-of-others.ts";

/**
 * Reads a CycloneDX document in JSON or XML, or SPDX 2 or 3 in JSON, of any tool. Faults: `json-malformed`, `json-too-large`,
 * `xml-malformed`, `xml-too-large`, `utf8-malformed`, `sbom-malformed`.
 */
export function readSbom(bytes: Uint8Array): ReadSbom {
  if (looksLikeXml(bytes)) return readCycloneDx(parseCycloneDxXml(bytes));
  if (looksLikeTagValue(bytes)) {
    throw new Fault("sbom-malformed", "the document is SPDX in its tag-value form, which is not read", {
      hint: "convert it to JSON, for example with pyspdxtools",
    });
  }
  const document = parseJsonObject(withoutByteOrderMark(bytes), {
    maxBytes: MAX_SOURCE_BYTES,
    maxDepth: MAX_SOURCE_DEPTH,
    prototypeKeys: "keep",
    what: "the SBOM",
  });
  if (document["bomFormat"] === "CycloneDX") return readCycloneDx(document);
  if (typeof document["spdxVersion"] === "string") return readSpdx(document);
  if (isSpdx3(document["@context"])) return readSpdx3(document);
  throw new Fault("sbom-malformed", "the document is neither CycloneDX nor SPDX");
}

function isSpdx3(context: JsonValue | undefined): boolean {
  const names = Array.isArray(context) ? (context as JsonValue[]) : [context];
  return names.some((name) => typeof name === "string" && name.endsWith("/spdx-context.jsonld"));
}

/** SPDX 2 as lines `SPDXVersion: SPDX-2.3`. */
export function looksLikeTagValue(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...withoutByteOrderMark(bytes).subarray(0, 4096));
  const first = head.split("\n").find((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
  return first?.startsWith("SPDXVersion:") === true;
}

/** JSON never begins with `<`, and XML always does. */
function looksLikeXml(bytes: Uint8Array): boolean {
  const head = withoutByteOrderMark(bytes).subarray(0, 256);
  return String.fromCharCode(...head)
    .trimStart()
    .startsWith("<");
}
