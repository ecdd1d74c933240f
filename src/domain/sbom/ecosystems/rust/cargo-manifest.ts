import { readSourceToml } from "../../../../kernel/documents/source-toml.ts";
import { objectAt } from "../../../../kernel/documents/source-tree.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { requiresProperties } from "../../model/requires-properties.ts";

/**
 * The manifest in a crate as the registry serves it, `<name>-<version>/Cargo.toml`
 * (https://doc.rust-lang.org/cargo/reference/manifest.html). One beside a lockfile is left to that.
 */
export const cargoManifest: DocumentFormat = {
  id: "cargo-manifest",
  notation: "toml",
  companions: ["Cargo.lock"],
  recognises: (path) => /^(?:[^/]+\/)?Cargo\.toml$/.test(path),
  read: readCargoManifest,
};

/** Those of tests and examples are not needed by whoever uses the crate. */
const NEEDS = ["dependencies", "build-dependencies", "build_dependencies"];

function readCargoManifest(document: SourceDocument): Part {
  const part = new PartBuilder("cargo-manifest", document);
  const manifest = readSourceToml(document.bytes);
  const { name, version, license } = objectAt(manifest, "package");
  // Fields may be inherited from a workspace, which is not in a crate.
  if (typeof name !== "string" || typeof version !== "string" || document.beside("Cargo.lock") !== undefined)
    return part.build();
  const targets = objectAt(manifest, "target");
  const tables = [manifest, ...Object.keys(targets).map((target) => objectAt(targets, target))];
  const names = tables.flatMap((table) => NEEDS.flatMap((key) => Object.keys(objectAt(table, key))));
  const requires = [...new Set(names)];
  const found = { licenses: typeof license === "string" ? [license] : [], properties: requiresProperties(requires) };
  part.top(part.package({ type: "cargo", name, version, found }));
  if (requires.length === 0)
    part.declare("unknown", "the crate names no other, and not what its own files were made of");
  else part.declare("incomplete", "the crate names what it needs by ranges only");
  return part.build();
}
