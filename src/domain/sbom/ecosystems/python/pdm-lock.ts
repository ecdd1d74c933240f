import { readSourceToml } from "../../../../kernel/documents/source-toml.ts";
import { asText, hintAt, listAt, objectAt, requiredTextAt, textAt } from "../../../../kernel/documents/source-tree.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Scope } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { commitOf, safeOrigin } from "../../model/safe-origin.ts";
import { gateVersion } from "../gate-version.ts";
import { requirementName } from "./pypi.ts";
import { addPythonProject, lockedHashes, lockedPackages, projectBeside } from "./python-project.ts";

/**
 * PDM's lockfile (https://pdm-project.org/latest/usage/lockfile/):
 *
 *     [[package]]
 *     name = "anyio"
 *     version = "4.13.0"
 *     groups = ["default"]
 *     dependencies = ["idna>=2.8", "exceptiongroup>=1.0.2; python_version < \"3.11\""]
 *     files = [{ file = "anyio-4.13.0.tar.gz", hash = "sha256:…" }]
 *
 * A package asked for with extras stands there twice. Older versions keep the files in `[metadata.files]`.
 */
export const pdmLock: DocumentFormat = {
  id: "pdm-lock",
  notation: "toml",
  companions: ["pyproject.toml"],
  recognises: (path) => /(?:^|\/)pdm\.lock$/.test(path),
  read: readPdmLock,
};

function readPdmLock(document: SourceDocument): Part {
  const part = new PartBuilder("pdm-lock", document);
  const lock = readSourceToml(document.bytes);
  gateVersion(part, hintAt(objectAt(lock, "metadata"), "lock_version"), [/^[2-4](?:\.\d+)*$/]);
  const { packages, refs } = lockedPackages(lock, (name, entry, files) => addPackage(part, name, entry, files));
  const needed = new Set<string>();
  for (const { entry, ref } of packages) {
    for (const item of listAt(entry, "dependencies")) {
      const requirement = asText(item, "dependency");
      const pinned = /^\s*[^\s;=]+\s*===?\s*([^\s;,]+)/.exec(requirement)?.[1];
      const all = part.among(refs.get(requirementName(requirement) ?? ""));
      const exact = all.filter(
        (target) => pinned !== undefined && target.endsWith(`@${encodeURIComponent(pinned.toWellFormed())}`),
      );
      for (const target of exact.length > 0 ? exact : all) {
        part.edge(ref, target);
        if (target !== ref) needed.add(target);
      }
    }
  }
  addPythonProject(part, projectBeside(document), refs, needed);
  part.declare("complete", "the lockfile lists every dependency");
  return part.build();
}

function addPackage(part: PartBuilder, name: string, entry: JsonObject, files: JsonObject): string {
  const version = textAt(entry, "version");
  const git = hintAt(entry, "git");
  const origin = safeOrigin(git === undefined ? hintAt(entry, "url") : `git+${git}`);
  const scope = scopeOf(entry);
  if (textAt(entry, "path") !== undefined) return part.firstParty(name, { name, version, scope });
  const hashes = lockedHashes(entry, listAt(files, `${requiredTextAt(entry, "name")} ${version ?? ""}`));
  return part.package({
    type: "pypi",
    name,
    version,
    found: { hashes, origin, scope, commit: commitOf(hintAt(entry, "revision")) },
    ofRepository: git !== undefined,
  });
}

function scopeOf(entry: JsonObject): Scope {
  const groups = listAt(entry, "groups");
  return groups.length === 0 || groups.includes("default") ? "runtime" : "dev";
}
