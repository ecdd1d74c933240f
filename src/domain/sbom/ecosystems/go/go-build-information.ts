import type { BinaryFormat, ShippedBytes } from "../../model/catalogue.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { formatPurl } from "../../model/purl.ts";
import { findGoBuildInformation, type GoBuildInformation } from "../../programs/find-go-build-information.ts";
import { isExecutable, readExecutables } from "../../programs/read-executables.ts";
import { type GoModule, parseGoModules } from "./go-modules.ts";
import { goName } from "./go-name.ts";

/**
 * What the Go linker writes into every program: the version of Go, the main module and the modules linked in
 * (https://pkg.go.dev/runtime/debug#BuildInfo). Which module needs which is not written.
 */
export const goBuildInformation: BinaryFormat = {
  id: "go-build-information",
  recognises: (_path, head) => isExecutable(head),
  async read({ path, source, head, budget }) {
    const found = new Map<string, GoBuildInformation>();
    for (const executable of await readExecutables(source, head)) {
      const information = await findGoBuildInformation(source, executable);
      if (information !== undefined) found.set(`${information.goVersion}\n${information.modules}`, information);
    }
    return found.size === 0 ? undefined : describe({ path, budget }, [...found.values()]);
  },
};

function describe({ path, budget }: Pick<ShippedBytes, "path" | "budget">, found: readonly GoBuildInformation[]): Part {
  const part = new PartBuilder("go-build-information", { path, budget });
  for (const { goVersion, modules } of found) {
    const parsed = parseGoModules(modules);
    const main = addMain(part, path, parsed.main ?? { path: parsed.path ?? path, version: undefined, sum: undefined });
    const standard = /^go(\d\S*)/.exec(goVersion)?.[1];
    const libraries = parsed.dependencies.map((module) => addModule(part, module));
    if (standard !== undefined) libraries.push(part.package({ type: "golang", name: "stdlib", version: standard }));
    for (const library of libraries) part.edge(main, library);
    part.top(main);
    if (parsed.main === undefined) part.declare("unknown", "the build information names no modules", [main]);
    else if (!parsed.pureGo)
      part.declare("unknown", "C libraries may be linked in, which build information does not name", [main]);
    else part.declare("complete", "the build information names every module linked in", [main]);
  }
  part.declare("unknown", "build information does not say which module needs which");
  return part.build();
}

/** A version that the builder did not set says nothing about what this program is. */
function addMain(part: PartBuilder, path: string, main: GoModule): string {
  const version = main.version === undefined || main.version === "(devel)" ? undefined : main.version;
  const name = goName(main.path);
  const dirty = version?.includes("+dirty") === true;
  if (dirty) part.remark("was built from a changed work tree");
  return part.add({
    ref: `go-program:${path}#${main.path}`,
    kind: "application",
    group: name.namespace,
    name: name.name,
    version,
    ...(version === undefined ? { unversioned: name } : { purl: formatPurl({ ...name, version }) }),
    properties: sumProperty(main),
  });
}

function addModule(part: PartBuilder, module: GoModule): string {
  return part.package({ ...goName(module.path), version: module.version, found: { properties: sumProperty(module) } });
}

/** `h1:` is a hash over a list of file hashes, and no digest of any file, so it is not given as one. */
function sumProperty({ sum }: GoModule) {
  return sum === undefined ? [] : [{ name: "release-capsule:go:h1", value: sum }];
}
