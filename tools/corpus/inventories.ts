/** What a package manager says of its own lockfile. */
export interface Inventory {
  readonly purls: readonly string[];
  /** Pairs of purls; empty where the program does not tell them. */
  readonly edges: readonly (readonly [string, string])[];
}

interface TreeNode {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, TreeNode>>;
  readonly devDependencies?: Readonly<Record<string, TreeNode>>;
}

/** `npm ls --all --json`, and each project of `pnpm list --json --depth Infinity`: a tree of names. */
export function npmTree(root: TreeNode): Inventory {
  const purls = new Set<string>();
  const edges = new Map<string, readonly [string, string]>();
  const visit = (node: TreeNode, parent: string | undefined): void => {
    for (const [name, child] of Object.entries({ ...node.dependencies, ...node.devDependencies })) {
      const purl = npmPurl(name, child.version ?? "");
      purls.add(purl);
      if (parent !== undefined) edges.set(`${parent} ${purl}`, [parent, purl]);
      visit(child, purl);
    }
  };
  visit(root, undefined);
  return { purls: [...purls].sort(), edges: [...edges.values()] };
}

/** `yarn list` of version 1: a row for each package, and below it one for each range that it asks for. */
export function yarnList(text: string): Inventory {
  return drawnTree(text, npmPurl);
}

/** `bun why '*'`: a row for each package, and below it who needs it, up to the project. */
export function bunWhy(text: string): Inventory {
  const { purls, edges } = drawnTree(text, npmPurl);
  return { purls, edges: edges.map(([from, to]) => [to, from]) };
}

/** `uv tree`, `pdm list --tree` and, behind `poetry show`, `poetry show --tree`. */
export function pythonTree(text: string): Inventory {
  return drawnTree(text, pypiPurl);
}

/** `uv pip compile`: requirements, each with a comment of who asked. */
export function annotatedRequirements(text: string): Inventory {
  const versions = new Map<string, string>();
  const asked: (readonly [string, string])[] = [];
  let name = "";
  for (const line of text.split("\n")) {
    const [, named, version] = /^([A-Za-z0-9][\w.-]*)==(\S+)/.exec(line) ?? [];
    if (named !== undefined && version !== undefined) {
      name = named;
      versions.set(name, version);
    }
    const asker = /^\s+#(?: via)?\s+([A-Za-z0-9][\w.-]*)$/.exec(line)?.[1];
    if (asker !== undefined && asker !== "via") asked.push([asker, name]);
  }
  const purlOf = (one: string): string => pypiPurl(one, versions.get(one) ?? "");
  return {
    purls: unique([...versions].map(([one, version]) => pypiPurl(one, version))),
    edges: asked.map(([from, to]) => [purlOf(from), purlOf(to)]),
  };
}

const PROJECT = "corpus-project";

/**
 * A tree of rows `name version` or `name@version`, drawn with lines. A row with a range is of the one version that another row has.
 * The project on top, and what asks for the packages of the first level, has no package URL.
 */
function drawnTree(text: string, purlOf: (name: string, version: string) => string): Inventory {
  const rows = [
    ...text.matchAll(/^([\s│├└─]*?)(?:dev |peer |optional )?(@?[A-Za-z0-9][^@\s]*)(?:@|[ ]+(?:\(!\) +)?v?)(\S+)/gm),
  ].map(([, lines = "", name = "", said = ""]) => ({ depth: lines.replaceAll("\n", "").length, name, said }));
  const exact = rows.filter(({ name, said }) => isVersion(said) && name !== PROJECT);
  const versions = new Map(exact.map(({ name, said }) => [name, said]));
  const above: { readonly depth: number; readonly purl: string | undefined }[] = [];
  const edges = new Map<string, readonly [string, string]>();
  for (const { depth, name, said } of rows) {
    while ((above.at(-1)?.depth ?? -1) >= depth) above.pop();
    const version = name !== PROJECT && isVersion(said) ? said : versions.get(name);
    const purl = version === undefined ? undefined : purlOf(name, version);
    const parent = above.at(-1)?.purl;
    if (purl !== undefined && parent !== undefined) edges.set(`${parent} ${purl}`, [parent, purl]);
    above.push({ depth, purl });
  }
  return { purls: unique(exact.map(({ name, said }) => purlOf(name, said))), edges: [...edges.values()] };
}

/** `yarn info --all --recursive --json` of version 4: one package a line, with the packages that it uses. */
export function yarnInfo(text: string): Inventory {
  const lines = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as YarnLine);
  const purlOf = (locator: string): string | undefined => {
    const [, name, version] = /^(.+)@npm:(.+)$/.exec(locator) ?? [];
    return name === undefined || version === undefined ? undefined : npmPurl(name, version);
  };
  const edges = lines.flatMap(({ value, children: { Dependencies: uses = [] } }) =>
    uses.flatMap(({ locator }): [string, string][] => {
      const [from, to] = [purlOf(value), purlOf(locator)];
      return from === undefined || to === undefined ? [] : [[from, to]];
    }),
  );
  return { purls: unique(lines.flatMap(({ value }) => purlOf(value) ?? [])), edges };
}

interface YarnLine {
  readonly value: string;
  readonly children: { readonly Dependencies?: readonly { readonly locator: string }[] };
}

/** `cargo metadata --format-version 1`. */
export function cargoMetadata(text: string): Inventory {
  const { packages, resolve } = JSON.parse(text) as CargoMetadata;
  const purlOf = new Map(
    packages
      .filter(({ source }) => source !== null)
      .map(({ id, name, version }) => [id, `pkg:cargo/${name}@${version}`]),
  );
  const edges = resolve.nodes.flatMap(({ id, dependencies }) =>
    dependencies.flatMap((other): [string, string][] => {
      const [from, to] = [purlOf.get(id), purlOf.get(other)];
      return from === undefined || to === undefined ? [] : [[from, to]];
    }),
  );
  return { purls: unique([...purlOf.values()]), edges };
}

interface CargoMetadata {
  readonly packages: readonly { id: string; name: string; version: string; source: string | null }[];
  readonly resolve: { readonly nodes: readonly { id: string; dependencies: readonly string[] }[] };
}

/** `go mod edit -json`. */
export function goModule(text: string): Inventory {
  const { Require: required } = JSON.parse(text) as { Require: readonly { Path: string; Version: string }[] };
  return { purls: unique(required.map(({ Path, Version }) => `pkg:golang/${Path}@${Version}`)), edges: [] };
}

function isVersion(text: string): boolean {
  return /^\d[\w.+-]*$/.test(text);
}

/** Requirements with exact versions, as `pipenv requirements` writes them; Pipfile.lock does not say who needs whom. */
export function pythonLines(text: string): Inventory {
  const found = text.matchAll(/^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==(\d[\w.!+-]*)/gm);
  return { purls: unique([...found].map(([, name = "", version = ""]) => pypiPurl(name, version))), edges: [] };
}

function pypiPurl(name: string, version: string): string {
  return `pkg:pypi/${name.toLowerCase().replaceAll(/[-_.]+/g, "-")}@${version}`;
}

function npmPurl(name: string, version: string): string {
  return `pkg:npm/${name.replace(/^@/, "%40")}@${version}`;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
