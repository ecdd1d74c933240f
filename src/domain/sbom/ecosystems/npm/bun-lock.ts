import { readSourceJson } from "../../../../kernel/documents/source-json.ts";
import { sourceText } from "../../../../kernel/documents/source-text.ts";
import { asObject, asText, listAt, objectAt, textAt } from "../../../../kernel/documents/source-tree.ts";
import { Fault } from "../../../../kernel/fault.ts";
import type { JsonObject, JsonValue } from "../../../../kernel/json.ts";
import { isJsonObject } from "../../../../kernel/json-object.ts";
import { printable } from "../../../../kernel/printable.ts";
import { encodeUtf8 } from "../../../../kernel/utf8.ts";
import type { DocumentFormat } from "../../model/catalogue.ts";
import { parseIntegrity } from "../../model/integrity.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { localProperty } from "../../model/registry-property.ts";
import { gitCommit, safeOrigin, wholeAddress } from "../../model/safe-origin.ts";
import { STEPS } from "../../model/work-budget.ts";
import { gateVersion } from "../gate-version.ts";
import { wantedBy } from "./npm-manifest.ts";
import { npmName } from "./npm-name.ts";

/**
 * bun's text lockfile (https://bun.com/docs/pm/lockfile), JSON with trailing commas:
 *
 *     "workspaces": { "": { "name": "app", "dependencies": { "a": "^1.0.0" } } },
 *     "packages": {
 *       "a": ["a@1.2.3", "", { "dependencies": { "b": "^2.0.0" } }, "sha512-…"],
 *       "a/b": ["b@2.0.1", "", {}, "sha512-…"],
 *     }
 *
 * A key is the path of names that leads to a package: the nearest on the way up is the one a package gets.
 */
export const bunLock: DocumentFormat = {
  id: "bun-lock",
  companions: [],
  recognises: (path) => /(?:^|\/)bun\.lock$/.test(path),
  read(document) {
    const lock = readSourceJson(encodeUtf8(withoutTrailingCommas(sourceText(document.bytes))));
    return readBunLock(new PartBuilder("bun-lock", document), lock);
  },
};

interface Found {
  readonly ref: string;
  readonly entry: JsonObject;
}

function readBunLock(part: PartBuilder, lock: JsonObject): Part {
  gateVersion(part, lock["lockfileVersion"], [0, 1]);
  const workspaces = objectAt(lock, "workspaces");
  const projects = new Map(
    Object.keys(workspaces).map((path) => [path, addProject(part, path, objectAt(workspaces, path))]),
  );
  const packages = new Map<string, Found>();
  for (const key of Object.keys(objectAt(lock, "packages"))) {
    packages.set(key, addPackage(part, key, listAt(objectAt(lock, "packages"), key), projects));
  }
  for (const [key, { ref, entry }] of packages) addEdges(part, ref, entry, (name) => find(part, packages, key, name));
  for (const [path, ref] of projects) {
    const entry = objectAt(workspaces, path);
    part.top(ref);
    addEdges(part, ref, entry, (name) => find(part, packages, textAt(entry, "name") ?? "", name));
  }
  part.spreadScopes();
  part.declare("complete", "the lockfile lists every dependency");
  return part.build();
}

function addProject(part: PartBuilder, path: string, entry: JsonObject): string {
  const { namespace: group, name } = npmName(textAt(entry, "name") || path || "project");
  return part.firstParty(`workspace:${path}`, { kind: "application", group, name, version: textAt(entry, "version") });
}

/** The first item names package and version or address, an object in the list what it needs, a last text its integrity. */
function addPackage(
  part: PartBuilder,
  key: string,
  items: readonly JsonValue[],
  projects: ReadonlyMap<string, string>,
): Found {
  const [, name, reference] = /^((?:@[^/@]+\/)?[^@]+)@(.*)$/s.exec(asText(items[0], key)) ?? [];
  if (name === undefined || reference === undefined)
    throw new Fault("sbom-source-malformed", `${printable(key)} has no version`);
  const entry = items.find((item) => isJsonObject(item)) ?? {};
  const npm = npmName(name);
  const [, local, folder = ""] = /^(workspace|link|file|root):(.*)$/s.exec(reference) ?? [];
  if (local !== undefined && !/\.(?:tgz|tar\.gz)$/.test(folder)) {
    const project = projects.get(folder) ?? part.firstParty(key, { group: npm.namespace, name: npm.name });
    return { ref: project, entry: asObject(entry, key) };
  }
  const address = /^(?:[a-z+]+:|[./])/i.test(reference);
  const place = wholeAddress(reference) ?? "";
  const last = items.at(-1);
  const ref = part.package({
    ...npm,
    version: address ? undefined : reference,
    found: {
      hashes: parseIntegrity(typeof last === "string" && items.length > 1 ? last : undefined),
      commit: gitCommit(place),
      // What is not of the usual registry has its address in the second place.
      origin: safeOrigin(address ? place : typeof items[1] === "string" ? items[1] : undefined),
      properties: localProperty(place),
    },
    ofRepository: /^git[+:@]/.test(place) && (place.split("#")[1] ?? true),
  });
  if (address) part.remark(`${printable(key)} comes from an address and has no version in the lockfile`);
  return { ref, entry: asObject(entry, key) };
}

function addEdges(
  part: PartBuilder,
  from: string,
  entry: JsonObject,
  resolve: (name: string) => string | undefined,
): void {
  const free = new Set([...listAt(entry, "optionalPeers"), ...Object.keys(objectAt(entry, "optionalDependencies"))]);
  for (const { name, scope } of wantedBy(entry)) {
    const target = resolve(name);
    if (target !== undefined) part.edge(from, target, scope);
    else if (!free.has(name)) part.lacks(from, `${printable(name)} is needed, and the lockfile does not hold it`);
  }
}

function find(part: PartBuilder, packages: ReadonlyMap<string, Found>, from: string, name: string): string | undefined {
  for (let path: string | undefined = from; path !== undefined; path = parentOf(path)) {
    part.spend(STEPS.glance + path.length);
    const found = packages.get(path === "" ? name : `${path}/${name}`);
    if (found !== undefined) return found.ref;
  }
  return undefined;
}

/** `a/@s/b` lies in `a`, `@s/b` and `b` at the top. */
function parentOf(path: string): string | undefined {
  if (path === "") return undefined;
  const above = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  const scope = above.slice(above.lastIndexOf("/") + 1);
  return scope.startsWith("@") ? above.slice(0, Math.max(0, above.length - scope.length - 1)) : above;
}

/** Commas before a closing bracket go; what is in quotes stays. Comments are refused by the JSON reader. */
function withoutTrailingCommas(text: string): string {
  const kept: string[] = [];
  let from = 0;
  let comma = -1;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '"') at = endOfText(text, at);
    if (character === ",") comma = at;
    else if (comma >= 0 && /[}\]]/.test(character)) {
      kept.push(text.slice(from, comma));
      from = comma + 1;
      comma = -1;
    } else if (!/\s/.test(character)) comma = -1;
  }
  return kept.join("") + text.slice(from);
}

/** The place of the quotation mark that ends a text; the last character if none does. */
function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
  }
  return text.length - 1;
}
