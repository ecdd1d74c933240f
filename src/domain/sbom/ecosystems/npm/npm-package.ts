import { readSourceJson } from "../../../../kernel/documents/source-json.ts";
import { textAt } from "../../../../kernel/documents/source-tree.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import { declaredLicenses } from "../../model/declared-licenses.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import type { Purl } from "../../model/purl.ts";
import { requiresProperties } from "../../model/requires-properties.ts";
import { NPM_GROUPS, wantedBy } from "./npm-manifest.ts";
import { npmName } from "./npm-name.ts";

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
  const part = new PartBuilder("npm-package", document);
  const manifest = readSourceJson(document.bytes);
  const name = textAt(manifest, "name");
  const version = textAt(manifest, "version");
  // A lockfile inside an installed package describes how others built it.
  const installed = /(?:^|[/!])node_modules\//.test(document.path);
  const locked = !installed && LOCKFILES.some((file) => document.beside(file) !== undefined);
  if (name === undefined || version === undefined || locked) return part.build();
  const wanted = wantedBy(
    manifest,
    NPM_GROUPS.filter(([, scope]) => scope !== "dev"),
  );
  const licenses = declaredLicenses(manifest["license"] ?? manifest["licenses"]);
  const properties = requiresProperties(wanted.map(({ name: needed, range }) => `${needed}@${range}`));
  const ref = part.package({ ...npmName(name), version, found: { licenses, properties } });
  part.top(ref);
  let missing = 0;
  for (const { name: needed, scope } of wanted) {
    const target = findInstalled(document, needed);
    if (target === undefined) missing++;
    else part.edge(ref, part.package(target), scope);
  }
  // A bundle needs nothing, and is made of what it does not name.
  if (wanted.length === 0) {
    part.declare("unknown", "the package names no other, and not what is bundled in its own files", [ref]);
  } else if (missing === 0) part.declare("complete", "every package that it needs is there", [ref]);
  else part.declare("incomplete", "the package names what it needs by ranges only", [ref]);
  return part.build();
}

/** Node's own rule, among the packages of one archive: the nearest `node_modules` on the way up. */
function findInstalled(document: SourceDocument, needed: string): Purl | undefined {
  const folders = document.path
    .slice(document.path.lastIndexOf("!") + 1)
    .split("/")
    .slice(0, -1);
  for (let depth = folders.length; depth >= 0; depth--) {
    if (folders[depth - 1] === "node_modules") continue;
    const bytes = document.beside(`/${[...folders.slice(0, depth), "node_modules", needed, "package.json"].join("/")}`);
    const manifest = bytes === undefined ? undefined : readSourceJson(bytes);
    const version = manifest === undefined ? undefined : textAt(manifest, "version");
    if (version !== undefined) return { ...npmName(needed), version };
  }
  return undefined;
}
