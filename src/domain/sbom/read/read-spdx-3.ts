import { Fault } from "../../../kernel/fault.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import type {
  Completeness,
  CompletenessLevel,
  Component,
  Edge,
  Hash,
  HashAlgorithm,
  Scope,
} from "../model/inventory.ts";
import { toolOf } from "../model/tool-of.ts";
import { objectIn, objectsIn, text, textsIn } from "./lenient-json.ts";
import { listedInventory, type ReadSbom, type SbomAbout, unnamedSubject } from "./sbom-of-others.ts";
import { sbomProblems, soundPurl } from "./sbom-problems.ts";

const ALGORITHMS: ReadonlyMap<string, HashAlgorithm> = new Map([
  ["md5", "MD5"],
  ["sha1", "SHA-1"],
  ["sha256", "SHA-256"],
  ["sha384", "SHA-384"],
  ["sha512", "SHA-512"],
]);
const PURPOSES: ReadonlyMap<string, Component["kind"]> = new Map([
  ["application", "application"],
  ["container", "container"],
  ["operatingSystem", "operating-system"],
  ["file", "file"],
  ["archive", "file"],
]);
/** Relations that mean "needs". */
const NEEDS: ReadonlyMap<string, Scope> = new Map<string, Scope>([
  ["dependsOn", "runtime"],
  ["contains", "runtime"],
  ["hasStaticLink", "runtime"],
  ["hasDynamicLink", "runtime"],
  ["hasPrerequisite", "runtime"],
  ["hasProvidedDependency", "peer"],
  ["hasOptionalComponent", "optional"],
  ["hasOptionalDependency", "optional"],
]);
/** Individuals of the specification: nothing, and nobody knows. */
const NO_ELEMENT = /\/(?:NoneElement|NoAssertionElement)$/;
const LISTED_LICENSE = /^https?:\/\/spdx\.org\/licenses\/([\w.+-]+)$/;

/** Elements of one graph by their identifiers. */
type Elements = ReadonlyMap<string, JsonObject>;

/**
 * Understands an SPDX 3.0 document in JSON-LD as its specification serialises it: one graph of elements, plain names
 * (https://spdx.github.io/spdx-spec/v3.0.1/serializations/). Packages are components; files are read over, but for one that
 * is the subject. Fault: `sbom-malformed`.
 */
export function readSpdx3(document: JsonObject): ReadSbom {
  const graph = objectsIn(document, "@graph");
  const elements: Elements = new Map(graph.map((entry) => [idOf(entry), entry]));
  const rootId = subjectOf(graph);
  const listed = graph.filter((entry) => entry["type"] === "software_Package" || idOf(entry) === rootId);
  const relations = graph.filter((entry) => /(?:^|\w)Relationship$/.test(text(entry["type"]) ?? ""));
  const licenses = licensesOf(relations, elements);
  const remarks: string[] = [];
  const components = listed.map((entry) => componentOf(entry, licenses.get(idOf(entry)) ?? [], remarks));
  if (components.length === 0) throw new Fault("sbom-malformed", "the document lists no package");
  const root = components.find(({ ref }) => ref === rootId) ?? unnamedSubject("");
  const known = new Set(components.map(({ ref }) => ref));
  const edges = relations.flatMap(edgesOf).filter(({ from, to }) => from !== to);
  const completeness = completenessOf(relations, known);
  return {
    format: "spdx",
    specVersion: `SPDX-${text(creationOf(graph)["specVersion"]) ?? ""}`,
    inventory: { ...listedInventory({ root, components, edges, completeness }), remarks },
    about: aboutOf({ graph, elements, listed, root }, completeness.length > 0),
    // What is not a package, as a file, may be needed and is not listed here.
    problems: sbomProblems(
      components,
      edges.filter(({ from, to }) => ![from, to].some((ref) => elements.has(ref) && !known.has(ref))),
    ),
  };
}

function idOf(entry: JsonObject): string {
  return text(entry["spdxId"]) ?? text(entry["@id"]) ?? "";
}

/** What the SBOM, or else the document, is about; undefined for several. Documents may name the SBOM in between. */
function subjectOf(graph: readonly JsonObject[]): string | undefined {
  const roots = (type: string) =>
    graph.filter((entry) => entry["type"] === type).flatMap((e) => textsIn(e, "rootElement"));
  const [said = [], document = []] = [roots("software_Sbom"), roots("SpdxDocument")];
  const subjects = new Set(said.length > 0 ? said : document);
  return subjects.size === 1 ? [...subjects][0] : undefined;
}

function creationOf(graph: readonly JsonObject[]): JsonObject {
  return graph.find((entry) => entry["type"] === "CreationInfo") ?? objectIn(graph[0] ?? {}, "creationInfo");
}

function componentOf(entry: JsonObject, licenses: readonly string[], remarks: string[]): Component {
  const identifiers = objectsIn(entry, "externalIdentifier");
  const purl = identifiers.find((item) => item["externalIdentifierType"] === "packageUrl")?.["identifier"];
  const isFile = entry["type"] === "software_File";
  return {
    ref: idOf(entry),
    kind: isFile ? "file" : (PURPOSES.get(text(entry["software_primaryPurpose"]) ?? "") ?? "library"),
    group: undefined,
    name: text(entry["name"]) ?? "",
    version: text(entry["software_packageVersion"]),
    purl: soundPurl(text(entry["software_packageUrl"]) ?? text(purl), idOf(entry), remarks),
    hashes: objectsIn(entry, "verifiedUsing").flatMap(hashOf),
    licenses,
    scope: "runtime",
    firstParty: false,
    foundIn: [],
    origin: text(entry["software_downloadLocation"]),
    commit: undefined,
    properties: [],
  };
}

