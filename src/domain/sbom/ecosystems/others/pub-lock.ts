import { asObject, hintAt, objectAt, textAt } from "../../../../kernel/documents/source-tree.ts";
import { readSourceYaml } from "../../../../kernel/documents/source-yaml.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import { parseHexHash } from "../../model/integrity.ts";
import type { Scope } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { registryProperty } from "../../model/registry-property.ts";
import { commitOf, safeOrigin } from "../../model/safe-origin.ts";

/**
 * pub's lockfile of Dart and Flutter (https://dart.dev/tools/pub/glossary#lockfile), without edges between packages:
 *
 *     packages:
 *       args:
 *         dependency: "direct main"
 *         description: { name: args, sha256: "…", url: "https://…" }
 *         source: hosted
 *         version: "2.4.2"
 */
export const pubLock: DocumentFormat = {
  id: "pub-lock",
  notation: "yaml",
  companions: [],
  recognises: (path) => /(?:^|\/)pubspec\.lock$/.test(path),
  read: readPubLock,
};

function readPubLock(document: SourceDocument): Part {
  const part = new PartBuilder("pub-lock", document);
  const root = part.firstParty(".", { kind: "application", name: "project" });
  part.top(root);
  for (const lock of readSourceYaml(document.bytes)) {
    const packages = objectAt(lock, "packages");
    for (const name of Object.keys(packages)) {
      const entry = asObject(packages[name], name);
      const kind = textAt(entry, "dependency") ?? "";
      const scope: Scope = kind === "direct dev" ? "dev" : "runtime";
      const ref = addPackage(part, name, entry, scope);
      if (kind.startsWith("direct")) part.edge(root, ref, scope);
    }
  }
  part.declare("complete", "the lockfile tells what the project itself needs", [root]);
  part.declare("unknown", "the lockfile does not say which package needs which");
  return part.build();
}

function addPackage(part: PartBuilder, key: string, entry: JsonObject, scope: Scope): string {
  const version = textAt(entry, "version");
  const source = textAt(entry, "source");
  // A package of the SDK is of no registry, and has the version of the SDK, which is not said: its own is often 0.0.0.
  if (source === "sdk") return part.add({ name: key, scope });
  const description = objectAt(entry, "description");
  const name = textAt(description, "name") ?? key;
  if (source === "path") return part.firstParty(key, { name: key, version, scope });
  if (version === undefined) part.remark(`${printable(key)} has no version`);
  const hash = parseHexHash(hintAt(description, "sha256"));
  const git =
    source === "git"
      ? { origin: safeOrigin(hintAt(description, "url")), commit: commitOf(hintAt(description, "resolved-ref")) }
      : { properties: registryProperty(hintAt(description, "url"), [/^https:\/\/pub\.(?:dev|dartlang\.org)\/?$/]) };
  return part.package({
    type: "pub",
    name,
    version,
    found: { scope, hashes: hash === undefined ? [] : [hash], ...git },
    ofRepository: source === "git",
  });
}
