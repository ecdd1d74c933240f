import type { ByteSource } from "../../../kernel/byte-source.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Asset } from "../../asset/asset.ts";
import { archiveKind, opaqueKind, packingKind } from "../archives/container-kind.ts";
import { describeImages, intoImages, isShown, mergeLayers } from "../archives/describe-images.ts";
import { assembleInventory } from "../model/assemble-inventory.ts";
import type { CompletenessLevel, Component, Hash, Inventory, Property, Unread } from "../model/inventory.ts";
import type { Part } from "../model/part.ts";
import { PartBuilder } from "../model/part-builder.ts";
import { PLAIN_TEXT } from "../model/plain-text.ts";
import { WorkBudget } from "../model/work-budget.ts";
import { isExecutable } from "../programs/read-executables.ts";
import { fileContent } from "./content.ts";
import { examine } from "./examine.ts";
import { Findings } from "./findings.ts";
import { isPlainText } from "./is-plain-text.ts";
import { type ReadDocuments, readDocuments, unreadDocument, withArchiveHash } from "./read-documents.ts";
import { readerFault } from "./reader-fault.ts";

/** An asset and its bytes. */
export interface DescribedAsset extends Asset {
  readonly source: ByteSource;
  /** For an asset that is a lockfile: files beside it, by name, which its format asks for. */
  readonly beside?: ReadonlyMap<string, Uint8Array>;
}

/**
 * Describes one asset from its own bytes: programs, packages, and archives nested to a limit, without extracting or running
 * anything. What cannot be known, read, or read within the work that is spent on an asset of its size is declared unknown, with the
 * reason and its place. Fault: `sbom-source-malformed` for an asset that has the name of a lockfile and cannot be read as one; those of the file.
 */
export async function describeAsset(asset: DescribedAsset): Promise<Inventory> {
  const budget = new WorkBudget(asset.size);
  const findings = new Findings(budget);
  await examine({ path: asset.name, content: await fileContent(asset.source, budget), depth: 0 }, findings);
  for (const [name, bytes] of asset.beside ?? []) findings.documents.set(name, bytes);
  const { parts, opaque, documents, unread } = readFindings(asset, findings);
  const isPlain = isNothing(findings) && (await isPlainText(asset));
  return assembleInventory({
    root: assetComponent(asset, isPlain ? [PLAIN_TEXT] : []),
    // What was recognised and could not be read is still recognised, so an SBOM without anything else is not plausible.
    parts: [...parts, ...documents.refused.map(({ format }) => ({ ...NOTHING, format }))],
    ...(isPlain ? WHOLE : judge({ parts, opaque, unread }, findings)),
    remarks: [...findings.remarks, ...documents.remarks, ...unreadRemarks(unread)],
    unread,
  });
}

/** Whether nothing was recognised. */
function isNothing({ parts, documents, opaque, unread, members }: Findings): boolean {
  return parts.length + documents.size + opaque.length + unread.length + members === 0;
}

const WHOLE = { level: "complete", reason: "it is plain text, which has no parts" } as const;

/** Whether a file is a program or an archive, of a kind that is read or not, by its first 512 bytes. */
export function isProgramOrArchive(head: Uint8Array): boolean {
  const isPacked = [archiveKind, packingKind, opaqueKind].some((kindOf) => kindOf(head) !== undefined);
  return isPacked || isExecutable(head);
}

interface Understood {
  readonly parts: readonly Part[];
  readonly opaque: readonly Part[];
  readonly documents: ReadDocuments;
  readonly unread: readonly Unread[];
}

/** What was found in an asset or image, as parts. With too many images over too many files, what lies in them is left out. */
export function readFindings(asset: Asset, findings: Findings): Understood {
  const { budget } = findings;
  const set = { archives: fileHashes(asset, findings.archives), strict: findings.documents.has(asset.name), budget };
  const programs = fileHashes(asset, findings.programs);
  const binaries = findings.parts.map((part) =>
    withProgramHash(withArchiveHash(part, asset.name, set.archives), programs),
  );
  const own = describeOpaque(asset, findings);
  const found = [...binaries, ...own];
  if (budget.isSpent) return { parts: found, opaque: own, documents: NO_DOCUMENTS, unread: findings.unread };
  try {
    const images = describeImages(findings.documents, findings.layers, budget);
    const documents = readDocuments({ ...set, documents: mergeLayers(findings.documents, images, budget) });
    // What an upper layer of an image took away need not be understood.
    const opaque = intoImages(own, images, budget);
    const inner = intoImages([...binaries, ...documents.parts], images, budget);
    const parts = [...inner, ...opaque, ...images.map(({ part }) => part)];
    const unread = findings.unread.filter(({ path }) => isShown(path, images));
    return { parts, opaque, documents, unread: [...unread, ...documents.refused.map(unreadDocument)] };
  } catch (error) {
    const fault = readerFault(error);
    if (fault.code !== "sbom-limit") throw fault;
    const whole = { path: asset.name, reason: `was not read whole: ${fault.message}`, limit: true };
    return { parts: found, opaque: own, documents: NO_DOCUMENTS, unread: [...findings.unread, whole] };
  }
}

