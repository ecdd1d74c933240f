import { readSourceJson } from "../../../../kernel/documents/source-json.ts";
import {
  asObject,
  hintAt,
  listAt,
  objectAt,
  requiredTextAt,
  textAt,
} from "../../../../kernel/documents/source-tree.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import { declaredLicenses } from "../../model/declared-licenses.ts";
import { parseHexHash } from "../../model/integrity.ts";
import type { Scope } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { commitOf, safeOrigin } from "../../model/safe-origin.ts";
import { gateVersion } from "../gate-version.ts";

/**
 * Composer's lockfile (https://getcomposer.org/doc/01-basic-usage.md):
 *
 *     "packages": [{ "name": "psr/log", "version": "1.1.4", "require": { "php": ">=5.3" }, "license": ["MIT"],
 *                    "dist": { "url": "https://…", "shasum": "" }, "source": { "url": "https://…", "reference": "<commit>" } }],
 *     "packages-dev": […]
 *
 * Names without a slash are the platform (`php`, `ext-json`) and no packages.
 */
export const composerLock: DocumentFormat = {
  id: "composer-lock",
  companions: ["composer.json"],
  recognises: (path) => /(?:^|\/)composer\.lock$/.test(path),
  read: readComposerLock,
};

function readComposerLock(document: SourceDocument): Part {
  const part = new PartBuilder("composer-lock", document);
  const lock = readSourceJson(document.bytes);
  gateVersion(part, lock["plugin-api-version"], [/^[12](?:\.\d+)*$/]);
  const groups: readonly [string, Scope][] = [
    ["packages", "runtime"],
    ["packages-dev", "dev"],
  ];
  const packages = groups.flatMap(([key, scope]) =>
    listAt(lock, key).map((value) => {
      const entry = asObject(value, key);
      return { entry, scope, ref: addPackage(part, entry, scope) };
    }),
  );
  const refs = new Map<string, string>();
  for (const { entry, ref } of packages) {
    // What a package replaces or provides, it stands for.
    for (const name of [...Object.keys(objectAt(entry, "replace")), ...Object.keys(objectAt(entry, "provide"))])
      refs.set(name.toLowerCase(), ref);
  }
  for (const { entry, ref } of packages) refs.set(requiredTextAt(entry, "name").toLowerCase(), ref);
  const needed = new Set<string>();
  for (const { entry, ref } of packages) {
    for (const target of targets(entry, "require", refs)) {
      part.edge(ref, target);
      needed.add(target);
    }
    for (const name of Object.keys(objectAt(entry, "require"))) {
      if (!name.includes("/") || refs.has(name.toLowerCase())) continue;
      part.lacks(ref, `${printable(name)} is needed, and the lockfile does not hold it`);
    }
  }
  addProject(
    part,
    document,
    refs,
    packages.filter(({ ref }) => !needed.has(ref)),
  );
  part.declare("complete", "the lockfile lists every dependency");
  return part.build();
}

function addPackage(part: PartBuilder, entry: JsonObject, scope: Scope): string {
  const [namespace, name = ""] = requiredTextAt(entry, "name").split(/\/(.*)/s);
  const version = requiredTextAt(entry, "version");
  const dist = objectAt(entry, "dist");
  const source = objectAt(entry, "source");
  const sha1 = parseHexHash(hintAt(dist, "shasum"));
  const licenses = declaredLicenses(entry["license"]);
  if (name === "") return part.add({ name: namespace ?? "", version, scope });
  // A folder of the project, which Packagist knows nothing of.
  if (hintAt(dist, "type") === "path") {
    return part.firstParty(`${namespace}/${name}`, { group: namespace, name, version, scope, licenses });
  }
  const commit = commitOf(hintAt(source, "reference"));
  return part.package({
    type: "composer",
    namespace,
    name,
    version,
    // A branch is not a version: what was taken is the commit.
    ofRepository: commit !== undefined && /^dev-|-dev$/.test(version),
    found: {
      scope,
      hashes: sha1 === undefined ? [] : [sha1],
      // A list of licences is a choice between them (https://getcomposer.org/doc/04-schema.md#license).
      licenses: licenses.length > 1 ? [`(${licenses.join(" OR ")})`] : licenses,
      origin: safeOrigin(hintAt(source, "url") ?? hintAt(dist, "url")),
      commit,
    },
  });
}

function targets(entry: JsonObject, key: string, refs: ReadonlyMap<string, string>): string[] {
  return Object.keys(objectAt(entry, key)).flatMap((name) => refs.get(name.toLowerCase()) ?? []);
}

type Unneeded = readonly { readonly ref: string; readonly scope: Scope }[];

function addProject(
  part: PartBuilder,
  document: SourceDocument,
  refs: ReadonlyMap<string, string>,
  unneeded: Unneeded,
): void {
  const bytes = document.beside("composer.json");
  const manifest = bytes === undefined ? undefined : readSourceJson(bytes);
  const name = (manifest === undefined ? undefined : textAt(manifest, "name")) ?? "project";
  const root = part.firstParty(".", { kind: "application", name });
  part.top(root);
  if (manifest === undefined) {
    for (const { ref, scope } of unneeded) part.edge(root, ref, scope);
    part.declare("incomplete", "the project's own manifest is not here", [root]);
    return;
  }
  for (const target of targets(manifest, "require", refs)) part.edge(root, target);
  for (const target of targets(manifest, "require-dev", refs)) part.edge(root, target, "dev");
}
