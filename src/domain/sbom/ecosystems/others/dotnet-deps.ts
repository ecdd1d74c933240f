import { readSourceJson } from "../../../../kernel/documents/source-json.ts";
import { asObject, flagAt, hintAt, objectAt, textAt } from "../../../../kernel/documents/source-tree.ts";
import { Fault } from "../../../../kernel/fault.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import { parseIntegrity } from "../../model/integrity.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { STEPS } from "../../model/work-budget.ts";

/**
 * What a .NET program is told at its start of the packages that were published with it
 * (https://github.com/dotnet/sdk/blob/main/documentation/specs/runtime-configuration-file.md), beside the program:
 *
 *     "runtimeTarget": { "name": ".NETCoreApp,Version=v8.0/linux-x64" },
 *     "targets": { ".NETCoreApp,Version=v8.0/linux-x64": { "Tool/1.0.0": { "dependencies": { "Serilog": "4.0.0" } }, "Serilog/4.0.0": {…} } },
 *     "libraries": { "Tool/1.0.0": { "type": "project" }, "Serilog/4.0.0": { "type": "package", "sha512": "sha512-…" } }
 */
export const dotnetDeps: DocumentFormat = {
  id: "dotnet-deps",
  companions: [],
  recognises: (path) => /(?:^|\/)[^/]+\.deps\.json$/.test(path),
  read: readDotnetDeps,
};

/** What the SDK puts before the name of the package that a whole runtime came in. */
const RUNTIME_PACK = /^runtimepack\./;

interface Library {
  readonly name: string;
  readonly version: string;
  readonly entry: JsonObject;
  /** `project`, `package`, `runtimepack`, `reference` and others. */
  readonly type: string;
  readonly ref: string;
}

function readDotnetDeps(document: SourceDocument): Part {
  const part = new PartBuilder("dotnet-deps", document);
  const deps = readSourceJson(document.bytes);
  const target = runtimeTarget(deps);
  const described = objectAt(deps, "libraries");
  const libraries = Object.keys(target).map((key) =>
    addLibrary(part, key, asObject(target[key], key), objectAt(described, key)),
  );
  const byName = new Map(libraries.map((library) => [library.name.toLowerCase(), library]));
  const needed = new Set<string>();
  for (const library of libraries) {
    for (const wanted of Object.keys(objectAt(library.entry, "dependencies"))) {
      part.spend(STEPS.glance);
      const found = byName.get(wanted.toLowerCase());
      if (found === undefined) {
        part.lacks(library.ref, `${printable(library.name)} needs ${printable(wanted)}, which the file does not list`);
        continue;
      }
      part.edge(library.ref, found.ref);
      needed.add(found.ref);
    }
  }
  addTop(part, libraries, needed);
  part.declare("complete", "the program's own list says what every package needs");
  return part.build();
}

/** Of the targets, the one that the program runs as. */
function runtimeTarget(deps: JsonObject): JsonObject {
  const name = textAt(objectAt(deps, "runtimeTarget"), "name");
  const targets = objectAt(deps, "targets");
  if (name === undefined || !Object.hasOwn(targets, name)) {
    throw new Fault("sbom-source-malformed", "the file does not hold the target that it names");
  }
  return asObject(targets[name], name);
}

function addLibrary(part: PartBuilder, key: string, entry: JsonObject, described: JsonObject): Library {
  const slash = key.indexOf("/");
  if (slash <= 0) throw new Fault("sbom-source-malformed", `${printable(key, 80)} is not a name with a version`);
  const [name, version] = [key.slice(0, slash), key.slice(slash + 1)];
  const type = hintAt(described, "type") ?? "";
  return { name, version, entry, type, ref: add(part, { name, version, type }, { entry, described }) };
}

function add(
  part: PartBuilder,
  { name, version, type }: Pick<Library, "name" | "version" | "type">,
  { entry, described }: { readonly entry: JsonObject; readonly described: JsonObject },
): string {
  // What a program is only compiled with is not published with it.
  const scope = flagAt(entry, "compileOnly") ? "dev" : "runtime";
  switch (type) {
    case "project":
      return part.firstParty(name.toLowerCase(), { name, version, scope });
    case "package":
    case "runtimepack": {
      // The digest is of the package, and the SDK leaves it empty for what it did not restore from one.
      const hashes = parseIntegrity(hintAt(described, "sha512") || undefined);
      return part.package({ type: "nuget", name: name.replace(RUNTIME_PACK, ""), version, found: { hashes, scope } });
    }
    default:
      part.remark(`${printable(name)} is a file that is referred to, of which no package is known`);
      return part.add({ name, version, scope });
  }
}

/**
 * The program needs what nothing else in the list needs. Without a runtime in it, it needs one that is installed where it runs, and that
 * is not listed.
 */
function addTop(part: PartBuilder, libraries: readonly Library[], needed: ReadonlySet<string>): void {
  const roots = libraries.filter(({ ref }) => !needed.has(ref));
  for (const { ref } of roots) part.top(ref);
  if (libraries.some(({ type }) => type === "runtimepack")) return;
  for (const { ref, name, type } of roots) {
    if (type === "project") part.lacks(ref, `${printable(name)} needs a .NET runtime, which the file does not list`);
  }
}
