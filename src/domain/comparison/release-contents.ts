import { compareUtf8 } from "../../kernel/bytewise.ts";
import { groupBy } from "../../kernel/group-by.ts";
import type { RootStatement } from "../capsule/root-schema.ts";
import type { ListedPackage } from "../sbom/read/listed-packages.ts";

/** What a release is made of, and what changed since the one before, as a page tells it. */
export interface ReleaseContents {
  /** Undefined if the capsule lists nothing of the release as a whole. */
  readonly packages: readonly ListedPackage[] | undefined;
  /** Undefined if the release before was not there to be compared. */
  readonly changes: ReleaseChanges | undefined;
}

export interface ReleaseChanges {
  /** Version of the release before. */
  readonly since: string;
  /** Names of files, in bytewise order. */
  readonly files: { readonly added: readonly string[]; readonly removed: readonly string[]; readonly same: number };
  /** In bytewise order of the name; undefined if one side lists nothing. */
  readonly packages: readonly PackageChange[] | undefined;
}

export interface PackageChange {
  readonly change: "added" | "removed" | "updated" | "relicensed";
  readonly name: string;
  /** Versions that only one side has, and all licences of that side. */
  readonly before: { readonly versions: readonly string[]; readonly licenses: readonly string[] };
  readonly after: { readonly versions: readonly string[]; readonly licenses: readonly string[] };
}

/** One side of a comparison. */
export interface ReleaseSide {
  readonly root: RootStatement;
  readonly packages: readonly ListedPackage[] | undefined;
}

/** Compares a release with the one before by what both list. */
export function releaseChanges(before: ReleaseSide, after: ReleaseSide): ReleaseChanges {
  const [old, now] = [before, after].map(
    ({ root }) => new Map(root.subject.map(({ name, digest }) => [name, digest.sha256])),
  );
  const names = (side: Map<string, string> | undefined) => [...(side?.keys() ?? [])].sort(compareUtf8);
  return {
    since: before.root.predicate.release.version,
    files: {
      added: names(now).filter((name) => old?.has(name) !== true),
      removed: names(old).filter((name) => now?.has(name) !== true),
      same: names(now).filter((name) => old?.get(name) === now?.get(name)).length,
    },
    packages:
      before.packages === undefined || after.packages === undefined
        ? undefined
        : packageChanges(before.packages, after.packages),
  };
}

function packageChanges(before: readonly ListedPackage[], after: readonly ListedPackage[]): PackageChange[] {
  const [old, now] = [groupBy(before, ({ key }) => key), groupBy(after, ({ key }) => key)];
  const keys = new Set([...old.keys(), ...now.keys()]);
  return [...keys]
    .flatMap((key) => packageChange(old.get(key) ?? [], now.get(key) ?? []))
    .sort((one, other) => compareUtf8(one.name, other.name));
}

function packageChange(old: readonly ListedPackage[], now: readonly ListedPackage[]): PackageChange[] {
  const [before, after] = [sideOf(old, now), sideOf(now, old)];
  const name = (now[0] ?? old[0])?.name ?? "";
  if (old.length === 0) return [{ change: "added", name, before, after }];
  if (now.length === 0) return [{ change: "removed", name, before, after }];
  if (before.versions.length + after.versions.length > 0) return [{ change: "updated", name, before, after }];
  const isSame = before.licenses.join("\n") === after.licenses.join("\n");
  return isSame ? [] : [{ change: "relicensed", name, before, after }];
}

function sideOf(own: readonly ListedPackage[], others: readonly ListedPackage[]): PackageChange["before"] {
  const known = new Set(others.map(({ version }) => version));
  const unique = (texts: readonly string[]) => [...new Set(texts)].sort(compareUtf8);
  return {
    versions: unique(own.map(({ version }) => version).filter((version) => !known.has(version))),
    licenses: unique(own.flatMap(({ licenses }) => licenses)),
  };
}
