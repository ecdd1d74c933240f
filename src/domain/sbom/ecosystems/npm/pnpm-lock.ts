import { asObject, hintAt, objectAt, textAt } from "../../../../kernel/documents/source-tree.ts";
import { readSourceYaml } from "../../../../kernel/documents/source-yaml.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import { parseIntegrity } from "../../model/integrity.ts";
import type { Scope } from "../../model/inventory.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { localProperty, registryProperty } from "../../model/registry-property.ts";
import { commitOf, gitCommit, safeOrigin, wholeAddress } from "../../model/safe-origin.ts";
import { gateVersion } from "../gate-version.ts";
import { npmName } from "./npm-name.ts";

/**
 * pnpm's lockfile, versions 5 to 9 (https://github.com/pnpm/spec/blob/master/lockfile/9.0.md):
 *
 *     importers:
 *       .: { dependencies: { a: { specifier: ^1.0.0, version: 1.2.3(b@2.0.0) } } }
 *     packages:
 *       a@1.2.3: { resolution: { integrity: sha512-… } }
 *     snapshots:
 *       a@1.2.3(b@2.0.0): { dependencies: { b: 2.0.0 } }
 *
 * Before version 9 there are no snapshots, keys begin with `/`, and version 5 writes `/a/1.2.3_b@2.0.0`.
 */
export const pnpmLock: DocumentFormat = {
  id: "pnpm-lock",
  notation: "yaml",
  companions: [],
  recognises: (path) => /(?:^|\/)pnpm-lock\.yaml$/.test(path),
  read(document) {
    const part = new PartBuilder("pnpm-lock", document);
    // Version 11 puts the package manager's own dependencies into a document in front.
    for (const lock of readSourceYaml(document.bytes)) readLock(part, lock, document);
    part.spreadScopes();
    part.declare("complete", "the lockfile lists every dependency");
    return part.build();
  },
};

/** Refs by key of `snapshots`, or of `packages` before version 9. */
type Refs = ReadonlyMap<string, string>;

function readLock(part: PartBuilder, lock: JsonObject, document: SourceDocument): void {
  gateVersion(part, lock["lockfileVersion"], [/^[56](?:\.\d+)?$/, /^[789](?:\.0)?$/]);
  const packages = objectAt(lock, "packages");
  const snapshots = Object.hasOwn(lock, "snapshots") ? objectAt(lock, "snapshots") : packages;
  const refs = new Map<string, string>();
  for (const key of new Set([...Object.keys(snapshots), ...Object.keys(packages)])) {
    const bare = withoutPeers(key);
    const described = Object.hasOwn(packages, key) ? packages[key] : packages[bare];
    refs.set(key, addPackage(part, key, asObject(described ?? snapshots[key] ?? {}, key)));
  }
  for (const key of Object.keys(snapshots)) {
    const entry = asObject(snapshots[key] === "" ? {} : snapshots[key], key);
    addEdges(part, refs.get(key) ?? "", entry, refs);
  }
  const importers = Object.hasOwn(lock, "importers") ? objectAt(lock, "importers") : { ".": lock };
  const projects = new Map(Object.keys(importers).map((path) => [path, addProject(part, path)]));
  for (const [path, ref] of projects) {
    part.top(ref);
    addEdges(part, ref, asObject(importers[path] === "" ? {} : importers[path], path), refs, linkTo(projects, path));
  }
  if (refs.size === 0 && projects.size === 0) part.remark(`${printable(document.path)} holds no package`);
}

