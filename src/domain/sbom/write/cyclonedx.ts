import type { HashAlgorithm as CdxAlgorithm, ComponentScope, ComponentType } from "@cyclonedx/cyclonedx-library/Enums";
import * as Models from "@cyclonedx/cyclonedx-library/Models";
import { JSON as CdxJson } from "@cyclonedx/cyclonedx-library/Serialize";
import { Spec1dot6, Spec1dot7 } from "@cyclonedx/cyclonedx-library/Spec";
import { groupBy } from "../../../kernel/group-by.ts";
import { formatEpoch } from "../../../kernel/iso-time.ts";
import { contentUuid } from "../model/content-uuid.ts";
import { digestName } from "../model/integrity.ts";
import type { Component, Hash, Inventory, Scope } from "../model/inventory.ts";
import { withOwnFacts } from "../model/own-facts.ts";
import { readLicense } from "../model/read-license.ts";
import type { Maker, Producer, SbomDocument } from "../model/sbom-document.ts";
import { encodePieces, Items, jsonPieces, type Pieces } from "./json-pieces.ts";

export type CycloneDxVersion = "1.6" | "1.7";

const SPECS = { "1.6": Spec1dot6, "1.7": Spec1dot7 };
/** Of the document, not of what it describes: the same that SPDX prescribes. */
const DATA_LICENSE = "CC0-1.0";
const SCOPES: Record<Scope, ComponentScope> = {
  runtime: "required" as ComponentScope,
  peer: "required" as ComponentScope,
  optional: "optional" as ComponentScope,
  dev: "excluded" as ComponentScope,
};

/**
 * Writes CycloneDX JSON (https://cyclonedx.org/docs/1.6/json/): UTF-8, sorted, byte-equal for equal input. Completeness
 * stands in `compositions`, its reasons in the properties of the metadata.
 */
export function formatCycloneDx(
  described: Inventory,
  document: SbomDocument,
  version: CycloneDxVersion = "1.6",
): Uint8Array {
  return encodePieces(cycloneDxPieces(described, document, version));
}

/** The text of `formatCycloneDx`. */
export function cycloneDxPieces(
  described: Inventory,
  document: SbomDocument,
  version: CycloneDxVersion = "1.6",
): Pieces {
  const inventory = withOwnFacts(described, document);
  const normalise = new CdxJson.Normalize.Factory(SPECS[version]);
  const { serialNumber: _, ...bom } = normalise.makeForBom().normalize(buildBom(inventory, document), UNSORTED);
  const whole = {
    ...bom,
    metadata: completeMetadata(bom.metadata, document),
    components: new Items(function* () {
      const component = normalise.makeForComponent();
      for (const one of inventory.components) {
        yield withEvidence(component.normalize(buildComponent(one), UNSORTED), one);
      }
    }),
    dependencies: new Items(() => dependencies(inventory)),
    compositions: [...groupBy(inventory.completeness, ({ level }) => level)].map(([aggregate, same]) => ({
      aggregate,
      dependencies: same.flatMap(({ refs }) => refs),
    })),
  };
  // The serial number is that of all the rest.
  const serialNumber = `urn:uuid:${contentUuid(jsonPieces(whole))}`;
  return function* () {
    yield* jsonPieces({ ...whole, serialNumber });
    yield "\n";
  };
}

/** The order is ours already; the library would sort by the rules of a locale. */
const UNSORTED = { sortLists: false };

function* dependencies({ root, components, edges }: Inventory): Generator<{ ref: string; dependsOn?: string[] }> {
  const needs = groupBy(edges, ({ from }) => from);
  for (const { ref } of [root, ...components]) {
    const dependsOn = needs.get(ref)?.map(({ to }) => to);
    yield dependsOn === undefined ? { ref } : { ref, dependsOn };
  }
}

/** The document without what it lists. */
function buildBom({ root, completeness, remarks }: Inventory, { tool, producer }: SbomDocument): Models.Bom {
  const bom = new Models.Bom();
  bom.metadata.component = buildComponent(root);
  bom.metadata.tools.components.add(
    new Models.Component("application" as ComponentType, tool.name, { version: tool.version }),
  );
  bom.metadata.lifecycles.add(
    (root.kind === "file" ? "post-build" : "build") as Models.LifecycleRepository extends Set<infer L> ? L : never,
  );
  if (producer !== undefined) {
    bom.metadata.authors.add(
      new Models.OrganizationalContact({ name: producer.name, ...(producer.email ? { email: producer.email } : {}) }),
    );
    bom.metadata.supplier = supplierOf(producer);
  }
  bom.metadata.licenses.add(new Models.SpdxLicense(DATA_LICENSE));
  const properties = bom.metadata.properties;
  for (const { level, reason, refs } of completeness) {
    properties.add(new Models.Property(`release-capsule:completeness:${level}`, `${reason} (${refs.length})`));
  }
  for (const remark of remarks) properties.add(new Models.Property("release-capsule:remark", remark));
  return bom;
}

