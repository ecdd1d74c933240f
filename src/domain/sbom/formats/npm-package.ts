import type { DocumentFormat, SourceDocument } from "../catalogue.ts";
import { declaredLicenses } from "../declared-licenses.ts";
import { NPM_GROUPS, wantedBy } from "../npm-manifest.ts";
import { npmName } from "../npm-name.ts";
import type { Part } from "../part.ts";
import { PartBuilder } from "../part-builder.ts";
import { requiresProperties } from "../requires-properties.ts";
import { readSourceJson } from "../source-json.ts";
import { textAt } from "../source-tree.ts";

const LOCKFILES = ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock"];

/**
 * The `package.json` of an npm package, in the archive that the registry serves (`package/package.json`), or installed or
 * bundled under `node_modules/<name>/`. It names what it needs by ranges only. One beside a lockfile is left to that.
 */
export const npmPackage: DocumentFormat = {
  id: "npm-package",
  companions: LOCKFILES,
  recognises: (path) =>
    /^(?:[^/]+\/)?package\.json$|(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(path),
  read: readNpmPackage,
};

function readNpmPackage(document: SourceDocument): Part {
  const part = new PartBuilder("npm-package", document.path);
  const manifest = readSourceJson(document.bytes);
  const name = textAt(manifest, "name");
  const version = textAt(manifest, "version");
  const locked = LOCKFILES.some((file) => document.beside(file) !== undefined);
  if (name === undefined || version === undefined || locked) return part.build();
  const wanted = wantedBy(
    manifest,
    NPM_GROUPS.filter(([, scope]) => scope !== "dev"),
  );
  const licenses = declaredLicenses(manifest["license"] ?? manifest["licenses"]);
  const properties = requiresProperties(wanted.map(({ name: needed, range }) => `${needed}@${range}`));
  part.top(part.package({ ...npmName(name), version, found: { licenses, properties } }));
  if (wanted.length === 0) part.declare("complete", "the package needs no other");
  else part.declare("incomplete", "the package names what it needs by ranges only");
  return part.build();
}
