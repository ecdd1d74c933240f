import { readSourceJson } from "../../../../kernel/documents/source-json.ts";
import { asObject, flagAt, hintAt, objectAt, textAt } from "../../../../kernel/documents/source-tree.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { SourceDocument } from "../../model/catalogue.ts";
import { parseIntegrity } from "../../model/integrity.ts";
import type { Scope } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { localProperty } from "../../model/registry-property.ts";
import { gitCommit, safeOrigin, wholeAddress } from "../../model/safe-origin.ts";
import { STEPS } from "../../model/work-budget.ts";
import { gateVersion } from "../gate-version.ts";
import { wantedBy } from "./npm-manifest.ts";
import { npmName } from "./npm-name.ts";

/** One folder of `node_modules` in the tree, with what lies in it and the folder above. */
interface Folder {
  readonly up: Folder | undefined;
  readonly packages: Map<string, { readonly ref: string; readonly entry: JsonObject; readonly inner: Folder }>;
}

/**
 * npm's lockfile version 1: a tree of folders.
 *
 *     "dependencies": { "a": { "version": "1.0.0", "requires": { "b": "^2.0.0" }, "dependencies": {…} } }
 *
 * What the project itself needs stands in `package.json` only; without it, whatever nobody else needs is taken for it.
 */
export function readNpmLockV1(document: SourceDocument, lock: JsonObject): Part {
  const part = new PartBuilder("npm-package-lock", document);
  gateVersion(part, lock["lockfileVersion"], [1]);
  const top = readFolder(part, objectAt(lock, "dependencies"), undefined);
  const needed = new Set<string>();
  addEdges(part, top, needed);
  const root = part.firstParty(".", {
    kind: "application",
    name: textAt(lock, "name") || "unnamed",
    version: textAt(lock, "version"),
  });
  part.top(root);
  const manifest = document.beside("package.json");
  if (manifest === undefined) {
    for (const { ref, entry } of top.packages.values()) if (!needed.has(ref)) part.edge(root, ref, scopeOf(entry));
    part.declare("incomplete", "the project's own manifest is not here", [root]);
  } else addManifest(part, root, readSourceJson(manifest), top);
  part.declare("complete", "the lockfile lists every dependency");
  return part.build();
}

function readFolder(part: PartBuilder, dependencies: JsonObject, up: Folder | undefined): Folder {
  const folder: Folder = { up, packages: new Map() };
  for (const [name, value] of Object.entries(dependencies)) {
    const entry = asObject(value, name);
    const ref = addPackage(part, name, entry);
    folder.packages.set(name, { ref, entry, inner: readFolder(part, objectAt(entry, "dependencies"), folder) });
  }
  return folder;
}

/** The version may be a version, `npm:other@1.0.0`, or the address of a tarball or repository. */
function addPackage(part: PartBuilder, folderName: string, entry: JsonObject): string {
  const said = textAt(entry, "version");
  const alias = /^npm:((?:@[^/]+\/)?[^@]+)@(.+)$/.exec(said ?? "");
  const name = npmName((alias?.[1] ?? folderName) || "unnamed");
  const version = alias?.[2] ?? said;
  const address = version !== undefined && /^[a-z+]+:|\//i.test(version);
  // A folder of the project is its own; an archive in it is a package.
  if (/^(?:file|link):/.test(version ?? "") && !/\.(?:tgz|tar\.gz)$/.test(version ?? "")) {
    return part.firstParty(folderName, { group: name.namespace, name: name.name, scope: scopeOf(entry) });
  }
  if (version === undefined) part.remark(`${printable(folderName)} has no version`);
  const place = wholeAddress(address ? version : hintAt(entry, "resolved"));
  return part.package({
    ...name,
    version: address ? undefined : version,
    found: {
      hashes: parseIntegrity(hintAt(entry, "integrity")),
      scope: scopeOf(entry),
      origin: safeOrigin(place),
      commit: gitCommit(place),
      properties: localProperty(place),
    },
    ofRepository: gitCommit(place) !== undefined,
  });
}

function scopeOf(entry: JsonObject): Scope {
  if (flagAt(entry, "dev")) return "dev";
  return flagAt(entry, "optional") ? "optional" : "runtime";
}

function addEdges(part: PartBuilder, folder: Folder, needed: Set<string>): void {
  for (const [name, { ref, entry, inner }] of folder.packages) {
    const requires = entry["requires"];
    if (typeof requires === "object" && requires !== null) {
      for (const wanted of Object.keys(objectAt(entry, "requires"))) {
        const target = resolve(part, inner, wanted);
        if (target === undefined) {
          part.lacks(ref, `${printable(name)} needs ${printable(wanted)}, which the lockfile does not hold`);
          continue;
        }
        part.edge(ref, target);
        needed.add(target);
      }
    }
    addEdges(part, inner, needed);
  }
}

function resolve(part: PartBuilder, from: Folder, name: string): string | undefined {
  for (let folder: Folder | undefined = from; folder !== undefined; folder = folder.up) {
    part.spend(STEPS.glance);
    const found = folder.packages.get(name);
    if (found !== undefined) return found.ref;
  }
  return undefined;
}

function addManifest(part: PartBuilder, root: string, manifest: JsonObject, top: Folder): void {
  for (const { name, scope } of wantedBy(manifest)) {
    const found = top.packages.get(name);
    if (found !== undefined) part.edge(root, found.ref, scope);
  }
}
