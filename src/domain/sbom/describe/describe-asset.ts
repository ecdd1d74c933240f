import type { ByteSource } from "../../../kernel/byte-source.ts";
import type { Asset } from "../../asset/asset.ts";
import { describeImages, intoImages, mergeLayers } from "../archives/describe-images.ts";
import { assembleInventory } from "../model/assemble-inventory.ts";
import type { CompletenessLevel, Component, Hash, Inventory } from "../model/inventory.ts";
import type { Part } from "../model/part.ts";
import { PartBuilder } from "../model/part-builder.ts";
import { examine, type Findings, noFindings } from "./examine.ts";
import { type ReadDocuments, readDocuments, withArchiveHash } from "./read-documents.ts";

/** An asset and its bytes. */
export interface DescribedAsset extends Asset {
  readonly source: ByteSource;
  /** For an asset that is a lockfile: files beside it, by name, which its format asks for. */
  readonly beside?: ReadonlyMap<string, Uint8Array>;
}

/**
 * Describes one asset from its own bytes: programs, packages, and archives nested to a limit, without extracting or
 * running anything. What cannot be known is declared unknown. Faults: `archive-…`, `zip-malformed` and `gzip-malformed` for
 * truncation, lying sizes and limits, `sbom-source-malformed` for an asset that is itself a lockfile and cannot be read.
 */
export async function describeAsset(asset: DescribedAsset): Promise<Inventory> {
  const findings = noFindings();
  await examine({ path: asset.name, source: asset.source, depth: 0 }, findings);
  for (const [name, bytes] of asset.beside ?? []) findings.documents.set(name, bytes);
  const archives = archiveHashes(asset, findings);
  const images = describeImages(findings.documents, findings.layers);
  const documents = readDocuments({
    documents: mergeLayers(findings.documents, images),
    archives,
    strict: findings.documents.has(asset.name),
  });
  const binaries = findings.parts.map((part) => withArchiveHash(part, asset.name, archives));
  // What an upper layer of an image took away need not be understood.
  const opaque = intoImages(describeOpaque(asset, findings), images);
  const parts = [
    ...intoImages([...binaries, ...documents.parts], images),
    ...opaque,
    ...images.map(({ part }) => part),
  ];
  return assembleInventory({
    root: assetComponent(asset),
    // What was recognised and could not be read is still recognised, so an SBOM without anything else is not plausible.
    parts: [...parts, ...documents.refused.map(({ format }) => ({ ...NOTHING, format }))],
    ...judge({ parts, opaque }, findings, documents),
    remarks: [...findings.remarks, ...documents.remarks],
  });
}

const NOTHING = { components: [], edges: [], top: [], completeness: [], remarks: [] };

function archiveHashes({ name, sha256, sha512 }: Asset, { archives }: Findings): Map<string, Hash[]> {
  const own: Hash[] = [
    { algorithm: "SHA-256", hex: sha256 },
    { algorithm: "SHA-512", hex: sha512 },
  ];
  const inner = [...archives].map(([path, hex]): [string, Hash[]] => [path, [{ algorithm: "SHA-256", hex }]]);
  return new Map([[name, own], ...inner]);
}

/** The asset itself: a file with its digests. */
function assetComponent({ name, sha256, sha512, size }: Asset): Component {
  return {
    ref: `asset:${sha256}`,
    kind: "file",
    group: undefined,
    name,
    version: undefined,
    purl: undefined,
    hashes: [
      { algorithm: "SHA-256", hex: sha256 },
      { algorithm: "SHA-512", hex: sha512 },
    ],
    licenses: [],
    scope: "runtime",
    firstParty: true,
    foundIn: [],
    origin: undefined,
    commit: undefined,
    properties: [{ name: "release-capsule:size", value: String(size) }],
  };
}

/** A program or archive that keeps its contents to itself is listed as the file it is, and declared unknown. */
function describeOpaque(asset: Asset, { opaque }: Findings): Part[] {
  return opaque
    .filter(({ path }) => path !== asset.name)
    .map(({ path, sha256, reason }) => {
      const part = new PartBuilder("file", path);
      const hashes = sha256 === undefined ? [] : [{ algorithm: "SHA-256", hex: sha256 } as const];
      part.top(part.add({ ref: `file:${path}`, kind: "file", name: path.slice(asset.name.length + 1), hashes }));
      part.declare("unknown", reason);
      return part.build();
    });
}

function judge(
  { parts, opaque }: { readonly parts: readonly Part[]; readonly opaque: readonly Part[] },
  findings: Findings,
  documents: ReadDocuments,
): { level: CompletenessLevel; reason: string } {
  const [own] = findings.opaque.filter(({ sha256 }) => sha256 === undefined);
  if (own !== undefined && parts.length === 0) return { level: "unknown", reason: own.reason };
  if (parts.length === 0) return { level: "unknown", reason: "nothing in it is of a kind that can be read" };
  if (own !== undefined || opaque.length + documents.refused.length > 0) {
    return { level: "unknown", reason: "it holds programs or archives that could not be read" };
  }
  if (findings.members > 0)
    return { level: "incomplete", reason: "files that are no package or program were not looked into" };
  const weakest = parts.flatMap((part) =>
    part.completeness.filter(({ refs }) => part.top.some(({ ref }) => refs.includes(ref))),
  );
  const poor = weakest.find(({ level }) => level === "unknown") ?? weakest.find(({ level }) => level === "incomplete");
  return poor ?? { level: "complete", reason: weakest[0]?.reason ?? "the file lists what it is made of" };
}
