import { MAX_SOURCE_BYTES } from "../../../kernel/documents/source-limits.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { JsonObject, JsonValue } from "../../../kernel/json.ts";
import { isJsonObject, parseJsonObject } from "../../../kernel/json-object.ts";
import type { CompletenessLevel } from "../model/inventory.ts";
import { PLAIN_TEXT } from "../model/plain-text.ts";

/** What an SBOM says it describes, for comparing with the asset it is filed under. */
export interface SbomSubject {
  readonly format: "cyclonedx" | "spdx";
  /** Lower-case hex, every one that the document states of what it describes; none for a release as a whole. */
  readonly sha256: readonly string[];
  readonly sha512: readonly string[];
  readonly purl: string | undefined;
  /** Components other than the subject. */
  readonly components: number;
  /** The least that it declares about what it describes; `unknown` if it declares nothing. */
  readonly completeness: CompletenessLevel;
  /** Whether it says of what it describes that it is text that people read, which has no parts. */
  readonly isSaidPlain: boolean;
  /** Whether it anywhere claims that what it describes is listed whole; without a component, that is an empty SBOM. */
  readonly isSaidComplete: boolean;
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
    [entry["dependencies"], entry["assemblies"]].some((list) => texts(list).includes(subject["bom-ref"] ?? null)),
  );
  const levels = own.map((entry) => level(entry["aggregate"]));
  const hashes = (name: string) =>
    objects(subject["hashes"]).flatMap((one) => (one["alg"] === name ? [one["content"]] : []));
  return {
    format: "cyclonedx",
    sha256: hashes("SHA-256").map((one) => digest(one, 64)),
    sha512: hashes("SHA-512").map((one) => digest(one, 128)),
    purl: typeof subject["purl"] === "string" ? subject["purl"] : undefined,
    components: objects(document["components"]).length,
    isSaidPlain:
      subject["type"] === "file" &&
      objects(subject["properties"]).some(({ name, value }) => name === PLAIN_TEXT.name && value === PLAIN_TEXT.value),
    ...declared(levels),
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
  const open = own.filter((entry) => entry["relatedSpdxElement"] === "NOASSERTION");
  const checksums = (name: string) =>
    objects(subject["checksums"]).flatMap((one) => (one["algorithm"] === name ? [one["checksumValue"]] : []));
  const purl = objects(subject["externalRefs"]).find((one) => one["referenceType"] === "purl")?.["referenceLocator"];
  return {
    format: "spdx",
    sha256: checksums("SHA256").map((one) => digest(one, 64)),
    sha512: checksums("SHA512").map((one) => digest(one, 128)),
    purl: typeof purl === "string" ? purl : undefined,
    components: packages.length - 1,
    isSaidPlain:
      subject["primaryPackagePurpose"] === "FILE" &&
      typeof subject["comment"] === "string" &&
      subject["comment"].split("\n").includes(`${PLAIN_TEXT.name}: ${PLAIN_TEXT.value}`),
    ...declared(open.length === 0 ? ["complete"] : open.map((entry) => level(entry["comment"]))),
  };
}

const LEVELS: readonly CompletenessLevel[] = ["unknown", "incomplete", "complete"];

/** Who says two things of one file is believed in the lesser, and held to both. */
function declared(levels: readonly CompletenessLevel[]): Pick<SbomSubject, "completeness" | "isSaidComplete"> {
  return {
    completeness: LEVELS.find((one) => levels.includes(one)) ?? "unknown",
    isSaidComplete: levels.includes("complete"),
  };
}

/** CycloneDX knows `incomplete_first_party_only` and others like it; our SPDX gives the reason behind the word. */
function level(said: JsonValue | undefined): CompletenessLevel {
  if (said === "complete") return "complete";
  return typeof said === "string" && said.startsWith("incomplete") ? "incomplete" : "unknown";
}

function digest(value: JsonValue | undefined, characters: 64 | 128): string {
  if (typeof value === "string" && value.length === characters && /^[0-9a-f]+$/.test(value)) return value;
  throw new Fault("sbom-malformed", "a digest of what the SBOM describes is malformed");
}

function objects(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter((item): item is JsonObject => isJsonObject(item as JsonValue)) : [];
}

function texts(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? [...value] : [];
}