function hashOf(item: JsonObject): Hash[] {
  const algorithm = ALGORITHMS.get(text(item["algorithm"]) ?? "");
  return algorithm === undefined ? [] : [{ algorithm, hex: (text(item["hashValue"]) ?? "").toLowerCase() }];
}

/** The licences of each element; what was declared counts before what was concluded. */
function licensesOf(relations: readonly JsonObject[], elements: Elements): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const type of ["hasConcludedLicense", "hasDeclaredLicense"]) {
    for (const entry of relations.filter((one) => one["relationshipType"] === type)) {
      const texts = textsIn(entry, "to").flatMap((id) => licenseOf(id, elements.get(id)));
      if (texts.length > 0) found.set(text(entry["from"]) ?? "", texts);
    }
  }
  return found;
}

function licenseOf(id: string, element: JsonObject | undefined): string[] {
  if (element === undefined) return LISTED_LICENSE.exec(id)?.slice(1) ?? [];
  const said =
    text(element["simplelicensing_licenseExpression"]) ?? LISTED_LICENSE.exec(id)?.[1] ?? text(element["name"]);
  return said === undefined || /^(?:NOASSERTION|NONE)$/.test(said) ? [] : [said];
}

function edgesOf(entry: JsonObject): Edge[] {
  const needs = NEEDS.get(text(entry["relationshipType"]) ?? "");
  if (needs === undefined) return [];
  const phase = text(entry["scope"]);
  const scope: Scope = phase === "development" || phase === "build" || phase === "test" ? "dev" : needs;
  const from = text(entry["from"]) ?? "";
  return textsIn(entry, "to").flatMap((to) => (NO_ELEMENT.test(to) ? [] : [{ from, to, scope }]));
}

/** A relation says whether it names all that is needed; of several about one element the poorest counts. */
function completenessOf(relations: readonly JsonObject[], known: ReadonlySet<string>): Completeness[] {
  const order: readonly CompletenessLevel[] = ["complete", "incomplete", "unknown"];
  const levels = new Map<string, CompletenessLevel>();
  for (const entry of relations) {
    const from = text(entry["from"]) ?? "";
    const said = text(entry["completeness"]);
    if (entry["relationshipType"] !== "dependsOn" || said === undefined || !known.has(from)) continue;
    const level = said === "complete" || said === "incomplete" ? said : "unknown";
    const before = levels.get(from);
    if (before === undefined || order.indexOf(level) > order.indexOf(before)) levels.set(from, level);
  }
  return order.flatMap((level) => {
    const refs = [...levels].filter(([, one]) => one === level).map(([ref]) => ref);
    return refs.length === 0 ? [] : [{ level, refs, reason: "declared by the document" }];
  });
}

interface Understood {
  readonly graph: readonly JsonObject[];
  readonly elements: Elements;
  readonly listed: readonly JsonObject[];
  readonly root: Component;
}

function aboutOf({ graph, elements, listed, root }: Understood, declaresCompleteness: boolean): SbomAbout {
  const creation = creationOf(graph);
  const document = graph.find((entry) => entry["type"] === "SpdxDocument") ?? {};
  const named = (key: string) =>
    textsIn(creation, key)
      .map((id) => elements.get(id))
      .filter((entry) => entry !== undefined);
  const refsOf = (test: (entry: JsonObject) => boolean) => new Set(listed.filter(test).map(idOf));
  const subject = elements.get(root.ref) ?? {};
  const supplier = elements.get(text(subject["suppliedBy"]) ?? "");
  return {
    timestamp: text(creation["created"]),
    authors: named("createdBy").flatMap(partyOf),
    tools: named("createdUsing").map((entry) => toolOf(text(entry["name"]) ?? "")),
    supplier: supplier === undefined ? undefined : text(supplier["name"]),
    identifier: text(document["spdxId"]),
    lifecycles: graph.flatMap((entry) => textsIn(entry, "software_sbomType")),
    dataLicense: licenseOf(text(document["dataLicense"]) ?? "", elements.get(text(document["dataLicense"]) ?? ""))[0],
    declaresCompleteness,
    signed: false,
    supplied: refsOf((entry) => text(entry["suppliedBy"]) !== undefined || textsIn(entry, "originatedBy").length > 0),
    sourced: refsOf(
      (entry) =>
        text(entry["software_downloadLocation"]) !== undefined || text(entry["software_sourceInfo"]) !== undefined,
    ),
    purposed: refsOf((entry) => text(entry["software_primaryPurpose"]) !== undefined),
    otherIds: refsOf((entry) =>
      objectsIn(entry, "externalIdentifier").some((item) =>
        /^(?:cpe2[23]|swid|swhid|gitoid)$/.test(text(item["externalIdentifierType"]) ?? ""),
      ),
    ),
  };
}

/** Who is not a person or organisation, as a tool that nobody is named for, is not an author. */
function partyOf(entry: JsonObject): string[] {
  if (!["Person", "Organization", "Agent"].includes(text(entry["type"]) ?? "")) return [];
  const address = objectsIn(entry, "externalIdentifier").map((item) => text(item["identifier"]))[0];
  const said = [text(entry["name"]), address].filter((item) => item !== undefined);
  return said.length === 0 ? [] : [said.join(" ")];
}
