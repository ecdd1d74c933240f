import { readSourceJson } from "../../../../kernel/documents/source-json.ts";
import { asObject, flagAt, hintAt, objectAt, textAt } from "../../../../kernel/documents/source-tree.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import { declaredLicenses } from "../../model/declared-licenses.ts";
import { parseIntegrity } from "../../model/integrity.ts";
import type { Component, Scope } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { formatPurl } from "../../model/purl.ts";
import { localProperty } from "../../model/registry-property.ts";
import { gitCommit, safeOrigin, wholeAddress } from "../../model/safe-origin.ts";
import { STEPS } from "../../model/work-budget.ts";
import { gateVersion } from "../gate-version.ts";
import { wantedBy } from "./npm-manifest.ts";
import { npmName } from "./npm-name.ts";
import { readNpmLockV1 } from "./npm-package-lock-v1.ts";

/**
 * npm's `package-lock.json` and `npm-shrinkwrap.json`, lockfile versions 2 and 3: a map of install locations
 * (https://docs.npmjs.com/cli/configuring-npm/package-lock-json). Version 1 is handed on.
 *
 *     "packages": { "": {…}, "node_modules/a": { "version": "1.0.0", "integrity": "sha512-…", "dependencies": {…} } }
 */
export const npmPackageLock: DocumentFormat = {
  id: "npm-package-lock",
  companions: ["package.json"],
  recognises: (path) => /(?:^|\/)(?:package-lock|npm-shrinkwrap|\.package-lock)\.json$/.test(path),
  read(document) {
    const lock = readSourceJson(document.bytes);
    return Object.hasOwn(lock, "packages") ? readPackages(document, lock) : readNpmLockV1(document, lock);
  },
};

/** A location and what lies there; `ref` is undefined for a link, which stands for its target. */
interface Place {
  readonly entry: JsonObject;
  readonly ref: string;
}

function readPackages(document: SourceDocument, lock: JsonObject): Part {
  const part = new PartBuilder("npm-package-lock", document);
  gateVersion(part, lock["lockfileVersion"], [2, 3]);
  const entries = objectAt(lock, "packages");
  const places = new Map<string, Place>();
  const linked = linkedNames(entries);
  for (const [location, value] of Object.entries(entries)) {
    const entry = asObject(value, location);
    if (flagAt(entry, "link")) continue;
    places.set(location, {
      entry,
      ref: addPackage(part, location, entry, linked.get(location) ?? nameBelow(location, lock)),
    });
  }
  const resolve = (from: string, name: string) => resolvePlace(from, name, { entries, places, part });
  for (const [location, place] of places) addEdges(part, location, place, resolve);
  if (!places.has("") && places.size > 0) part.remark("the project itself is not described");
  for (const [location, place] of places) if (!isInstalled(location)) part.top(place.ref);
  part.declare("complete", "the lockfile lists every dependency");
  return part.build();
}

/** The names under which `node_modules` links to folders of the project. */
function linkedNames(entries: JsonObject): Map<string, string> {
  const names = Object.entries(entries).flatMap(([location, value]): [string, string][] => {
    const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(location)?.[1];
    const entry = asObject(value, location);
    const target = hintAt(entry, "resolved");
    return name !== undefined && target !== undefined && flagAt(entry, "link") ? [[target, name]] : [];
  });
  return new Map(names);
}

/** npm leaves the name out of an entry if it is the last part of the folder. */
function nameBelow(location: string, lock: JsonObject): string {
  if (location === "") return textAt(lock, "name") ?? "";
  const installed = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(location)?.[1];
  return installed ?? location.slice(location.lastIndexOf("/") + 1);
}

function addPackage(part: PartBuilder, location: string, entry: JsonObject, unsaid: string): string {
  const version = textAt(entry, "version");
  const resolved = wholeAddress(hintAt(entry, "resolved"));
  const found: Partial<Component> = {
    licenses: declaredLicenses(entry["license"] ?? entry["licenses"]),
    scope: scopeOf(entry),
    origin: safeOrigin(resolved),
    commit: gitCommit(resolved),
    hashes: parseIntegrity(hintAt(entry, "integrity")),
    properties: localProperty(resolved),
  };
  const name = textAt(entry, "name") || unsaid;
  const npm = npmName(name === "" ? "unnamed" : name);
  if (isInstalled(location)) {
    if (version === undefined) part.remark(`${printable(location)} has no version`);
    return part.package({ ...npm, version, found, ofRepository: found.commit !== undefined });
  }
  const purl = version === undefined || name === "" ? {} : { purl: formatPurl({ ...npm, version }) };
  const kind = location === "" ? "application" : "library";
  return part.firstParty(location || ".", { kind, group: npm.namespace, name: npm.name, version, ...found, ...purl });
}

/** True for what a package manager put there, false for the project and its workspaces. */
function isInstalled(location: string): boolean {
  return /(?:^|\/)node_modules\//.test(location);
}

/** A flag says that the package is needed in that way only. */
function scopeOf(entry: JsonObject): Scope {
  if (flagAt(entry, "dev")) return "dev";
  if (flagAt(entry, "optional") || flagAt(entry, "devOptional")) return "optional";
  return flagAt(entry, "peer") ? "peer" : "runtime";
}

type Resolve = (from: string, name: string) => string | undefined;

function addEdges(part: PartBuilder, location: string, { entry, ref }: Place, resolve: Resolve): void {
  const peersMeta = objectAt(entry, "peerDependenciesMeta");
  const isOptionalPeer = (name: string) =>
    Object.hasOwn(peersMeta, name) && flagAt(asObject(peersMeta[name], name), "optional");
  const isOptional = (name: string) =>
    isOptionalPeer(name) || Object.hasOwn(objectAt(entry, "optionalDependencies"), name);
  for (const { name, scope } of wantedBy(entry)) {
    if (scope === "dev" && isInstalled(location)) continue;
    const target = resolve(location, name);
    if (target !== undefined) part.edge(ref, target, scope);
    else if (!isOptional(name)) {
      part.lacks(ref, `${printable(location || ".")} needs ${printable(name)}, which the lockfile does not hold`);
    }
  }
}

/** Node's own rule: the nearest `node_modules` on the way up; a link leads to the place that it names. */
function resolvePlace(
  from: string,
  name: string,
  lock: { entries: JsonObject; places: Map<string, Place>; part: PartBuilder },
): string | undefined {
  for (let folder: string | undefined = from; folder !== undefined; folder = parentOf(folder)) {
    const location = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    lock.part.spend(STEPS.glance + location.length);
    const place = lock.places.get(location);
    if (place !== undefined) return place.ref;
    if (!Object.hasOwn(lock.entries, location)) continue;
    return lock.places.get(textAt(asObject(lock.entries[location], location), "resolved") ?? "")?.ref;
  }
  return undefined;
}

function parentOf(folder: string): string | undefined {
  if (folder === "") return undefined;
  const up = folder.slice(0, Math.max(0, folder.lastIndexOf("/")));
  return up.endsWith("node_modules") ? up.slice(0, -"/node_modules".length) || "" : up;
}
