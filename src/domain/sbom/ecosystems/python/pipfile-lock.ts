import { readSourceJson } from "../../../../kernel/documents/source-json.ts";
import { readSourceToml } from "../../../../kernel/documents/source-toml.ts";
import { asObject, hintAt, listAt, objectAt, textAt } from "../../../../kernel/documents/source-tree.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { isJsonObject } from "../../../../kernel/json-object.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Scope } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { registryProperty } from "../../model/registry-property.ts";
import { commitOf, safeOrigin } from "../../model/safe-origin.ts";
import { gateVersion } from "../gate-version.ts";
import { archiveHashes, PYPI, pypiName } from "./pypi.ts";

/**
 * Pipenv's lockfile (https://pipenv.pypa.io/en/latest/pipfile.html): every package at one level, without edges.
 *
 *     "default": { "requests": { "version": "==2.32.0", "hashes": ["sha256:…"] } }, "develop": {…}
 */
export const pipfileLock: DocumentFormat = {
  id: "pipfile-lock",
  companions: ["Pipfile"],
  recognises: (path) => /(?:^|\/)Pipfile\.lock$/.test(path),
  read: readPipfileLock,
};

function readPipfileLock(document: SourceDocument): Part {
  const part = new PartBuilder("pipfile-lock", document);
  const lock = readSourceJson(document.bytes);
  gateVersion(part, objectAt(lock, "_meta")["pipfile-spec"], [/^[2-6]$/]);
  const root = part.firstParty(".", { kind: "application", name: "project" });
  part.top(root);
  const pipfile = document.beside("Pipfile");
  const direct = pipfile === undefined ? undefined : directNames(readSourceToml(pipfile));
  const addressOf = indexesOf(lock);
  for (const group of Object.keys(lock).filter((key) => key !== "_meta")) {
    const scope: Scope = group === "default" ? "runtime" : "dev";
    const packages = objectAt(lock, group);
    for (const name of Object.keys(packages)) {
      const ref = addPackage(part, pypiName(name), asObject(packages[name], name), { scope, addressOf });
      if (direct?.has(pypiName(name)) !== false) part.edge(root, ref, scope);
    }
  }
  if (direct === undefined)
    part.declare("incomplete", "the lockfile does not say what the project itself asks for", [root]);
  else part.declare("complete", "the manifest lists what the project itself needs", [root]);
  part.declare("unknown", "the lockfile does not say which package needs which");
  return part.build();
}

function directNames(pipfile: JsonObject): Set<string> {
  const groups = Object.keys(pipfile).filter((key) => !["source", "requires", "scripts", "pipenv"].includes(key));
  return new Set(groups.flatMap((group) => Object.keys(objectAt(pipfile, group)).map(pypiName)));
}

type AddressOf = (index: string | undefined) => string | undefined;

/** The address of an index by its name; a package that names none is of the first. */
function indexesOf(lock: JsonObject): AddressOf {
  const sources = listAt(objectAt(lock, "_meta"), "sources").filter((source) => isJsonObject(source));
  const addresses = new Map(sources.map((source) => [hintAt(source, "name"), hintAt(source, "url")]));
  const [first] = addresses.values();
  return (index) => addresses.get(index) ?? first;
}

function addPackage(
  part: PartBuilder,
  name: string,
  entry: JsonObject,
  { scope, addressOf }: { readonly scope: Scope; readonly addressOf: AddressOf },
): string {
  const version = /^===?\s*(\S.*)$/.exec(textAt(entry, "version") ?? "")?.[1];
  if (textAt(entry, "path") !== undefined) return part.firstParty(name, { name, version, scope });
  const git = hintAt(entry, "git");
  if (version === undefined) part.remark(`${printable(name)} has no version`);
  const hashes = archiveHashes(
    listAt(entry, "hashes").map((hash) => ({ file: undefined, hash: typeof hash === "string" ? hash : undefined })),
  );
  const origin = safeOrigin(git === undefined ? hintAt(entry, "file") : `git+${git}`);
  const ref = hintAt(entry, "ref");
  const properties = registryProperty(addressOf(hintAt(entry, "index")), PYPI);
  const found = { hashes, origin, scope, commit: commitOf(ref), properties: git === undefined ? properties : [] };
  return part.package({ type: "pypi", name, version, found, ofRepository: git !== undefined && (ref ?? true) });
}
