import { compareUtf8 } from "../../../kernel/bytewise.ts";
import { MAX_SOURCE_BYTES } from "../../../kernel/documents/source-limits.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import { parseJsonObject } from "../../../kernel/json-object.ts";
import { objectIn, objectsIn, text } from "./lenient-json.ts";

/** One row of a list of contents, as it is shown and found. */
export interface ListedPackage {
  /** With its namespace: `@babel/core`. */
  readonly name: string;
  /** Empty if none is stated. */
  readonly version: string;
  /** As declared: SPDX expressions or free names. */
  readonly licenses: readonly string[];
  /** The same for every version of it: the purl without version, else kind and name. */
  readonly key: string;
}

/**
 * The packages that a CycloneDX document of ours lists, in bytewise order of name and version: what a page shows, without the rest of the
 * model behind it. Faults: `json-malformed`, `json-too-large`, `sbom-malformed` for another format.
 */
export function listedPackages(bytes: Uint8Array): ListedPackage[] {
  const document = parseJsonObject(bytes, { maxBytes: MAX_SOURCE_BYTES, what: "the SBOM" });
  if (document["bomFormat"] !== "CycloneDX") throw new Fault("sbom-malformed", "the document is not CycloneDX");
  return objectsIn(document, "components")
    .filter((entry) => text(entry["type"]) !== "file")
    .map(packageOf)
    .sort((one, other) => compareUtf8(one.name, other.name) || compareUtf8(one.version, other.version));
}

function packageOf(entry: JsonObject): ListedPackage {
  const [group, own, version] = [text(entry["group"]), text(entry["name"]) ?? "", text(entry["version"]) ?? ""];
  const name = group === undefined || group === "" ? own : `${group}/${own}`;
  const key = text(entry["purl"])?.replace(/@[^?#@/]*(?=[?#]|$)/, "") ?? `${text(entry["type"]) ?? "library"}:${name}`;
  return { name, version, licenses: licensesOf(entry), key };
}

function licensesOf(entry: JsonObject): string[] {
  return objectsIn(entry, "licenses").flatMap((item) => {
    const license = objectIn(item, "license");
    return text(item["expression"]) ?? text(license["id"]) ?? text(license["name"]) ?? [];
  });
}
