import { MAX_SOURCE_BYTES } from "../../../kernel/documents/source-limits.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { JsonObject, JsonValue } from "../../../kernel/json.ts";
import { printable } from "../../../kernel/printable.ts";
import { parseXml, type XmlElement } from "../../../kernel/xml.ts";

const NAMESPACE = /^http:\/\/cyclonedx\.org\/schema\/bom\/(1\.[2-7])$/;
const SIGNATURE_NAMESPACE = "http://www.w3.org/2000/09/xmldsig#";
const MAX_DEPTH = 256;
/** Some thirty for each component of a rich SBOM. */
const MAX_ELEMENTS = 2_000_000;

/**
 * Reads CycloneDX XML of versions 1.2 to 1.7 (https://cyclonedx.org/docs/1.6/xml/) into the shape that the same document
 * has in JSON, as far as `readCycloneDx` looks. Elements of other namespaces are extensions and are read over. Faults:
 * `sbom-malformed` for other documents, `xml-malformed`, `xml-too-large`.
 */
export function parseCycloneDxXml(bytes: Uint8Array): JsonObject {
  const limits = { maxBytes: MAX_SOURCE_BYTES, maxDepth: MAX_DEPTH, maxElements: MAX_ELEMENTS, what: "the SBOM" };
  const bom = parseXml(bytes, limits);
  const version = NAMESPACE.exec(bom.namespace)?.[1];
  if (bom.name !== "bom" || version === undefined) {
    throw new Fault("sbom-malformed", `the XML document is ${printable(bom.name)}, not CycloneDX 1.2 to 1.7`);
  }
  const metadata = first(bom, "metadata");
  const signed = bom.children.some((child) => child.namespace === SIGNATURE_NAMESPACE && child.name === "Signature");
  return object({
    bomFormat: "CycloneDX",
    specVersion: version,
    serialNumber: bom.attributes.get("serialNumber"),
    metadata: metadata === undefined ? undefined : metadataOf(metadata),
    components: items(bom, "components", "component").map(componentOf),
    dependencies: items(bom, "dependencies", "dependency").map((entry) =>
      object({ ref: entry.attributes.get("ref"), dependsOn: refs(all(entry, "dependency")) }),
    ),
    compositions: items(bom, "compositions", "composition").map((entry) =>
      object({
        aggregate: text(entry, "aggregate"),
        assemblies: refs(items(entry, "assemblies", "assembly")),
        dependencies: refs(items(entry, "dependencies", "dependency")),
      }),
    ),
    services: refsWithin(bom),
    signature: signed ? {} : undefined,
  });
}

/** Of services, tools and all else that something may depend on, only the refs are looked at. */
function refsWithin({ attributes, children }: XmlElement): JsonObject[] {
  const ref = attributes.get("bom-ref");
  return [...(ref === undefined ? [] : [object({ "bom-ref": ref })]), ...children.flatMap(refsWithin)];
}

function metadataOf(metadata: XmlElement): JsonObject {
  const tools = first(metadata, "tools");
  const plainTools = tools === undefined ? [] : all(tools, "tool").map(named);
  const component = first(metadata, "component");
  return object({
    timestamp: text(metadata, "timestamp"),
    lifecycles: items(metadata, "lifecycles", "lifecycle").map((entry) =>
      object({ phase: text(entry, "phase"), name: text(entry, "name") }),
    ),
    tools:
      tools !== undefined && plainTools.length === 0
        ? {
            components: items(tools, "components", "component").map(named),
            services: items(tools, "services", "service").map(named),
          }
        : plainTools,
    authors: items(metadata, "authors", "author").map(partyOf),
    component: component === undefined ? undefined : componentOf(component),
    manufacture: party(metadata, "manufacture"),
    manufacturer: party(metadata, "manufacturer"),
    supplier: party(metadata, "supplier"),
    licenses: licensesOf(metadata),
  });
}

function componentOf(entry: XmlElement): JsonObject {
  const nested = items(entry, "components", "component").map(componentOf);
  const evidence = first(entry, "evidence");
  return object({
    type: entry.attributes.get("type"),
    "bom-ref": entry.attributes.get("bom-ref"),
    supplier: party(entry, "supplier"),
    manufacturer: party(entry, "manufacturer"),
    author: text(entry, "author"),
    authors: present(items(entry, "authors", "author").map(partyOf)),
    ...texts(entry, ["publisher", "group", "name", "version", "scope", "purl", "cpe", "swhid", "omniborId"]),
    swid: first(entry, "swid") === undefined ? undefined : {},
    hashes: hashesOf(entry),
    licenses: licensesOf(entry),
    externalReferences: items(entry, "externalReferences", "reference").map((reference) =>
      object({
        type: reference.attributes.get("type"),
        url: text(reference, "url"),
        hashes: hashesOf(reference),
      }),
    ),
    properties: items(entry, "properties", "property").map((property) =>
      object({ name: property.attributes.get("name"), value: property.text }),
    ),
    evidence:
      evidence === undefined
        ? undefined
        : {
            occurrences: items(evidence, "occurrences", "occurrence").map((one) =>
              object({ location: text(one, "location") }),
            ),
          },
    components: present(nested),
  });
}

/** The schema puts expressions and licences side by side. */
function licensesOf(entry: XmlElement): JsonValue[] {
  const listed = first(entry, "licenses")?.children ?? [];
  return listed.flatMap((child): JsonValue[] => {
    if (child.name === "expression") return [{ expression: child.text.trim() }];
    return child.name === "license" ? [{ license: object(texts(child, ["id", "name"])) }] : [];
  });
}

function hashesOf(entry: XmlElement): JsonValue[] {
  return items(entry, "hashes", "hash").map((hash) =>
    object({ alg: hash.attributes.get("alg"), content: hash.text.trim() }),
  );
}

/** An organisation or a person, with addresses and contacts. */
function partyOf(entry: XmlElement): JsonObject {
  return object({
    ...texts(entry, ["name", "email"]),
    url: all(entry, "url").map((one) => one.text.trim()),
    contact: all(entry, "contact").map((one) => object(texts(one, ["name", "email"]))),
  });
}

function party(parent: XmlElement, name: string): JsonObject | undefined {
  const entry = first(parent, name);
  return entry === undefined ? undefined : partyOf(entry);
}

function named(entry: XmlElement): JsonObject {
  return object(texts(entry, ["name", "version"]));
}

function refs(entries: readonly XmlElement[]): string[] {
  return entries.flatMap((entry) => entry.attributes.get("ref") ?? []);
}

/** The elements of a list: `<components><component/></components>`. */
function items(parent: XmlElement, list: string, item: string): XmlElement[] {
  return all(parent, list).flatMap((found) => all(found, item));
}

function all({ children, namespace }: XmlElement, name: string): XmlElement[] {
  return children.filter((child) => child.name === name && child.namespace === namespace);
}

function first({ children, namespace }: XmlElement, name: string): XmlElement | undefined {
  return children.find((child) => child.name === name && child.namespace === namespace);
}

function text(parent: XmlElement, name: string): string | undefined {
  return first(parent, name)?.text.trim();
}

function texts(parent: XmlElement, names: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(names.map((name) => [name, text(parent, name)]));
}

function present<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** As in JSON, what is absent has no key. */
function object(entries: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(entries).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  );
}
