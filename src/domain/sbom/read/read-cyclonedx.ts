import { compareUtf8 } from "../../../kernel/bytewise.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { JsonObject, JsonValue } from "../../../kernel/json.ts";
import { isJsonObject } from "../../../kernel/json-object.ts";
import { printable } from "../../../kernel/printable.ts";
import type {
  Completeness,
  CompletenessLevel,
  Component,
  Edge,
  Hash,
  HashAlgorithm,
  Scope,
} from "../model/inventory.ts";
import { objectIn, objects, objectsIn, text, textsIn } from "./lenient-json.ts";
import type { ReadSbom } from "./sbom-of-others.ts";
import { sbomProblems, soundPurl } from "./sbom-problems.ts";

const KINDS = new Set(["library", "application", "file", "container", "operating-system"]);
const ALGORITHMS = new Set(["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"]);
const MAX_NESTING = 64;

/** Understands a CycloneDX document of versions 1.2 to 1.7, given as parsed JSON. Fault: `sbom-malformed`. */
export function readCycloneDx(document: JsonObject): ReadSbom {
  const metadata = objectIn(document, "metadata");
  const described = objectIn(metadata, "component");
  const problems = ["components", "dependencies", "compositions"]
    .filter((key) => document[key] !== undefined && !Array.isArray(document[key]))
    .map((key) => `${key} is not a list`);
  const remarks: string[] = [];
  // What is described may have parts of its own, as the projects of a workspace.
  const listed = [described, ...flatten(described["components"], 0), ...flatten(document["components"], 0)];
  const given = new Set(listed.flatMap((entry) => text(entry["bom-ref"]) ?? []));
  const flat = listed.map((entry, index) => ({
    entry,
    component: componentOf(entry, refOf(entry, index, given), remarks),
  }));
  if (document["metadata"] === undefined && flat.length === 1)
    throw new Fault("sbom-malformed", "the document lists nothing");
  const [root, ...rest] = unique(flat, problems);
  if (root === undefined) throw new Fault("sbom-malformed", "the document lists nothing");
  const edges = objectsIn(document, "dependencies").flatMap((entry) =>
    textsIn(entry, "dependsOn").map((to): Edge => ({ from: text(entry["ref"]) ?? "", to, scope: "runtime" })),
  );
  const all = [root, ...rest];
  const components = all.map(({ component }) => component);
  const known = new Set(components.map(({ ref }) => ref));
  const refsOf = (test: (entry: JsonObject) => boolean) =>
    new Set(all.filter(({ entry }) => test(entry)).map(({ component }) => component.ref));
  return {
    format: "cyclonedx",
    specVersion: text(document["specVersion"]) ?? "",
    inventory: {
      root: root.component,
      components: rest.map(({ component }) => component).sort((a, b) => compareUtf8(a.ref, b.ref)),
      edges: edges.filter(({ from, to }) => from !== to && known.has(from) && known.has(to)),
      completeness: completenessOf(document, known),
      recognised: [],
      remarks,
      unread: [],
    },
    about: {
      timestamp: text(metadata["timestamp"]),
      authors: [
        ...objectsIn(metadata, "authors"),
        objectIn(metadata, "manufacturer"),
        objectIn(metadata, "manufacture"),
      ].flatMap(contactOf),
      tools: toolsOf(metadata["tools"]),
      supplier: text(objectIn(metadata, "supplier")["name"]),
      identifier: text(document["serialNumber"]),
      lifecycles: objectsIn(metadata, "lifecycles").flatMap(
        (entry) => text(entry["phase"]) ?? text(entry["name"]) ?? [],
      ),
      dataLicense: licensesOf(metadata)[0],
      declaresCompleteness: objectsIn(document, "compositions").length > 0,
      signed: document["signature"] !== undefined,
      supplied: refsOf((entry) =>
        ["supplier", "manufacturer", "author", "authors", "publisher"].some((key) => entry[key] !== undefined),
      ),
      sourced: refsOf((entry) =>
        objectsIn(entry, "externalReferences").some((reference) =>
          ["vcs", "source-distribution"].includes(text(reference["type"]) ?? ""),
        ),
      ),
      purposed: refsOf((entry) => text(entry["type"]) !== undefined),
      otherIds: refsOf((entry) => ["cpe", "swid", "swhid", "omniborId"].some((key) => entry[key] !== undefined)),
    },
    problems: [...problems, ...sbomProblems(components, edges.filter(amongComponents(document, known)))],
  };
}

/** What is depended on may be described elsewhere, as a service or a tool, or be in another document (`urn:cdx:…`, a BOM-Link). */
function amongComponents(document: JsonObject, components: ReadonlySet<string>): (edge: Edge) => boolean {
  const refs = new Set<string>();
  addRefs(document, refs);
  const isElsewhere = (ref: string) => !components.has(ref) && (refs.has(ref) || ref.startsWith("urn:cdx:"));
  return ({ from, to }) => !isElsewhere(from) && !isElsewhere(to);
}

function addRefs(value: JsonValue | undefined, refs: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  const ref = isJsonObject(value) ? text(value["bom-ref"]) : undefined;
  if (ref !== undefined) refs.add(ref);
  for (const inner of Object.values(value)) addRefs(inner as JsonValue, refs);
}

interface Listed {
  readonly entry: JsonObject;
  readonly component: Component;
}

/** A ref may stand for one component only; one that is listed a second time is the same. */
function unique(listed: readonly Listed[], problems: string[]): Listed[] {
  const seen = new Map<string, Component>();
  return listed.filter(({ component }) => {
    const known = seen.get(component.ref);
    if (known === undefined) seen.set(component.ref, component);
    else if (!isSame(known, component)) problems.push(`the ref ${printable(component.ref)} stands for two components`);
    return known === undefined;
  });
}

