import { sha256Hex } from "../../../crypto/node-digest.ts";
import { compareUtf8 } from "../../../kernel/bytewise.ts";
import { formatEpoch } from "../../../kernel/iso-time.ts";
import { encodeUtf8 } from "../../../kernel/utf8.ts";
import { HOME } from "../../home.ts";
import { contentUuid } from "../model/content-uuid.ts";
import type { Component, Edge, Hash, Inventory } from "../model/inventory.ts";
import { withOwnFacts } from "../model/own-facts.ts";
import { readLicense } from "../model/read-license.ts";
import type { SbomDocument } from "../model/sbom-document.ts";
import { encodePieces, Items, jsonPieces, type Pieces } from "./json-pieces.ts";

const CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";
const CREATION = "_:creation";
const PURPOSES: Record<Component["kind"], string> = {
  library: "library",
  application: "application",
  file: "file",
  container: "container",
  "operating-system": "operatingSystem",
};
const SCOPES: Record<Edge["scope"], string | undefined> = {
  runtime: "runtime",
  peer: "runtime",
  optional: undefined,
  dev: "development",
};

type Element = Record<string, unknown>;

/**
 * Writes SPDX 3.0.1 JSON-LD (https://spdx.github.io/spdx-spec/v3.0.1/serializations/): one graph of elements, sorted,
 * byte-equal for equal input. Completeness stands in the `completeness` of relationships.
 */
export function formatSpdx301(described: Inventory, document: SbomDocument): Uint8Array {
  return encodePieces(spdx301Pieces(described, document));
}

/** The text of `formatSpdx301`. */
export function spdx301Pieces(described: Inventory, document: SbomDocument): Pieces {
  const inventory = withOwnFacts(described, document);
  const base = `${HOME}/spdx3/${contentUuid(contentOf(inventory, document))}`;
  const ids = new Map(
    [inventory.root, ...inventory.components].map(({ ref }) => [ref, `${base}#package-${short(ref)}`]),
  );
  const makers = makersOf(inventory, document, base);
  // Elements are made anew each time they are asked for; what they are made from is not.
  const names = { ids, base, makers, needs: needsOf(inventory, ids), licenses: licenseTexts(inventory) };
  const elements = () => elementsOf(inventory, names);
  const elementIds = function* (): Generator<string> {
    for (const element of elements()) yield element["spdxId"] as string;
  };
  const root = ids.get(inventory.root.ref) ?? "";
  const head: Element[] = [
    {
      type: "CreationInfo",
      "@id": CREATION,
      specVersion: "3.0.1",
      created: formatEpoch(document.epoch),
      createdBy: [document.producer === undefined ? `${base}#tool-agent` : `${base}#producer`],
      createdUsing: [`${base}#tool`],
    },
    {
      type: "Tool",
      spdxId: `${base}#tool`,
      creationInfo: CREATION,
      name: `${document.tool.name} ${document.tool.version}`,
    },
    agent(document, base),
    {
      type: "SpdxDocument",
      spdxId: `${base}#document`,
      creationInfo: CREATION,
      name: inventory.root.name,
      dataLicense: `${base}#data-license`,
      profileConformance: ["core", "software", "simpleLicensing"],
      rootElement: [`${base}#sbom`],
      element: new Items(function* () {
        yield `${base}#sbom`;
        yield* elementIds();
      }),
    },
    expression(`${base}#data-license`, "CC0-1.0"),
    {
      type: "software_Sbom",
      spdxId: `${base}#sbom`,
      creationInfo: CREATION,
      rootElement: [root],
      element: new Items(elementIds),
      software_sbomType: [inventory.root.kind === "file" ? "analyzed" : "build"],
    },
  ];
  const graph = new Items(function* () {
    yield* head;
    yield* elements();
  });
  return function* () {
    yield* jsonPieces({ "@context": CONTEXT, "@graph": graph });
    yield "\n";
  };
}

/** The JSON of what a document says, without the list of what is said in its remarks as well. */
function* contentOf(
  { unread: _, components, edges, ...inventory }: Inventory,
  { epoch, producer, tool }: SbomDocument,
): Generator<string> {
  const { root, ...rest } = inventory;
  yield "[";
  yield* jsonPieces({ root, components: new Items(() => components), edges: new Items(() => edges), ...rest }, 0);
  for (const other of [epoch, producer ?? null, tool]) yield `,${JSON.stringify(other)}`;
  yield "]";
}

interface Names {
  /** By the ref of the component. */
  readonly ids: ReadonlyMap<string, string>;
  readonly base: string;
  /** Of makers, by their names. */
  readonly makers: ReadonlyMap<string, string>;
  /** The ids of what a component needs, by its ref and the way of needing. */
  readonly needs: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** Each expression once. */
  readonly licenses: readonly string[];
}

function* elementsOf(inventory: Inventory, names: Names): Generator<Element> {
  const { ids, base, makers } = names;
  const subjects = [inventory.root, ...inventory.components];
  for (const subject of subjects) {
    yield packageElement(subject, ids.get(subject.ref) ?? "", makers.get(subject.supplier?.name ?? ""));
  }
  for (const [name, id] of makers) if (id !== `${base}#producer`) yield organization(id, name);
  yield* relationships(inventory, names);
  yield* licenseElements(subjects, names);
}

function short(ref: string): string {
  return sha256Hex(encodeUtf8(ref.toWellFormed())).slice(0, 24);
}

