import { MAX_SOURCE_BYTES } from "../../../kernel/documents/source-limits.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { JsonObject, JsonValue } from "../../../kernel/json.ts";
import { isJsonObject, parseJsonObject } from "../../../kernel/json-object.ts";
import type { CompletenessLevel } from "../model/inventory.ts";

/** What an SBOM says it describes, for comparing with the asset it is filed under. */
export interface SbomSubject {
  readonly format: "cyclonedx" | "spdx";
  /** Lower-case hex; undefined where the document names no SHA-256 of what it describes (a release as a whole). */
  readonly subjectSha256: string | undefined;
  /** Components other than the subject. */
  readonly components: number;
  /** What it declares about itself; `complete` with no component is an empty SBOM, `unknown` is an honest one. */
  readonly completeness: CompletenessLevel;
}

/** Reads the subject of a CycloneDX or SPDX 2 JSON document. Faults: `json-malformed`, `json-too-large`, `sbom-malformed`. */
export function readSbomSubject(bytes: Uint8Array): SbomSubject {
  const document = parseJsonObject(bytes, { maxBytes: MAX_SOURCE_BYTES, what: "the SBOM" });
  if (document["bomFormat"] === "CycloneDX") return cycloneDxSubject(document);
  if (typeof document["spdxVersion"] === "string") return spdxSubject(document);
  throw new Fault("sbom-malformed", "the document is neither CycloneDX nor SPDX 2");
}

function cycloneDxSubject(document: JsonObject): SbomSubject {
  const metadata = document["metadata"];
  const subject = isJsonObject(metadata) ? metadata["component"] : undefined;
  if (!isJsonObject(subject)) throw new Fault("sbom-malformed", "the CycloneDX document describes no component");
  const own = objects(document["compositions"]).filter((entry) =>
    texts(entry["dependencies"]).includes(String(subject["bom-ref"])),
  );
  const hash = objects(subject["hashes"]).find((entry) => entry["alg"] === "SHA-256")?.["content"];
  return {
    format: "cyclonedx",
    subjectSha256: digest(hash),
    components: objects(document["components"]).length,
    completeness: level(own[0]?.["aggregate"]),
  };
}

function spdxSubject(document: JsonObject): SbomSubject {
  const packages = objects(document["packages"]);
  const relationships = objects(document["relationships"]);
  const described = relationships.filter(
    (entry) => entry["relationshipType"] === "DESCRIBES" && entry["spdxElementId"] === "SPDXRef-DOCUMENT",
  );
  const subject = packages.find((entry) => entry["SPDXID"] === described[0]?.["relatedSpdxElement"]);
  if (subject === undefined || described.length > 1) {
    throw new Fault("sbom-malformed", "the SPDX document does not describe exactly one package");
  }
  const own = relationships.filter((entry) => entry["spdxElementId"] === subject["SPDXID"]);
  const open = own.find((entry) => entry["relatedSpdxElement"] === "NOASSERTION");
  const checksum = objects(subject["checksums"]).find((entry) => entry["algorithm"] === "SHA256")?.["checksumValue"];
  return {
    format: "spdx",
    subjectSha256: digest(checksum),
    components: packages.length - 1,
    completeness:
      open === undefined ? "complete" : String(open["comment"]).startsWith("incomplete") ? "incomplete" : "unknown",
  };
}

function level(aggregate: JsonValue | undefined): CompletenessLevel {
  return aggregate === "complete" || aggregate === "incomplete" ? aggregate : "unknown";
}

function digest(value: JsonValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && /^[0-9a-f]{64}$/.test(value)) return value;
  throw new Fault("sbom-malformed", "the SHA-256 of what the SBOM describes is malformed");
}

function objects(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter((item): item is JsonObject => isJsonObject(item as JsonValue)) : [];
}

function texts(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? [...value] : [];
}
