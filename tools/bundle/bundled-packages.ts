import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const PACKAGE_OF_MODULE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/** A package of which some module is in a program. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression of its package.json. */
  readonly license: string | undefined;
  readonly folder: string;
}

/** What `generateBundle` is given of one file. */
type Output = { readonly type: "asset" } | { readonly type: "chunk"; readonly moduleIds: readonly string[] };

/** Every package whose code the bundler took, from its own graph; in bytewise order of name and version. */
export function bundledPackages(bundle: Readonly<Record<string, Output>>): BundledPackage[] {
  const modules = Object.values(bundle).flatMap((output) => (output.type === "chunk" ? output.moduleIds : []));
  const folders = new Set(modules.flatMap((id) => PACKAGE_OF_MODULE.exec(id)?.[1] ?? []));
  const packages = [...folders].filter((folder) => existsSync(join(folder, "package.json"))).map(packageIn);
  const byKey = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function packageIn(folder: string): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return { name, version, license, folder };
}