const NO_DOCUMENTS: ReadDocuments = { parts: [], remarks: [], refused: [] };

/** Some, for an archive of damaged archives has as many. */
const MAX_UNREAD_REMARKS = 20;

function unreadRemarks(unread: readonly Unread[]): string[] {
  const shown = unread.slice(0, MAX_UNREAD_REMARKS).map(({ path, reason }) => `${printable(path)} ${reason}`);
  const more = unread.length - shown.length;
  return more === 0 ? shown : [...shown, `${more} more files in it could not be read`];
}

const NOTHING = { components: [], edges: [], top: [], completeness: [], remarks: [] };

/** A program is the file in which it was found. */
function withProgramHash(part: Part, files: ReadonlyMap<string, readonly Hash[]>): Part {
  const own = new Set(part.top.map(({ ref }) => ref));
  const components = part.components.map((component) => {
    const hashes = own.has(component.ref) ? files.get(component.foundIn[0] ?? "") : undefined;
    return component.kind !== "application" || hashes === undefined ? component : { ...component, hashes };
  });
  return { ...part, components };
}

/** Of the asset itself, and of what lies in it. */
function fileHashes({ name, sha256, sha512 }: Asset, within: ReadonlyMap<string, string>): Map<string, Hash[]> {
  const own: Hash[] = [
    { algorithm: "SHA-256", hex: sha256 },
    { algorithm: "SHA-512", hex: sha512 },
  ];
  const inner = [...within].map(([path, hex]): [string, Hash[]] => [path, [{ algorithm: "SHA-256", hex }]]);
  return new Map([[name, own], ...inner]);
}

/** The asset itself: a file with its digests. */
function assetComponent({ name, sha256, sha512, size }: Asset, more: readonly Property[]): Component {
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
    properties: [{ name: "release-capsule:size", value: String(size) }, ...more],
  };
}

/** A program or archive that keeps its contents to itself is listed as the file it is, and declared unknown. */
function describeOpaque(asset: Asset, { opaque }: Findings): Part[] {
  return opaque
    .filter(({ path }) => path !== asset.name)
    .map(({ path, sha256, reason }) => {
      const part = new PartBuilder("file", { path });
      const hashes = sha256 === undefined ? [] : [{ algorithm: "SHA-256", hex: sha256 } as const];
      part.top(part.add({ ref: `file:${path}`, kind: "file", name: nameWithin(asset, path), hashes }));
      part.declare("unknown", reason);
      return part.build();
    });
}

/** What is packed in the asset itself lies beside it by its path, not in it. */
function nameWithin(asset: Asset, path: string): string {
  return path.startsWith(`${asset.name}!`) ? path.slice(asset.name.length + 1) : path;
}

export function judge(
  { parts, opaque, unread }: Pick<Understood, "parts" | "opaque" | "unread">,
  { opaque: [own], members }: Findings,
): { level: CompletenessLevel; reason: string } {
  const [first] = unread;
  if (first !== undefined) return { level: "unknown", reason: `${printable(first.path)} ${first.reason}` };
  if (parts.length === 0 && own !== undefined) return { level: "unknown", reason: own.reason };
  if (parts.length === 0) return { level: "unknown", reason: "nothing in it is of a kind that can be read" };
  if (opaque.length > 0) {
    return { level: "unknown", reason: "it holds programs that could not be read" };
  }
  if (members > 0) return { level: "incomplete", reason: "files that are not packages or programs were not read" };
  const weakest = parts.flatMap((part) =>
    part.completeness.filter(({ refs }) => part.top.some(({ ref }) => refs.includes(ref))),
  );
  const poor = weakest.find(({ level }) => level === "unknown") ?? weakest.find(({ level }) => level === "incomplete");
  return poor ?? { level: "complete", reason: weakest[0]?.reason ?? "the file lists what it is made of" };
}