function isSame(a: Component, b: Component): boolean {
  const digests = new Map(a.hashes.map(({ algorithm, hex }) => [algorithm, hex]));
  return (
    a.name === b.name &&
    (a.group ?? "") === (b.group ?? "") &&
    (a.version ?? "") === (b.version ?? "") &&
    (a.purl === undefined || b.purl === undefined || a.purl === b.purl) &&
    b.hashes.every(({ algorithm, hex }) => (digests.get(algorithm) ?? hex) === hex)
  );
}

/** A ref that is left out is nobody's: the purl if no other component goes by it, else one that cannot be another's. */
function refOf(entry: JsonObject, index: number, given: Set<string>): string {
  const own = text(entry["bom-ref"]);
  if (own !== undefined) return own;
  const purl = text(entry["purl"]);
  if (purl === undefined || given.has(purl)) return `unnamed:${index}#${text(entry["name"]) ?? ""}`;
  given.add(purl);
  return purl;
}

/** Components may hold components. */
function flatten(value: JsonValue | undefined, depth: number): JsonObject[] {
  if (depth > MAX_NESTING) throw new Fault("sbom-malformed", "components are nested too deeply");
  return objects(value).flatMap((entry) => [entry, ...flatten(entry["components"], depth + 1)]);
}

function componentOf(entry: JsonObject, ref: string, remarks: string[]): Component {
  const kind = text(entry["type"]) ?? "library";
  const purl = soundPurl(text(entry["purl"]), ref, remarks);
  const name = text(entry["name"]) ?? "";
  const properties = objectsIn(entry, "properties").map((item) => ({
    name: text(item["name"]) ?? "",
    value: text(item["value"]) ?? "",
  }));
  const maker = ["supplier", "manufacturer"].map((key) => text(objectIn(entry, key)["name"])).find((one) => one);
  return {
    ref,
    ...(maker === undefined ? {} : { supplier: { name: maker, url: undefined } }),
    kind: (KINDS.has(kind) ? kind : "library") as Component["kind"],
    group: text(entry["group"]),
    name,
    version: text(entry["version"]) || undefined,
    purl,
    hashes: hashesOf(entry),
    licenses: licensesOf(entry),
    scope: scopeOf(entry, properties),
    firstParty: properties.some((item) => item.name === "release-capsule:first-party" && item.value === "true"),
    foundIn: objectsIn(objectIn(entry, "evidence"), "occurrences").flatMap((item) => text(item["location"]) ?? []),
    origin: objectsIn(entry, "externalReferences")
      .filter((item) => ["distribution", "vcs"].includes(text(item["type"]) ?? ""))
      .map((item) => text(item["url"]))[0],
    commit: objectsIn(entry, "externalReferences")
      .filter((item) => item["type"] === "vcs")
      .flatMap((item) => objectsIn(item, "hashes"))
      .map((item) => text(item["content"]))[0],
    properties,
  };
}

function hashesOf(entry: JsonObject): Hash[] {
  const references = objectsIn(entry, "externalReferences").filter((item) =>
    /^(?:source-)?distribution/.test(text(item["type"]) ?? ""),
  );
  return [
    ...objectsIn(entry, "hashes").flatMap((item) => hashOf(item)),
    ...references.flatMap((item) => objectsIn(item, "hashes").flatMap((hash) => hashOf(hash, text(item["url"])))),
  ];
}

function hashOf(item: JsonObject, file?: string): Hash[] {
  const algorithm = text(item["alg"]) ?? "";
  if (!ALGORITHMS.has(algorithm)) return [];
  const hash = { algorithm: algorithm as HashAlgorithm, hex: (text(item["content"]) ?? "").toLowerCase() };
  return [file === undefined ? hash : { ...hash, file }];
}

function licensesOf(entry: JsonObject): string[] {
  return objectsIn(entry, "licenses").flatMap((item) => {
    const license = objectIn(item, "license");
    return text(item["expression"]) ?? text(license["id"]) ?? text(license["name"]) ?? [];
  });
}

function scopeOf(entry: JsonObject, properties: readonly { name: string; value: string }[]): Scope {
  const own = properties.find(({ name }) => name === "release-capsule:scope")?.value;
  if (own === "peer" || own === "dev") return own;
  const scope = text(entry["scope"]);
  return scope === "excluded" ? "dev" : scope === "optional" ? "optional" : "runtime";
}

function completenessOf(document: JsonObject, known: ReadonlySet<string>): Completeness[] {
  return objectsIn(document, "compositions").flatMap((entry) => {
    const refs = [...textsIn(entry, "dependencies"), ...textsIn(entry, "assemblies")].filter((ref) => known.has(ref));
    const aggregate = text(entry["aggregate"]) ?? "";
    const level: CompletenessLevel =
      aggregate === "complete" ? "complete" : aggregate.startsWith("incomplete") ? "incomplete" : "unknown";
    return refs.length === 0 ? [] : [{ level, refs: [...new Set(refs)], reason: "declared by the document" }];
  });
}

function contactOf(entry: JsonObject): string[] {
  const mail = [...objectsIn(entry, "contact"), entry]
    .map((item) => text(item["email"]))
    .find((item) => item !== undefined);
  const name = [text(entry["name"]), mail ?? textsIn(entry, "url")[0]].filter((item) => item !== undefined);
  return name.length === 0 ? [] : [name.join(" ")];
}

function toolsOf(value: JsonValue | undefined) {
  const listed = isJsonObject(value)
    ? [...objectsIn(value, "components"), ...objectsIn(value, "services")]
    : objects(value);
  return listed.map((entry) => ({ name: text(entry["name"]) ?? "", version: text(entry["version"]) }));
}
