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

/** `bun pm ls --all`, and `yarn list` of version 1: one name and version a line, behind the lines of a tree. */
export function npmLines(text: string): Inventory {
  const found = text.matchAll(/^[├└│─\s]+(@?[^@\s]+)@(\d[^\s]*)$/gm);
  return { purls: unique([...found].map(([, name = "", version = ""]) => npmPurl(name, version))), edges: [] };
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

/** Requirements with exact versions, as `uv export`, `pdm export`, `pipenv requirements` and `poetry show` write them. */
export function pythonLines(text: string): Inventory {
  const found = text.matchAll(/^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?(?:==|\s+(?:\(!\)\s+)?)(\d[\w.!+-]*)/gm);
  const named = [...found].map(([, name = "", version = ""]) => [
    name.toLowerCase().replaceAll(/[-_.]+/g, "-"),
    version,
  ]);
  return { purls: unique(named.map(([name, version]) => `pkg:pypi/${name}@${version}`)), edges: [] };
}

function npmPurl(name: string, version: string): string {
  return `pkg:npm/${name.replace(/^@/, "%40")}@${version}`;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
