/** The parts of a written SBOM that both formats can say, in one shape, for comparing them. */
export interface SbomFacts {
  readonly components: readonly string[];
  readonly edges: readonly string[];
  readonly hashes: readonly string[];
}

interface CycloneDx {
  metadata: { component: CdxComponent };
  components: CdxComponent[];
  dependencies: { ref: string; dependsOn?: string[] }[];
}
interface CdxComponent {
  "bom-ref": string;
  group?: string;
  name: string;
  version?: string;
  purl?: string;
  hashes?: { alg: string; content: string }[];
  externalReferences?: { type: string; hashes?: { alg: string; content: string }[] }[];
}
interface Spdx {
  packages: {
    SPDXID: string;
    versionInfo?: string;
    checksums?: { algorithm: string; checksumValue: string }[];
    externalRefs?: { referenceLocator: string }[];
    name: string;
  }[];
  relationships: { spdxElementId: string; relationshipType: string; relatedSpdxElement: string }[];
}

export function cycloneDxFacts(bytes: Uint8Array): SbomFacts {
  const bom = JSON.parse(new TextDecoder().decode(bytes)) as CycloneDx;
  const all = [bom.metadata.component, ...bom.components];
  const names = new Map(
    all.map((one) => [
      one["bom-ref"],
      one.purl ?? `${one.group === undefined ? "" : `${one.group}/`}${one.name}@${one.version ?? ""}`,
    ]),
  );
  return facts({
    components: [...names.values()],
    edges: bom.dependencies.flatMap(({ ref, dependsOn = [] }) =>
      dependsOn.map((to) => `${names.get(ref)} ${names.get(to)}`),
    ),
    hashes: all.flatMap((one) =>
      [one, ...(one.externalReferences ?? []).filter(({ type }) => type !== "vcs")]
        .flatMap(({ hashes = [] }) => hashes)
        .map(({ alg, content }) => `${names.get(one["bom-ref"])} ${alg.replace("SHA-", "SHA")} ${content}`),
    ),
  });
}

export function spdxFacts(bytes: Uint8Array): SbomFacts {
  const document = JSON.parse(new TextDecoder().decode(bytes)) as Spdx;
  const plain = (one: Spdx["packages"][number]) => `${one.name}@${one.versionInfo ?? ""}`;
  const names = new Map(
    document.packages.map((one) => [one.SPDXID, one.externalRefs?.[0]?.referenceLocator ?? plain(one)]),
  );
  const ends = new Set(["NONE", "NOASSERTION"]);
  return facts({
    components: [...names.values()],
    edges: document.relationships
      .filter(
        ({ relationshipType, relatedSpdxElement }) =>
          relationshipType === "DEPENDS_ON" && !ends.has(relatedSpdxElement),
      )
      .map(({ spdxElementId, relatedSpdxElement }) => `${names.get(spdxElementId)} ${names.get(relatedSpdxElement)}`),
    hashes: document.packages.flatMap((one) =>
      (one.checksums ?? []).map(
        ({ algorithm, checksumValue }) => `${names.get(one.SPDXID)} ${algorithm} ${checksumValue}`,
      ),
    ),
  });
}

function facts({ components, edges, hashes }: SbomFacts): SbomFacts {
  const set = (items: readonly string[]) => [...new Set(items)].sort();
  return { components: [...components].sort(), edges: set(edges), hashes: set(hashes) };
}