/** A package from a folder of the repository is the project's own. */
function addPackage(part: PartBuilder, key: string, entry: JsonObject): string {
  const resolution = objectAt(entry, "resolution");
  const parsed = parseKey(key);
  const name = npmName(textAt(entry, "name") ?? parsed.name);
  const local = textAt(resolution, "type") === "directory" || /^(?:file|link):/.test(parsed.version);
  if (local && !/\.(?:tgz|tar\.gz)$/.test(parsed.version)) {
    return part.firstParty(withoutPeers(key), { group: name.namespace, name: name.name });
  }
  const [, registry, versionThere] = REGISTRY_AND_VERSION.exec(parsed.version) ?? [];
  const address = registry === undefined && /^(?:[a-z+]+:|[\w.-]+\.[a-z]+\/)/i.test(parsed.version);
  const said = textAt(entry, "version") ?? versionThere ?? (address ? undefined : parsed.version);
  if (said === undefined) part.remark(`${printable(key)} has no version`);
  // What runs JavaScript is of no registry, where others have its name.
  if (registry === "runtime") return part.add({ ...name, group: undefined, kind: "application", version: said });
  const repository = hintAt(resolution, "repo");
  const origin = wholeAddress(hintAt(resolution, "tarball") ?? repository ?? (address ? parsed.version : undefined));
  return part.package({
    ...name,
    version: said,
    found: {
      hashes: parseIntegrity(hintAt(resolution, "integrity")),
      origin: safeOrigin(origin),
      commit: commitOf(hintAt(resolution, "commit") ?? origin),
      properties:
        registry === undefined
          ? [...registryProperty(hintAt(resolution, "registry"), NPM), ...localProperty(origin)]
          : [{ name: "release-capsule:pnpm:registry", value: registry }],
    },
    ofRepository: repository !== undefined || gitCommit(origin) !== undefined,
  });
}

/** The registry that a package URL of this type means. */
const NPM: readonly RegExp[] = [/^https:\/\/registry\.(?:npmjs\.org|yarnpkg\.com)\/?$/];
/** `work:1.0.0`, of a registry that the project calls so, and `runtime:22.0.0`. */
const REGISTRY_AND_VERSION = /^([\w-]+):(\d.*)$/;

function addProject(part: PartBuilder, path: string): string {
  return part.firstParty(`importer:${path}`, { kind: "application", name: path === "." ? "project" : path });
}

const GROUPS: readonly (readonly [string, Scope])[] = [
  ["dependencies", "runtime"],
  ["optionalDependencies", "optional"],
  ["devDependencies", "dev"],
  ["configDependencies", "dev"],
  ["packageManagerDependencies", "dev"],
];

type Link = (folder: string) => string | undefined;

function addEdges(part: PartBuilder, from: string, entry: JsonObject, refs: Refs, link?: Link): void {
  for (const [group, scope] of GROUPS) {
    const wanted = objectAt(entry, group);
    for (const name of Object.keys(wanted)) {
      const value = wanted[name];
      const version = typeof value === "string" ? value : (textAt(asObject(value, name), "version") ?? "");
      const target = version.startsWith("link:") ? link?.(version.slice("link:".length)) : find(refs, name, version);
      if (target !== undefined) part.edge(from, target, scope);
      else if (!version.startsWith("link:")) {
        part.lacks(from, `${printable(`${name}@${version}`)} is needed, and the lockfile does not hold it`);
      }
    }
  }
}

/** A version, or for an alias the whole key; the spelling of keys tells the versions of the format apart. */
function find(refs: Refs, name: string, version: string): string | undefined {
  const keys = [`${name}@${version}`, version, `/${name}@${version}`, `/${name}/${version}`];
  for (const key of keys) {
    const ref = refs.get(key);
    if (ref !== undefined) return ref;
  }
  return undefined;
}

function linkTo(projects: ReadonlyMap<string, string>, from: string): Link {
  return (folder) => {
    const steps = from === "." ? [] : from.split("/");
    for (const step of folder.split("/")) {
      if (step === "..") steps.pop();
      else if (step !== ".") steps.push(step);
    }
    return projects.get(steps.join("/") || ".");
  };
}

function parseKey(key: string): { name: string; version: string } {
  const bare = withoutPeers(key);
  // Before the name, and before its slash, may stand the host of another registry.
  const [, slashed, old] = /^[^/@]*\/((?:@[^/@]+\/)?[^/@]+)\/([^/]+)$/.exec(bare) ?? [];
  if (slashed !== undefined && old !== undefined) return { name: slashed, version: old.split("_", 1)[0] as string };
  const [, name, version] = /^(?:[^/@]*\/)?((?:@[^/@]+\/)?[^@]+)@(.+)$/s.exec(bare) ?? [];
  if (name === undefined || version === undefined || /^file:/.test(bare)) return { name: bare, version: bare };
  return { name, version };
}

/** Peers stand in parentheses, balanced, at the very end; a folder or address may hold parentheses of its own before. */
function withoutPeers(key: string): string {
  let depth = 0;
  for (let at = key.length - 1; at > 0; at--) {
    if (key[at] === ")") depth++;
    else if (key[at] === "(") depth--;
    if (depth === 0 && key[at - 1] !== ")") return key[at] === "(" ? key.slice(0, at) : key;
  }
  return key;
}
