import { readSourceToml, readTomlPackages } from "../../../../kernel/documents/source-toml.ts";
import {
  asObject,
  hintAt,
  listAt,
  objectAt,
  requiredTextAt,
  textAt,
} from "../../../../kernel/documents/source-tree.ts";
import { groupBy } from "../../../../kernel/group-by.ts";
import type { JsonObject, JsonValue } from "../../../../kernel/json.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Hash, Scope } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { registryProperty } from "../../model/registry-property.ts";
import { commitOf, safeOrigin } from "../../model/safe-origin.ts";
import { gateVersion } from "../gate-version.ts";
import { archiveHashes, fileOf, PYPI, pypiName } from "./pypi.ts";

/**
 * uv's lockfile (https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile):
 *
 *     [[package]]
 *     name = "rich"
 *     version = "14.0.0"
 *     source = { registry = "https://…" }
 *     dependencies = [{ name = "pygments" }, { name = "x", version = "1.0", marker = "…" }]
 *     sdist = { url = "https://…", hash = "sha256:…" }
 *     wheels = [{ url = "https://…", hash = "sha256:…" }]
 *
 * A dependency names its version if several are locked. The project itself is a package with an editable source.
 */
export const uvLock: DocumentFormat = {
  id: "uv-lock",
  notation: "toml",
  companions: [],
  recognises: (path) => /(?:^|\/)uv\.lock$/.test(path),
  read: readUvLock,
};

interface Locked {
  readonly name: string;
  readonly version: string | undefined;
  readonly ref: string;
  readonly entry: JsonObject;
}

function readUvLock(document: SourceDocument): Part {
  const part = new PartBuilder("uv-lock", document);
  const lock = readSourceToml(document.bytes);
  gateVersion(part, lock["version"], [1]);
  const packages = readTomlPackages(listAt(lock, "package"), (entry) => addPackage(part, entry));
  const byName = groupBy(packages, ({ name }) => name);
  for (const locked of packages) {
    const { entry, ref } = locked;
    addEdges(part, locked, listAt(entry, "dependencies"), "runtime", byName);
    for (const extra of Object.values(objectAt(entry, "optional-dependencies"))) {
      addEdges(part, locked, extra as readonly JsonValue[], "optional", byName);
    }
    const groups = { ...objectAt(entry, "dev-dependencies"), ...objectAt(entry, "dependency-groups") };
    for (const group of Object.values(groups)) addEdges(part, locked, group as readonly JsonValue[], "dev", byName);
    if (isLocal(objectAt(entry, "source"))) part.top(ref);
  }
  part.spreadScopes();
  part.declare("complete", "the lockfile lists every dependency");
  return part.build();
}

function isLocal(source: JsonObject): boolean {
  return ["editable", "virtual", "directory"].some((key) => Object.hasOwn(source, key));
}

function addPackage(part: PartBuilder, entry: JsonObject): Locked {
  const name = pypiName(requiredTextAt(entry, "name"));
  const version = textAt(entry, "version");
  const source = objectAt(entry, "source");
  if (isLocal(source)) {
    return { name, version, entry, ref: part.firstParty(name, { kind: "application", name, version }) };
  }
  if (version === undefined) part.remark(`${printable(name)} has no version`);
  const git = hintAt(source, "git");
  const origin = safeOrigin(git === undefined ? hintAt(source, "url") : `git+${git}`);
  const properties = registryProperty(hintAt(source, "registry"), PYPI);
  const found = { hashes: hashesOf(entry), origin, commit: commitOf(git), properties };
  const ref = part.package({ type: "pypi", name, version, found, ofRepository: git !== undefined });
  return { name, version, entry, ref };
}

function hashesOf(entry: JsonObject): Hash[] {
  const sdist = Object.hasOwn(entry, "sdist") ? [objectAt(entry, "sdist")] : [];
  const archives = [...sdist, ...listAt(entry, "wheels").map((wheel) => asObject(wheel, "wheel"))];
  return archiveHashes(
    archives.map((archive) => {
      const place = hintAt(archive, "filename") ?? hintAt(archive, "url") ?? hintAt(archive, "path");
      return { file: fileOf(place), hash: hintAt(archive, "hash") };
    }),
  );
}

function addEdges(
  part: PartBuilder,
  from: Locked,
  wanted: readonly JsonValue[],
  scope: Scope,
  byName: ReadonlyMap<string, readonly Locked[]>,
): void {
  for (const item of Array.isArray(wanted) ? wanted : []) {
    const entry = asObject(item, "dependency");
    const name = pypiName(requiredTextAt(entry, "name"));
    const version = textAt(entry, "version");
    const targets = part.among(byName.get(name)).filter((one) => version === undefined || one.version === version);
    for (const target of targets) part.edge(from.ref, target.ref, scope);
    if (targets.length === 0)
      part.lacks(from.ref, `${printable(from.name)} needs ${printable(name)}, which the lockfile does not hold`);
  }
}
