import { readSourceToml } from "../../../../kernel/documents/source-toml.ts";
import { flagAt, hintAt, listAt, objectAt, requiredTextAt, textAt } from "../../../../kernel/documents/source-tree.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { isJsonObject } from "../../../../kernel/json-object.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Component, Property, Scope } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { localProperty, registryProperty } from "../../model/registry-property.ts";
import { commitOf, safeOrigin } from "../../model/safe-origin.ts";
import { gateVersion } from "../gate-version.ts";
import { PYPI, pypiName } from "./pypi.ts";
import { addPythonProject, lockedHashes, lockedPackages, projectBeside } from "./python-project.ts";

/**
 * Poetry's lockfile, versions 1 and 2 (https://python-poetry.org/docs/basic-usage/#installing-dependencies):
 *
 *     [[package]]
 *     name = "anyio"
 *     version = "4.13.0"
 *     optional = false
 *     groups = ["main"]
 *     files = [{ file = "anyio-4.13.0.tar.gz", hash = "sha256:…" }]
 *     [package.dependencies]
 *     idna = ">=2.8"
 *
 * Version 1 keeps the files in `[metadata.files]` and writes `category` for `groups`.
 */
export const poetryLock: DocumentFormat = {
  id: "poetry-lock",
  notation: "toml",
  companions: ["pyproject.toml"],
  recognises: (path) => /(?:^|\/)poetry\.lock$/.test(path),
  read: readPoetryLock,
};

function readPoetryLock(document: SourceDocument): Part {
  const part = new PartBuilder("poetry-lock", document);
  const lock = readSourceToml(document.bytes);
  gateVersion(part, hintAt(objectAt(lock, "metadata"), "lock-version"), [/^[12]\.\d+$/]);
  const { packages, refs } = lockedPackages(lock, (name, entry, files) => addPackage(part, name, entry, files));
  const needed = new Set<string>();
  for (const { entry, ref } of packages) {
    const wanted = objectAt(entry, "dependencies");
    for (const name of Object.keys(wanted)) {
      // An optional package that is not locked was not requested.
      for (const target of part.among(refs.get(pypiName(name)))) {
        part.edge(ref, target, isOptional(wanted[name]) ? "optional" : "runtime");
        needed.add(target);
      }
    }
  }
  addPythonProject(part, projectBeside(document), refs, needed);
  part.declare("complete", "the lockfile lists every dependency");
  return part.build();
}

function isOptional(constraint: unknown): boolean {
  const rows = Array.isArray(constraint) ? constraint : [constraint];
  return rows.every((row) => isJsonObject(row) && flagAt(row, "optional"));
}

function addPackage(part: PartBuilder, name: string, entry: JsonObject, files: JsonObject): string {
  const version = requiredTextAt(entry, "version");
  const source = objectAt(entry, "source");
  const found: Partial<Component> = {
    scope: scopeOf(entry),
    origin: originOf(source),
    commit: commitOf(hintAt(source, "resolved_reference")),
    properties: propertiesOf(source),
  };
  if (textAt(source, "type") === "directory") return part.firstParty(name, { name, version, ...found });
  const hashes = lockedHashes(entry, listAt(files, requiredTextAt(entry, "name")));
  const ofRepository = textAt(source, "type") === "git";
  return part.package({ type: "pypi", name, version, found: { ...found, hashes }, ofRepository });
}

/** Of another index, or of an archive that lies in the project. */
function propertiesOf(source: JsonObject): Property[] {
  const url = hintAt(source, "url");
  const type = hintAt(source, "type");
  return type === "legacy" ? registryProperty(url, PYPI) : type === "file" ? localProperty(`file:${url}`) : [];
}

/** An index has an address too, which is of no one package. */
function originOf(source: JsonObject): string | undefined {
  const type = textAt(source, "type");
  if (type === "git") return safeOrigin(`git+${hintAt(source, "url") ?? ""}`);
  return type === "url" ? safeOrigin(hintAt(source, "url")) : undefined;
}

function scopeOf(entry: JsonObject): Scope {
  if (flagAt(entry, "optional")) return "optional";
  const groups = listAt(entry, "groups");
  const main = groups.length === 0 ? textAt(entry, "category") !== "dev" : groups.includes("main");
  return main ? "runtime" : "dev";
}
