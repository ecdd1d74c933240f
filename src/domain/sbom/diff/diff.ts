import { compareUtf8 } from "../../../kernel/bytewise.ts";
import { groupBy } from "../../../kernel/group-by.ts";
import type { Component, Inventory } from "../model/inventory.ts";

/** What changed from one inventory to the next; every list in bytewise order. */
export interface SbomDiff {
  readonly added: readonly Changed[];
  readonly removed: readonly Changed[];
  readonly updated: readonly Updated[];
  /** The gravest: one package in one version whose bytes are others. */
  readonly rehashed: readonly Rehashed[];
  readonly licenses: readonly Relicensed[];
  /** Packages that had a digest and have none any more. */
  readonly lostHashes: readonly string[];
  readonly edges: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly completeness: { readonly before: string; readonly after: string };
}

export interface Changed {
  /** The purl without its version, or the name. */
  readonly package: string;
  readonly version: string;
  readonly firstParty: boolean;
}

export interface Updated {
  readonly package: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

export interface Rehashed {
  readonly package: string;
  readonly version: string;
  readonly algorithm: string;
  readonly before: string;
  readonly after: string;
}

export interface Relicensed {
  readonly package: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Compares two inventories by package: a package whose set of versions changed is updated, not removed and added. */
export function diffInventories(before: Inventory, after: Inventory): SbomDiff {
  const [old, now] = [byPackage(before), byPackage(after)];
  const all = [...new Set([...old.keys(), ...now.keys()])].sort(compareUtf8);
  const versions = (side: typeof old, name: string) => [...(side.get(name)?.keys() ?? [])].sort(compareUtf8);
  const changed = (side: typeof old, name: string): Changed[] =>
    versions(side, name).map((version) => ({
      package: name,
      version,
      firstParty: side.get(name)?.get(version)?.firstParty ?? false,
    }));
  const both = all.filter((name) => old.has(name) && now.has(name));
  const same = both.flatMap((name) =>
    versions(old, name).flatMap((version) => {
      const [left, right] = [old.get(name)?.get(version), now.get(name)?.get(version)];
      return left === undefined || right === undefined ? [] : [{ name, version, left, right }];
    }),
  );
  return {
    added: all.filter((name) => !old.has(name)).flatMap((name) => changed(now, name)),
    removed: all.filter((name) => !now.has(name)).flatMap((name) => changed(old, name)),
    updated: both
      .map((name) => ({
        package: name,
        from: without(versions(old, name), versions(now, name)),
        to: without(versions(now, name), versions(old, name)),
      }))
      .filter(({ from, to }) => from.length + to.length > 0),
    rehashed: same.flatMap(({ name, version, left, right }) => rehashed(name, version, left, right)),
    licenses: same
      .filter(({ left, right }) => left.licenses.join("\n") !== right.licenses.join("\n"))
      .map(({ name, version, left, right }) => ({
        package: label(name, version),
        before: left.licenses,
        after: right.licenses,
      })),
    lostHashes: same
      .filter(({ left, right }) => left.hashes.length > 0 && right.hashes.length === 0)
      .map(({ name, version }) => label(name, version)),
    edges: edgeChanges(before, after),
    completeness: { before: rootLevel(before), after: rootLevel(after) },
  };
}

function without(items: readonly string[], others: readonly string[]): string[] {
  return items.filter((item) => !others.includes(item));
}

/** Components by package, then by version. The subject itself is what is compared, and no part of it. */
function byPackage({ components }: Inventory): Map<string, Map<string, Component>> {
  const groups = groupBy(components, packageOf);
  return new Map([...groups].map(([name, same]) => [name, new Map(same.map((one) => [one.version ?? "", one]))]));
}

/** The purl without version; the versions of a package with other qualifiers are of another package. */
function packageOf({ purl, group, name, kind }: Component): string {
  if (purl !== undefined) return purl.replace(/@[^?#@/]*(?=[?#]|$)/, "");
  return `${kind}:${group === undefined ? "" : `${group}/`}${name}`;
}

function label(name: string, version: string): string {
  return version === "" ? name : `${name} ${version}`;
}

function rehashed(name: string, version: string, left: Component, right: Component): Rehashed[] {
  const key = (hash: Component["hashes"][number]) => `${hash.algorithm}\n${hash.file ?? ""}`;
  const [before, after] = [groupBy(left.hashes, key), groupBy(right.hashes, key)];
  return [...before].flatMap(([slot, old]) => {
    const now = after.get(slot) ?? [];
    if (now.length === 0 || old.some(({ hex }) => now.some((one) => one.hex === hex))) return [];
    return [{ package: name, version, algorithm: old[0]!.algorithm, before: old[0]!.hex, after: now[0]!.hex }];
  });
}

/** Edges are told by package, since a new version of either end is not a new need. */
function edgeChanges(before: Inventory, after: Inventory): SbomDiff["edges"] {
  const [old, now] = [edgeSet(before), edgeSet(after)];
  return {
    added: [...now].filter((edge) => !old.has(edge)).sort(compareUtf8),
    removed: [...old].filter((edge) => !now.has(edge)).sort(compareUtf8),
  };
}

function edgeSet({ root, components, edges }: Inventory): Set<string> {
  const names = new Map(components.map((component) => [component.ref, packageOf(component)]));
  names.set(root.ref, "(subject)");
  return new Set(edges.map(({ from, to }) => `${names.get(from)} -> ${names.get(to)}`));
}

function rootLevel({ root, completeness }: Inventory): string {
  return completeness.find(({ refs }) => refs.includes(root.ref))?.level ?? "undeclared";
}
