import { Fault } from "../../../kernel/fault.ts";
import type { JsonObject, JsonValue } from "../../../kernel/json.ts";
import { isJsonObject } from "../../../kernel/json-object.ts";
import type { Completeness, Component, Edge, Hash, HashAlgorithm, Scope } from "../model/inventory.ts";
import { toolOf } from "../model/tool-of.ts";
import { objectsIn, text, textsIn } from "./lenient-json.ts";
import { listedInventory, type ReadSbom, unnamedSubject } from "./sbom-of-others.ts";
import { sbomProblems, soundPurl } from "./sbom-problems.ts";

const ALGORITHMS: ReadonlyMap<string, HashAlgorithm> = new Map([
  ["MD5", "MD5"],
  ["SHA1", "SHA-1"],
  ["SHA256", "SHA-256"],
  ["SHA384", "SHA-384"],
  ["SHA512", "SHA-512"],
]);
const PURPOSES: ReadonlyMap<string, Component["kind"]> = new Map([
  ["APPLICATION", "application"],
  ["CONTAINER", "container"],
  ["OPERATING-SYSTEM", "operating-system"],
  ["FILE", "file"],
  ["ARCHIVE", "file"],
]);
/** Relations that mean "needs", and those that say it the other way round. */
const FORWARD = new Set(["DEPENDS_ON", "CONTAINS", "HAS_PREREQUISITE", "DYNAMIC_LINK", "STATIC_LINK"]);
const BACKWARD = new Set([
  "DEPENDENCY_OF",
  "CONTAINED_BY",
  "PREREQUISITE_FOR",
  "RUNTIME_DEPENDENCY_OF",
  "DEV_DEPENDENCY_OF",
  "OPTIONAL_DEPENDENCY_OF",
  "BUILD_DEPENDENCY_OF",
  "TEST_DEPENDENCY_OF",
  "PROVIDED_DEPENDENCY_OF",
]);

/** Nobody's name is longer, and no longer text is taken apart. */
const MAX_MAKER = 1024;

/** `CISA SBOM Type: Analyzed`, as the OpenChain Telco SBOM Guide has it (clause 3.5). */
function sbomTypesIn(comment: string): string[] {
  return [...comment.matchAll(/\bSBOM Type: *(Design|Source|Build|Analyzed|Deployed|Runtime)\b/gi)].map(
    ([, type = ""]) => type.toLowerCase(),
  );
}

/** Understands an SPDX 2.2 or 2.3 document, given as parsed JSON. Fault: `sbom-malformed`. */
export function readSpdx(document: JsonObject): ReadSbom {
  const packages = objectsIn(document, "packages");
  const names = licenseNames(document);
  const relations = objectsIn(document, "relationships");
  const described = new Set([
    ...textsIn(document, "documentDescribes"),
    ...relations
      .filter((entry) => entry["relationshipType"] === "DESCRIBES")
      .map((entry) => text(entry["relatedSpdxElement"]) ?? ""),
    ...relations
      .filter((entry) => entry["relationshipType"] === "DESCRIBED_BY")
      .map((entry) => text(entry["spdxElementId"]) ?? ""),
  ]);
  const remarks: string[] = [];
  const components = packages.map((entry) => componentOf(entry, names, remarks));
  if (components.length === 0) throw new Fault("sbom-malformed", "the document lists no package");
  const said = components.filter(({ ref }) => described.has(ref));
  // Of several, or of none, nobody says which is the whole: each is a part of what is unnamed.
  const root = said.length === 1 ? (said[0] as Component) : unnamedSubject(text(document["name"]) ?? "");
  const elsewhere = new Set(
    ["files", "snippets"].flatMap((key) => objectsIn(document, key).map((one) => text(one["SPDXID"]) ?? "")),
  );
  const known = new Set(components.map(({ ref }) => ref));
  const edges = relations.flatMap(edgeOf).filter(({ from, to }) => from !== to);
  const creation = isJsonObject(document["creationInfo"]) ? document["creationInfo"] : {};
  const creators = textsIn(creation, "creators");
  const refsOf = (test: (entry: JsonObject) => boolean) =>
    new Set(packages.filter(test).map((entry) => text(entry["SPDXID"]) ?? ""));
  const isSaid = (value: JsonValue | undefined) => typeof value === "string" && !/^(?:NOASSERTION|NONE|)$/.test(value);
  const completeness = completenessOf(relations, known);
  return {
    format: "spdx",
    specVersion: text(document["spdxVersion"]) ?? "",
    inventory: { ...listedInventory({ root, components, edges, completeness }), remarks },
    about: {
      timestamp: text(creation["created"]),
      authors: creators.filter((item) => !item.startsWith("Tool:")).map((item) => item.replace(/^[^:]*:\s*/, "")),
      tools: creators
        .filter((item) => item.startsWith("Tool:"))
        .map((item) => toolOf(item.replace(/^Tool:\s*(?=.)/, ""))),
      supplier: packages.find((entry) => text(entry["SPDXID"]) === root.ref && isSaid(entry["supplier"])) && "named",
      identifier: text(document["documentNamespace"]),
      lifecycles: sbomTypesIn(text(creation["comment"]) ?? ""),
      dataLicense: text(document["dataLicense"]),
      declaresCompleteness: completeness.length > 0,
      signed: false,
      supplied: refsOf((entry) => isSaid(entry["supplier"]) || isSaid(entry["originator"])),
      sourced: refsOf((entry) => isSaid(entry["downloadLocation"]) || isSaid(entry["sourceInfo"])),
      purposed: refsOf((entry) => isSaid(entry["primaryPackagePurpose"])),
      otherIds: refsOf((entry) =>
        objectsIn(entry, "externalRefs").some(
          (item) =>
            text(item["referenceCategory"]) === "SECURITY" || text(item["referenceType"])?.startsWith("cpe") === true,
        ),
      ),
    },
    problems: sbomProblems(
      components,
      edges.filter(
        ({ from, to }) =>
          ![from, to].some(
            (ref) => elsewhere.has(ref) || /^(?:NONE|NOASSERTION)$|^DocumentRef-|^SPDXRef-(?:DOCUMENT$|File)/.test(ref),
          ),
      ),
    ),
  };
}