function buildComponent(component: Component): Models.Component {
  const { ref, kind, group, name, version, purl, scope, firstParty, supplier } = component;
  const model = new Models.Component(kind as ComponentType, name, {
    bomRef: ref,
    scope: SCOPES[scope],
    ...(group === undefined ? {} : { group }),
    ...(version === undefined ? {} : { version }),
    ...(purl === undefined ? {} : { purl }),
  });
  const { whole, apart } = splitHashes(component.hashes);
  for (const { algorithm, hex } of whole) model.hashes.set(algorithm as CdxAlgorithm, hex);
  for (const license of buildLicenses(component.licenses)) model.licenses.add(license);
  for (const reference of buildReferences(component, apart)) model.externalReferences.add(reference);
  for (const property of component.properties) model.properties.add(new Models.Property(property.name, property.value));
  if (supplier !== undefined) model.supplier = supplierOf(supplier);
  if (firstParty) model.properties.add(new Models.Property("release-capsule:first-party", "true"));
  if (scope === "peer" || scope === "dev") model.properties.add(new Models.Property("release-capsule:scope", scope));
  return model;
}

function supplierOf({ name, url }: Maker): Models.OrganizationalEntity {
  return new Models.OrganizationalEntity({ name, url: new Set(url ? [url] : []) });
}

/**
 * Hashes of the one archive a component has, and those that belong to one of several archives. A second value of one
 * algorithm is of another archive, whatever its name.
 */
function splitHashes(hashes: readonly Hash[]): { whole: Hash[]; apart: Hash[] } {
  const seen = new Set<string>();
  const whole: Hash[] = [];
  const apart: Hash[] = [];
  for (const hash of hashes) {
    const slot = `${hash.file ?? ""}\n${hash.algorithm}`;
    if (seen.has(slot)) apart.push({ ...hash, file: digestName(hash) });
    else if (hash.file === undefined) whole.push(hash);
    else apart.push(hash);
    seen.add(slot);
  }
  return { whole, apart };
}

/** The schema takes either one expression or any number of identifiers and names. */
function buildLicenses(texts: readonly string[]): Models.License[] {
  return texts.map(readLicense).map(({ kind, text }) => {
    if (kind === "id") return new Models.SpdxLicense(text);
    return kind === "expression" && texts.length === 1
      ? new Models.LicenseExpression(text)
      : new Models.NamedLicense(text);
  });
}

/** A commit is the hash of what a repository holds; it stands with the repository and is not a hash of an archive. */
function buildReferences({ origin, commit }: Component, apart: readonly Hash[]): Models.ExternalReference[] {
  const references: Models.ExternalReference[] = [];
  if (origin !== undefined && commit !== undefined) {
    const algorithm = commit.length === 40 ? "SHA-1" : "SHA-256";
    references.push(reference(origin, "vcs", [{ algorithm, hex: commit }]));
  } else if (origin !== undefined) references.push(reference(origin, "distribution", []));
  const byFile = groupBy(apart, (hash) => hash.file ?? "");
  for (const [file, same] of byFile) references.push(reference(encodeURI(file), "distribution", same));
  return references;
}

function reference(url: string, type: string, hashes: readonly Hash[]): Models.ExternalReference {
  const model = new Models.ExternalReference(url, type as Models.ExternalReference["type"]);
  for (const { algorithm, hex } of hashes) model.hashes.set(algorithm as CdxAlgorithm, hex);
  return model;
}

type Normalised = ReturnType<CdxJson.Normalize.BomNormalizer["normalize"]>;

/** Adds what the library has no model for: the manufacturer, occurrences, a time without fractions. */
function completeMetadata(metadata: Normalised["metadata"], { epoch, producer }: SbomDocument): object {
  return {
    ...metadata,
    timestamp: formatEpoch(epoch),
    ...(producer === undefined ? {} : { manufacturer: manufacturer(producer) }),
  };
}

function withEvidence(component: object | undefined, { foundIn }: Component): object | undefined {
  if (foundIn.length === 0) return component;
  return { ...component, evidence: { occurrences: foundIn.map((location) => ({ location })) } };
}

function manufacturer({ name, url, email }: Producer) {
  return { name, ...(url ? { url: [url] } : {}), ...(email ? { contact: [{ email }] } : {}) };
}
