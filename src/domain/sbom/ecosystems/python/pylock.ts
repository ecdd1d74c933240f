import { readSourceToml, readTomlPackages } from "../../../../kernel/documents/source-toml.ts";
import {
  asObject,
  hintAt,
  listAt,
  objectAt,
  requiredTextAt,
  textAt,
} from "../../../../kernel/documents/source-tree.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Hash } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { registryProperty } from "../../model/registry-property.ts";
import { commitOf, safeOrigin } from "../../model/safe-origin.ts";
import { gateVersion } from "../gate-version.ts";
import { archiveHashes, fileOf, PYPI, pypiName } from "./pypi.ts";
import { addPythonProject, projectBeside } from "./python-project.ts";

/**
 * The standard lockfile of Python, `pylock.toml` or `pylock.<name>.toml`
 * (https://packaging.python.org/en/latest/specifications/pylock-toml/):
 *
 *     lock-version = "1.0"
 *     [[packages]]
 *     name = "attrs"
 *     version = "25.1.0"
 *     dependencies = [{ name = "x" }]
 *     wheels = [{ name = "attrs-25.1.0-py3-none-any.whl", url = "https://…", hashes = { sha256 = "…" } }]
 *
 * Who needs whom may be left out; then nobody can tell what is complete.
 */
export const pylock: DocumentFormat = {
  id: "pylock",
  notation: "toml",
  companions: ["pyproject.toml"],
  recognises: (path) => /(?:^|\/)pylock(?:\.[^./]+)?\.toml$/.test(path),
  read: readPylock,
};

function readPylock(document: SourceDocument): Part {
  const part = new PartBuilder("pylock", document);
  const lock = readSourceToml(document.bytes);
  gateVersion(part, hintAt(lock, "lock-version"), [/^1\.\d+$/]);
  const packages = readTomlPackages(listAt(lock, "packages"), (entry) => {
    const name = pypiName(requiredTextAt(entry, "name"));
    return { name, entry, ref: addPackage(part, name, entry) };
  });
  const refs = new Map<string, string[]>();
  for (const { name, ref } of packages) refs.set(name, [...(refs.get(name) ?? []), ref].slice(-MOST_OF_A_NAME));
  const needed = new Set<string>();
  for (const { entry, ref } of packages) {
    for (const wanted of listAt(entry, "dependencies").map((item) => asObject(item, "dependency"))) {
      for (const target of part.among(refs.get(pypiName(requiredTextAt(wanted, "name"))))) {
        part.edge(ref, target);
        needed.add(target);
      }
    }
  }
  addPythonProject(part, projectBeside(document), refs, needed);
  part.declare("unknown", "the lockfile need not say which package needs which");
  return part.build();
}

/** One name may stand there once for each version; no project locks as many. */
const MOST_OF_A_NAME = 64;

function addPackage(part: PartBuilder, name: string, entry: JsonObject): string {
  const version = textAt(entry, "version");
  const [vcs, directory] = [objectAt(entry, "vcs"), objectAt(entry, "directory")];
  if (Object.keys(directory).length > 0) return part.firstParty(name, { name, version });
  const archive = objectAt(entry, "archive");
  const url = hintAt(vcs, "url");
  const ofRepository = Object.keys(vcs).length > 0;
  return part.package({
    type: "pypi",
    name,
    version,
    found: {
      hashes: hashesOf(entry),
      origin: safeOrigin(url === undefined ? hintAt(archive, "url") : `${hintAt(vcs, "type") ?? "git"}+${url}`),
      commit: commitOf(hintAt(vcs, "commit-id")),
      properties: registryProperty(hintAt(entry, "index"), PYPI),
    },
    ofRepository,
  });
}

function hashesOf(entry: JsonObject): Hash[] {
  const single = ["sdist", "archive"].filter((key) => Object.hasOwn(entry, key)).map((key) => objectAt(entry, key));
  const archives = [...single, ...listAt(entry, "wheels").map((wheel) => asObject(wheel, "wheel"))];
  return archiveHashes(
    archives.flatMap((archive) => {
      const file = hintAt(archive, "name") ?? fileOf(hintAt(archive, "url") ?? hintAt(archive, "path"));
      const hashes = objectAt(archive, "hashes");
      return Object.keys(hashes).map((algorithm) => ({
        file,
        hash: `${algorithm}:${hintAt(hashes, algorithm) ?? ""}`,
      }));
    }),
  );
}