function componentOf(entry: JsonObject, names: ReadonlyMap<string, string>, remarks: string[]): Component {
  const ref = text(entry["SPDXID"]) ?? "";
  const purl = objectsIn(entry, "externalRefs").find((item) => item["referenceType"] === "purl")?.["referenceLocator"];
  const declared = [text(entry["licenseDeclared"]), text(entry["licenseConcluded"])].find(
    (item) => item !== undefined && !/^(?:NOASSERTION|NONE)$/.test(item),
  );
  const location = text(entry["downloadLocation"]);
  const maker = /^(?:Organization|Person):\s*(.+?)(?:\s*\([^()]*\))?$/.exec(
    (text(entry["supplier"]) ?? "").slice(0, MAX_MAKER),
  )?.[1];
  return {
    ref,
    ...(maker === undefined ? {} : { supplier: { name: maker, url: undefined } }),
    kind: PURPOSES.get(text(entry["primaryPackagePurpose"]) ?? "") ?? "library",
    group: undefined,
    name: text(entry["name"]) ?? "",
    version: text(entry["versionInfo"]),
    purl: soundPurl(text(purl), ref, remarks),
    hashes: objectsIn(entry, "checksums").flatMap(hashOf),
    licenses: declared === undefined ? [] : [names.get(declared) ?? declared],
    scope: "runtime",
    firstParty: false,
    foundIn: [],
    origin: location === undefined || /^(?:NOASSERTION|NONE)$/.test(location) ? undefined : location,
    commit: undefined,
    properties: [],
  };
}

function hashOf(item: JsonObject): Hash[] {
  const algorithm = ALGORITHMS.get(text(item["algorithm"]) ?? "");
  return algorithm === undefined ? [] : [{ algorithm, hex: (text(item["checksumValue"]) ?? "").toLowerCase() }];
}

function edgeOf(entry: JsonObject): Edge[] {
  const type = text(entry["relationshipType"]) ?? "";
  const [from, to] = [text(entry["spdxElementId"]) ?? "", text(entry["relatedSpdxElement"]) ?? ""];
  const comment = /^scope: (peer|optional|dev)$/.exec(text(entry["comment"]) ?? "")?.[1];
  const scope = (comment ??
    (/^(?:DEV|TEST|BUILD)_/.test(type) ? "dev" : type.startsWith("OPTIONAL_") ? "optional" : "runtime")) as Scope;
  if (FORWARD.has(type)) return [{ from, to, scope }];
  return BACKWARD.has(type) ? [{ from: to, to: from, scope }] : [];
}

/** Clause 11.1: `NONE` says that there is nothing, `NOASSERTION` that nobody knows. */
function completenessOf(relations: readonly JsonObject[], known: ReadonlySet<string>): Completeness[] {
  const levels = new Map<string, Completeness["level"]>();
  for (const entry of relations) {
    const from = text(entry["spdxElementId"]) ?? "";
    const to = text(entry["relatedSpdxElement"]);
    if (entry["relationshipType"] !== "DEPENDS_ON" || !known.has(from)) continue;
    if (to === "NOASSERTION")
      levels.set(from, text(entry["comment"])?.startsWith("incomplete") === true ? "incomplete" : "unknown");
    else if (to === "NONE") levels.set(from, "complete");
  }
  return (["complete", "incomplete", "unknown"] as const).flatMap((level) => {
    const refs = [...levels].filter(([, one]) => one === level).map(([ref]) => ref);
    return refs.length === 0 ? [] : [{ level, refs, reason: "declared by the document" }];
  });
}

function licenseNames(document: JsonObject): Map<string, string> {
  return new Map(
    objectsIn(document, "hasExtractedLicensingInfos").map((entry) => [
      text(entry["licenseId"]) ?? "",
      text(entry["name"]) ?? text(entry["extractedText"]) ?? "",
    ]),
  );
}
