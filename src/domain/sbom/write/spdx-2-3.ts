import { sha256Hex } from "../../../crypto/node-digest.ts";
import { compareUtf8 } from "../../../kernel/bytewise.ts";
import { formatEpoch } from "../../../kernel/iso-time.ts";
import { encodeUtf8 } from "../../../kernel/utf8.ts";
import { HOME } from "../../home.ts";
import { contentUuid } from "../model/content-uuid.ts";
import type { Component, Inventory } from "../model/inventory.ts";
import { withOwnFacts } from "../model/own-facts.ts";
import { readLicense } from "../model/read-license.ts";
import type { Maker, SbomDocument } from "../model/sbom-document.ts";
import { encodePieces, Items, jsonPieces, type Pieces } from "./json-pieces.ts";

const DOCUMENT_ID = "SPDXRef-DOCUMENT";
const UNSAID = "NOASSERTION";
const PURPOSES: Record<Component["kind"], string> = {
  library: "LIBRARY",
  application: "APPLICATION",
  file: "FILE",
  container: "CONTAINER",
  "operating-system": "OPERATING-SYSTEM",
};

/**
 * Writes SPDX 2.3 JSON (https://spdx.github.io/spdx-spec/v2.3/): UTF-8, sorted, byte-equal for equal input. A component
 * whose dependencies are not fully known depends on `NOASSERTION` as well, one that is known to need nothing on `NONE`.
 */
export function formatSpdx23(described: Inventory, document: SbomDocument): Uint8Array {
  return encodePieces(spdx23Pieces(described, document));
}

/** The text of `formatSpdx23`. */
export function spdx23Pieces(described: Inventory, document: SbomDocument): Pieces {
  const inventory = withOwnFacts(described, document);
  const { root, components, remarks } = inventory;
  const all = [root, ...components];
  const names = licenseNames(all);
  const whole = {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: DOCUMENT_ID,
    name: root.version === undefined ? root.name : `${root.name} ${root.version}`,
    creationInfo: {
      created: formatEpoch(document.epoch),
      creators: creators(document),
      // One of the types that CISA defines (2023), in the syntax of the OpenChain Telco SBOM Guide, clause 3.5.
      comment: [`CISA SBOM Type: ${root.kind === "file" ? "Analyzed" : "Build"}`, ...remarks].join("\n"),
    },
    packages: new Items(function* () {
      for (const component of all) yield describePackage(component, names);
    }),
    relationships: new Items(() => relationships(inventory)),
    ...(names.size > 0 ? { hasExtractedLicensingInfos: extracted(names) } : {}),
  };
  const { spdxVersion, dataLicense, SPDXID, name, ...rest } = whole;
  const documentNamespace = `${HOME}/spdx/${contentUuid(jsonPieces(whole, 0))}`;
  const ordered = { spdxVersion, dataLicense, SPDXID, name, documentNamespace, ...rest };
  return function* () {
    yield* jsonPieces(ordered);
    yield "\n";
  };
}

function creators({ tool, producer }: SbomDocument): string[] {
  const organization = producer === undefined ? [] : [party(producer)];
  return [...organization, `Tool: ${tool.name}-${tool.version}`];
}

function party({ name, email }: Maker & { readonly email?: string | undefined }): string {
  return `Organization: ${name}${email === undefined ? "" : ` (${email})`}`;
}

function describePackage(component: Component, names: Names) {
  const { kind, version, purl, hashes, firstParty, foundIn, supplier } = component;
  const checksums = [...new Map(hashes.map((hash) => [`${hash.algorithm} ${hash.hex}`, hash])).values()];
  const maker = supplier === undefined ? UNSAID : party(supplier);
  const notes = [
    ...foundIn.map((path) => `found in ${path}`),
    ...component.properties.map((property) => `${property.name}: ${property.value}`),
  ];
  return {
    SPDXID: packageId(component.ref),
    name: fullName(component),
    ...(version === undefined ? {} : { versionInfo: version }),
    ...(kind === "file" ? { packageFileName: component.name } : {}),
    supplier: maker,
    ...(firstParty && supplier !== undefined ? { originator: maker } : {}),
    downloadLocation: downloadLocation(component),
    filesAnalyzed: false,
    ...(checksums.length > 0
      ? {
          checksums: checksums.map(({ algorithm, hex }) => ({
            algorithm: algorithm.replace(/^SHA-/, "SHA"),
            checksumValue: hex,
          })),
        }
      : {}),
    licenseConcluded: UNSAID,
    licenseDeclared: licenseExpression(component.licenses, names),
    copyrightText: UNSAID,
    primaryPackagePurpose: PURPOSES[kind],
    ...(purl === undefined
      ? {}
      : { externalRefs: [{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: purl }] }),
    ...(notes.length > 0 ? { comment: notes.join("\n") } : {}),
  };
}

