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
import type { SourceDocument } from "../../model/catalogue.ts";
import type { Hash, Scope } from "../../model/inventory.ts";
import type { PartBuilder } from "../../model/part-builder.ts";
import { archiveHashes, fileOf, pypiName, requirementName } from "./pypi.ts";

/** The packages of a lockfile that lists them in `[[package]]`, as Poetry and PDM write it. */
export interface LockedPackages {
  readonly packages: readonly { readonly entry: JsonObject; readonly ref: string }[];
  /** By normalised name; one name may stand there in several versions. */
  readonly refs: ReadonlyMap<string, readonly string[]>;
}

/** What a project itself needs: normalised names, each with its scope. */
export interface PythonProject {
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly needs: readonly { readonly name: string; readonly scope: Scope }[];
}

/** Adds every package by `add`, which gets its normalised name, its table and the files of older versions of the format. */
export function lockedPackages(
  lock: JsonObject,
  add: (name: string, entry: JsonObject, files: JsonObject) => string,
): LockedPackages {
  const files = objectAt(objectAt(lock, "metadata"), "files");
  const packages = readTomlPackages(listAt(lock, "package"), (entry) => {
    const name = pypiName(requiredTextAt(entry, "name"));
    return { name, entry, ref: add(name, entry, files) };
  });
  const byName = groupBy(packages, ({ name }) => name);
  const refs = new Map([...byName].map(([name, same]) => [name, [...new Set(same.map(({ ref }) => ref))]]));
  return { packages, refs };
}

/** Of the archives that an entry lists; `older` are those that older versions of the format keep in another place. */
export function lockedHashes(entry: JsonObject, older: readonly JsonValue[]): Hash[] {
  const own = listAt(entry, "files");
  const archives = (own.length > 0 ? own : older).map((item) => asObject(item, "file"));
  return archiveHashes(
    archives.map((item) => ({
      file: hintAt(item, "file") ?? fileOf(hintAt(item, "url")),
      hash: hintAt(item, "hash"),
    })),
  );
}

/** The `pyproject.toml` beside a lockfile (PEP 621, PEP 735, Poetry, PDM and uv tables), or undefined. */
export function projectBeside(document: SourceDocument): PythonProject | undefined {
  const bytes = document.beside("pyproject.toml");
  if (bytes === undefined) return undefined;
  const manifest = readSourceToml(bytes);
  const project = objectAt(manifest, "project");
  const tool = objectAt(manifest, "tool");
  const poetry = objectAt(tool, "poetry");
  const name = textAt(project, "name") ?? textAt(poetry, "name");
  return {
    name: name === undefined ? undefined : pypiName(name),
    version: textAt(project, "version") ?? textAt(poetry, "version"),
    needs: [
      ...listed(listAt(project, "dependencies"), "runtime"),
      ...groups(objectAt(project, "optional-dependencies"), "optional"),
      ...groups(objectAt(manifest, "dependency-groups"), "dev"),
      ...groups(objectAt(objectAt(tool, "pdm"), "dev-dependencies"), "dev"),
      ...listed(listAt(objectAt(tool, "uv"), "dev-dependencies"), "dev"),
      ...tabled(objectAt(poetry, "dependencies"), "runtime"),
      ...tabled(objectAt(poetry, "dev-dependencies"), "dev"),
      ...Object.keys(objectAt(poetry, "group")).flatMap((key) =>
        tabled(objectAt(objectAt(objectAt(poetry, "group"), key), "dependencies"), "dev"),
      ),
    ],
  };
}

/**
 * Adds the project on top of its packages: what its manifest names if that is here, else whatever no other package
 * needs. `refs` gives the packages of a normalised name.
 */
export function addPythonProject(
  part: PartBuilder,
  project: PythonProject | undefined,
  refs: ReadonlyMap<string, readonly string[]>,
  needed: ReadonlySet<string>,
): void {
  const root = part.firstParty(".", {
    kind: "application",
    name: project?.name ?? "project",
    version: project?.version,
  });
  part.top(root);
  for (const { name, scope } of project?.needs ?? [])
    for (const ref of part.among(refs.get(name))) part.edge(root, ref, scope);
  if (project !== undefined) return;
  for (const ref of [...refs.values()].flat()) if (!needed.has(ref)) part.edge(root, ref);
  part.declare("incomplete", "the project's own manifest is not here", [root]);
}

type Need = PythonProject["needs"][number];

/** Poetry's tables: names as keys; `python` is the interpreter. */
function tabled(table: JsonObject, scope: Scope): Need[] {
  return Object.keys(table)
    .filter((name) => name.toLowerCase() !== "python")
    .map((name) => ({ name: pypiName(name), scope }));
}

function groups(table: JsonObject, scope: Scope): Need[] {
  return Object.keys(table).flatMap((key) => listed(listAt(table, key), scope));
}

/** Requirements as text; a group may include another by a table, whose own requirements are listed anyway. */
function listed(requirements: readonly JsonValue[], scope: Scope): Need[] {
  return requirements.flatMap((item) => {
    const name = typeof item === "string" ? requirementName(item) : undefined;
    return name === undefined ? [] : [{ name, scope }];
  });
}
