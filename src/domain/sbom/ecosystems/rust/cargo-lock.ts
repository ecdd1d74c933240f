import { readSourceToml, readTomlPackages } from "../../../../kernel/documents/source-toml.ts";
import { asText, hintAt, listAt, objectAt, requiredTextAt, textAt } from "../../../../kernel/documents/source-tree.ts";
import { Fault } from "../../../../kernel/fault.ts";
import { groupBy } from "../../../../kernel/group-by.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import { parseHexHash } from "../../model/integrity.ts";
import type { Hash, Property } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { registryProperty } from "../../model/registry-property.ts";
import { safeOrigin } from "../../model/safe-origin.ts";
import { gateVersion } from "../gate-version.ts";

/**
 * Cargo's lockfile, versions 1 to 4 (https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html):
 *
 *     [[package]]
 *     name = "anstream"
 *     version = "0.6.18"
 *     source = "registry+https://github.com/rust-lang/crates.io-index"
 *     checksum = "8acc5369981196006228e28809f761875c0327210a891e941f4c683b3a99529b"
 *     dependencies = ["anstyle", "utf8parse 0.2.2"]
 *
 * A dependency carries its version, and its source, only if the name alone would not tell.
 */
export const cargoLock: DocumentFormat = {
  id: "cargo-lock",
  notation: "toml",
  companions: [],
  recognises: (path) => /(?:^|\/)Cargo\.lock$/.test(path),
  read: readCargoLock,
};

interface Crate {
  readonly name: string;
  readonly version: string;
  readonly source: string | undefined;
  readonly ref: string;
  readonly dependencies: readonly string[];
}

function readCargoLock(document: SourceDocument): Part {
  const lock = readSourceToml(document.bytes);
  const part = new PartBuilder("cargo-lock", document);
  gateVersion(part, lock["version"], [1, 2, 3, 4]);
  const checksums = objectAt(lock, "metadata");
  const own = "root" in lock ? [addCrate(part, objectAt(lock, "root"), checksums)] : [];
  const crates = [...own, ...readTomlPackages(listAt(lock, "package"), (entry) => addCrate(part, entry, checksums))];
  const byName = groupBy(crates, (crate) => crate.name);
  for (const crate of crates) {
    for (const wanted of crate.dependencies) {
      const target = findCrate(part, byName, wanted);
      if (target === undefined)
        throw new Fault(
          "sbom-source-malformed",
          `${printable(crate.name)} needs ${printable(wanted)}, which is not listed once`,
        );
      part.edge(crate.ref, target.ref);
    }
    if (crate.source === undefined) part.top(crate.ref);
  }
  part.declare("complete", "the lockfile lists every dependency");
  return part.build();
}

function addCrate(part: PartBuilder, entry: JsonObject, checksums: JsonObject): Crate {
  const name = requiredTextAt(entry, "name");
  const version = requiredTextAt(entry, "version");
  const source = textAt(entry, "source");
  const dependencies = listAt(entry, "dependencies").map((item) => asText(item, "dependency"));
  if (source === undefined) {
    return { name, version, source, ref: part.firstParty(`${name}@${version}`, { name, version }), dependencies };
  }
  // Version 1 keeps the checksums in a table of their own.
  const checksum = hintAt(entry, "checksum") ?? textAt(checksums, `checksum ${name} ${version} (${source})`);
  const commit = /^git\+.*#([0-9a-f]{40,64})$/.exec(source)?.[1];
  const origin = commit === undefined ? undefined : safeOrigin(source);
  const found = { hashes: hashes(checksum), origin, commit, properties: registryOf(source) };
  const ref = part.package({ type: "cargo", name, version, found, ofRepository: source.startsWith("git+") });
  return { name, version, source, ref, dependencies };
}

/** crates.io is meant by the address of its index, old or new. */
function registryOf(source: string): Property[] {
  if (!/^(?:registry|sparse)\+/.test(source)) return [];
  return registryProperty(source, [
    /^https:\/\/github\.com\/rust-lang\/crates\.io-index\/?$/,
    /^https:\/\/index\.crates\.io\/?$/,
  ]);
}

function hashes(checksum: string | undefined): Hash[] {
  const hash = parseHexHash(checksum);
  return hash === undefined ? [] : [hash];
}

/** `name`, `name version` or `name version (source)`; undefined if it names no crate or more than one. */
function findCrate(part: PartBuilder, byName: Map<string, Crate[]>, wanted: string): Crate | undefined {
  const [, name = "", version, source] = /^(\S+)(?: (\S+))?(?: \((.+)\))?$/.exec(wanted) ?? [];
  const found = part
    .among(byName.get(name))
    .filter(
      (crate) =>
        (version === undefined || crate.version === version) &&
        (source === undefined || withoutCommit(crate.source) === withoutCommit(source)),
    );
  // Beside a crate of a registry, one of the project itself has no source to be told by.
  const own = found.length > 1 ? found.filter((crate) => crate.source === undefined) : found;
  return own.length === 1 ? own[0] : undefined;
}

/** Before version 2, the commit of a git source stands in the package and not in the dependency. */
function withoutCommit(source: string | undefined): string | undefined {
  return source?.split("#", 1)[0];
}
