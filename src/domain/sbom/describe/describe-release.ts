import { printable } from "../../../kernel/printable.ts";
import { assembleInventory } from "../model/assemble-inventory.ts";
import type { CompletenessLevel, Component, Inventory, Unread } from "../model/inventory.ts";
import type { Part } from "../model/part.ts";
import { WorkBudget } from "../model/work-budget.ts";
import { type ReadDocuments, readDocuments, unreadDocument } from "./read-documents.ts";

export interface ReleaseFacts {
  readonly name: string;
  /** Empty for what has none, as a folder. */
  readonly version: string;
  /** Package URL of the release, the same as in the root statement. */
  readonly purl: string | undefined;
  /** Inventories of all assets, from `describeAsset`. */
  readonly assets: readonly Inventory[];
  /** Lockfiles and manifests of the checkout that the assets were built from; paths relative to its top. */
  readonly sources: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** What was met beside them and is not read. */
  readonly unread?: readonly Unread[];
  /** How many files were met beside them that were not read. */
  readonly others?: number;
}

/**
 * Describes a release: its assets, what they contain, and what the lockfiles of its source add.
 * A lockfile that cannot be read is declared so, and is not a fault.
 */
export function describeRelease({ unread = [], others = 0, ...release }: ReleaseFacts): Inventory {
  const documents = new Map(release.sources.map(({ path, bytes }) => [path, bytes]));
  const size = release.sources.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const sources = readDocuments({ documents, strict: false, budget: new WorkBudget(size) });
  return assembleInventory({
    root: releaseComponent(release),
    parts: [...release.assets.flatMap(assetParts), ...sources.parts],
    ...judge(release.assets, { unread, others }, sources),
    remarks: [...sources.remarks, ...unread.map(({ path, reason }) => `${printable(path)} ${reason}`)],
    unread: [...unread, ...release.assets.flatMap(({ unread }) => unread), ...sources.refused.map(unreadDocument)],
  });
}

function judge(
  assets: readonly Inventory[],
  { unread, others }: { readonly unread: readonly Unread[]; readonly others: number },
  { parts, refused }: ReadDocuments,
): { level: CompletenessLevel; reason: string } {
  if (assets.some(isOpen)) return { level: "incomplete", reason: "not everything in its assets could be read" };
  const [first] = [...unread, ...refused];
  if (first !== undefined) return { level: "incomplete", reason: `${printable(first.path)} was not read` };
  if (assets.length + parts.length === 0) {
    return { level: "unknown", reason: "nothing in it is of a kind that can be read" };
  }
  const open = parts.flatMap(openTop)[0];
  if (open !== undefined) return { level: "incomplete", reason: open };
  if (others > 0) return { level: "incomplete", reason: "files that are not packages or programs were not read" };
  return { level: "complete", reason: "every asset is listed" };
}

/** Why a lockfile does not say all that its own projects need. */
function openTop({ top, completeness }: Part): string[] {
  const refs = new Set(top.map(({ ref }) => ref));
  return completeness.flatMap(({ level, reason, refs: said }) =>
    level !== "complete" && said.some((ref) => refs.has(ref)) ? [reason] : [],
  );
}

function isOpen({ root, completeness }: Inventory): boolean {
  return completeness.some(({ level, refs }) => level !== "complete" && refs.includes(root.ref));
}

function releaseComponent({ name, version, purl }: ReleaseFacts): Component {
  return {
    ref: purl ?? `release:${name}@${version}`,
    kind: "application",
    group: undefined,
    name,
    version: version === "" ? undefined : version,
    purl,
    hashes: [],
    licenses: [],
    scope: "runtime",
    firstParty: true,
    foundIn: [],
    origin: undefined,
    commit: undefined,
    properties: [],
  };
}

/** An inventory as a part: the asset on top, and one more for each format it recognised, which carries only the name. */
function assetParts({ root, components, edges, completeness, remarks, recognised, doubts = [] }: Inventory): Part[] {
  const empty = { components: [], edges: [], top: [], completeness: [], remarks: [] };
  const asset: Part = {
    ...empty,
    format: "file",
    components: [root, ...components],
    edges,
    top: [{ ref: root.ref, scope: "runtime" }],
    completeness,
    remarks,
    doubts,
  };
  return [asset, ...recognised.map((format) => ({ ...empty, format }))];
}