function agent({ producer, tool }: SbomDocument, base: string): Element {
  if (producer === undefined)
    return { type: "SoftwareAgent", spdxId: `${base}#tool-agent`, creationInfo: CREATION, name: tool.name };
  const mail =
    producer.email === undefined
      ? []
      : [{ type: "ExternalIdentifier", externalIdentifierType: "email", identifier: producer.email }];
  const url =
    producer.url === undefined
      ? []
      : [{ type: "ExternalIdentifier", externalIdentifierType: "urlScheme", identifier: producer.url }];
  const externalIdentifier = [...mail, ...url];
  return {
    type: "Organization",
    spdxId: `${base}#producer`,
    creationInfo: CREATION,
    name: producer.name,
    ...(externalIdentifier.length > 0 ? { externalIdentifier } : {}),
  };
}

/** The element of each maker, by name; that of the producer is there already. */
function makersOf(
  { root, components }: Inventory,
  { producer }: SbomDocument,
  base: string,
): ReadonlyMap<string, string> {
  const names = [...new Set([root, ...components].flatMap(({ supplier }) => supplier?.name ?? []))].sort(compareUtf8);
  return new Map(
    names.map((name) => [name, `${base}#${name === producer?.name ? "producer" : `maker-${short(name)}`}`]),
  );
}

function organization(spdxId: string, name: string): Element {
  return { type: "Organization", spdxId, creationInfo: CREATION, name };
}

function packageElement(component: Component, spdxId: string, maker: string | undefined): Element {
  const { kind, group, name, version, purl, hashes, origin, firstParty } = component;
  return {
    type: "software_Package",
    spdxId,
    creationInfo: CREATION,
    name: group === undefined ? name : `${group}/${name}`,
    ...(version === undefined ? {} : { software_packageVersion: version }),
    ...(purl === undefined ? {} : { software_packageUrl: purl }),
    ...(origin === undefined ? {} : { software_downloadLocation: origin }),
    ...(hashes.length === 0 ? {} : { verifiedUsing: hashes.map(hashElement) }),
    ...(maker === undefined ? {} : { suppliedBy: maker }),
    ...(firstParty && maker !== undefined ? { originatedBy: [maker] } : {}),
    software_primaryPurpose: PURPOSES[kind],
  };
}

function hashElement({ algorithm, hex }: Hash): Element {
  return { type: "Hash", algorithm: algorithm.toLowerCase().replace("-", ""), hashValue: hex };
}

function needsOf({ edges }: Inventory, ids: ReadonlyMap<string, string>): Names["needs"] {
  const needs = new Map<string, Map<string, string[]>>();
  for (const { from, to, scope } of edges) {
    const own = needs.get(from) ?? new Map<string, string[]>();
    const same = own.get(SCOPES[scope] ?? "");
    if (same === undefined) own.set(SCOPES[scope] ?? "", [ids.get(to) ?? ""]);
    else same.push(ids.get(to) ?? "");
    needs.set(from, own);
  }
  return needs;
}

/** One relationship for each component and way of needing; the component's completeness stands in each of them. */
function* relationships(
  { root, components, completeness }: Inventory,
  { ids, base, needs }: Names,
): Generator<Element> {
  const levels = new Map(completeness.flatMap(({ level, refs }) => refs.map((ref) => [ref, level])));
  for (const { ref } of [root, ...components]) {
    const level = levels.get(ref);
    const own = needs.get(ref) ?? new Map([["", [] as string[]]]);
    yield* [...own].map(([scope, to]) => ({
      type: scope === "" ? "Relationship" : "LifecycleScopedRelationship",
      spdxId: `${base}#relation-${short(`${ref}\n${scope}`)}`,
      creationInfo: CREATION,
      from: ids.get(ref),
      relationshipType: "dependsOn",
      to:
        to.length === 0
          ? [
              level === "complete"
                ? "https://spdx.org/rdf/3.0.1/terms/Core/NoneElement"
                : "https://spdx.org/rdf/3.0.1/terms/Core/NoAssertionElement",
            ]
          : to,
      completeness: level === "complete" ? "complete" : level === "incomplete" ? "incomplete" : "noAssertion",
      ...(scope === "" ? {} : { scope }),
    }));
  }
}

function licenseTexts({ root, components }: Inventory): string[] {
  const texts = [root, ...components].flatMap(({ licenses }) => (licenses.length === 0 ? [] : [join(licenses)]));
  return [...new Set(texts)].sort(compareUtf8);
}

function* licenseElements(subjects: readonly Component[], { ids, base, licenses: texts }: Names): Generator<Element> {
  const idOf = (text: string) => `${base}#license-${short(text)}`;
  for (const text of texts) yield expression(idOf(text), text);
  for (const { ref, licenses } of subjects) {
    if (licenses.length === 0) continue;
    yield {
      type: "Relationship",
      spdxId: `${base}#declares-${short(ref)}`,
      creationInfo: CREATION,
      from: ids.get(ref),
      relationshipType: "hasDeclaredLicense",
      to: [idOf(join(licenses))],
    };
  }
}

/** A name that is not an expression is written as the reference that stands for it. */
function join(licenses: readonly string[]): string {
  const terms = licenses.map((text) =>
    readLicense(text).kind === "name"
      ? `LicenseRef-${text.replace(/[^A-Za-z0-9.]+/g, "-").replace(/^-|-$/g, "") || "text"}`
      : text,
  );
  return terms.length === 1
    ? (terms[0] as string)
    : terms.map((term) => (/ /.test(term) ? `(${term})` : term)).join(" AND ");
}

function expression(spdxId: string, text: string): Element {
  return {
    type: "simplelicensing_LicenseExpression",
    spdxId,
    creationInfo: CREATION,
    simplelicensing_licenseExpression: text,
  };
}