/** Clause 7.7: a repository is written with its tool and commit. */
function downloadLocation({ origin, commit }: Component): string {
  if (origin === undefined) return UNSAID;
  return commit === undefined ? origin : `${/^(?:git|hg|svn)\+/.test(origin) ? "" : "git+"}${origin}@${commit}`;
}

/** The name as the ecosystem writes it whole: `@scope/name`, `group:artifact`, `golang.org/x/sys`. */
function fullName({ group, name, purl }: Component): string {
  if (group === undefined) return name;
  return `${group}${purl?.startsWith("pkg:maven/") ? ":" : "/"}${name}`;
}

function packageId(ref: string): string {
  const readable = ref
    .replace(/^pkg:/, "")
    .replace(/[^A-Za-z0-9.-]+/g, "-")
    .slice(0, 60);
  return `SPDXRef-${readable}-${sha256Hex(encodeUtf8(ref.toWellFormed())).slice(0, 12)}`;
}

function* relationships({ root, edges, completeness }: Inventory) {
  const relation = (from: string, to: string, comment?: string) => ({
    spdxElementId: from,
    relationshipType: "DEPENDS_ON",
    relatedSpdxElement: to,
    ...(comment === undefined ? {} : { comment }),
  });
  const needy = new Set(edges.map(({ from }) => from));
  yield { spdxElementId: DOCUMENT_ID, relationshipType: "DESCRIBES", relatedSpdxElement: packageId(root.ref) };
  for (const { from, to, scope } of edges) {
    yield relation(packageId(from), packageId(to), scope === "runtime" ? undefined : `scope: ${scope}`);
  }
  for (const { level, refs, reason } of completeness) {
    for (const ref of refs.filter((one) => level !== "complete" || !needy.has(one))) {
      const [to, comment] = level === "complete" ? ["NONE"] : [UNSAID, `${level}: ${reason}`];
      yield relation(packageId(ref), to as string, comment);
    }
  }
}

/** Names that are not SPDX expressions, with the `LicenseRef-` that stands for each; one in an expression stands for itself. */
type Names = ReadonlyMap<string, string>;

function licenseNames(components: readonly Component[]): Names {
  const all = new Set(components.flatMap(({ licenses }) => licenses));
  const [names, expressions] = [[...all].filter(isName), [...all].filter((text) => !isName(text))];
  const references = new Set(expressions.flatMap((text) => text.match(/LicenseRef-[A-Za-z0-9.-]+/g) ?? []));
  return new Map([
    ...names.sort(compareUtf8).map((text): [string, string] => [text, licenseRef(text)]),
    ...[...references].sort(compareUtf8).map((text): [string, string] => [text, text]),
  ]);
}

/** A licence of another document (`DocumentRef-…`) is a name here, where that document is not known. */
function isName(text: string): boolean {
  return readLicense(text).kind === "name" || text.includes("DocumentRef-");
}

function licenseRef(text: string): string {
  const readable =
    text
      .replace(/[^A-Za-z0-9.]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 40) || "text";
  return `LicenseRef-${readable}-${sha256Hex(encodeUtf8(text.toWellFormed())).slice(0, 8)}`;
}

/** Several licences without a word between them: all of them may apply. */
function licenseExpression(licenses: readonly string[], names: Names): string {
  const terms = licenses.map((text) => names.get(text) ?? text);
  if (terms.length === 0) return UNSAID;
  return terms.length === 1
    ? (terms[0] as string)
    : terms.map((term) => (/ /.test(term) ? `(${term})` : term)).join(" AND ");
}

function extracted(names: Names) {
  return [...names].map(([text, licenseId]) => ({ licenseId, extractedText: text, name: text }));
}
