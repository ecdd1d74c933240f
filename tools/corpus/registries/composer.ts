import { createHash } from "node:crypto";
import { storedZip } from "../../../__tests__/domain/sbom/stored-zip.ts";
import type { Inventory } from "../inventories.ts";
import type { LockfileProject } from "../lockfile-project.ts";
import type { Workplace } from "../workplace.ts";

const BRANCH = "https://git.example.org/corpus/branch.git";

/** A folder of the project. */
const LOCAL = "corpus/local";

const MANIFEST = {
  name: "corpus/project",
  description: "A project of our corpus",
  license: "Apache-2.0",
  require: {
    php: ">=8.0",
    "ext-json": "*",
    "corpus/alpha": "^1.2",
    "corpus/branch": "1.x-dev as 1.5.0",
    "corpus/contract-implementation": "^1.0",
    [LOCAL]: "*",
    "corpus/meta": "^1.0",
    "corpus/packed": "1.0.0",
  },
  "require-dev": { "corpus/checker": "~3.1.0", "corpus/alpha": "^1.0" },
  repositories: [
    { type: "artifact", url: "artifacts" },
    { type: "path", url: "local" },
    { type: "vcs", url: BRANCH },
    { packagist: false },
  ],
  "minimum-stability": "dev",
  "prefer-stable": true,
  config: { platform: { php: "8.2.0" } },
};

/** By name and version, what `composer.json` of the package would say. */
const PACKAGES: readonly Record<string, unknown>[] = [
  {
    ...{ name: "corpus/alpha", version: "1.2.0", license: ["MIT"] },
    require: { php: ">=7.4", "ext-mbstring": "*", "corpus/beta": "^2.0", "Corpus/Gamma": "*" },
    suggest: { "corpus/unused": "for more" },
  },
  {
    ...{ name: "corpus/beta", version: "v2.1.3", license: ["MIT", "Apache-2.0"] },
    replace: { "corpus/beta-core": "self.version" },
    conflict: { "corpus/gamma": "<1.0" },
  },
  {
    name: "corpus/gamma",
    version: "1.0.0-RC2",
    license: "LGPL-2.1-only or BSD-3-Clause",
    require: { "corpus/beta-core": "^2.1" },
  },
  {
    name: "corpus/delta",
    version: "1.4.0.0",
    license: ["proprietary"],
    provide: { "corpus/contract-implementation": "1.0.0" },
  },
  { name: "corpus/checker", version: "3.1.9", require: { "corpus/checker-lib": "^1" }, bin: ["check"] },
  { name: "corpus/checker-lib", version: "1.0.1", license: [] },
];
const META = { name: "corpus/meta", version: "1.0.0", type: "metapackage", require: { "corpus/delta": "*" } };

export const COMPOSER_PROJECT: LockfileProject = {
  ...{ name: "composer", program: "composer", lockfile: "composer.lock", read: shown },
  files: {
    "composer.json": `${JSON.stringify(MANIFEST, undefined, 2)}\n`,
    "local/composer.json": JSON.stringify({ name: LOCAL, version: "0.1.0", require: { "corpus/beta": "*" } }),
  },
  prepare,
  lock: [["update", "--no-install", "--no-interaction", "--no-ansi", "--quiet"]],
  describe: [
    ["show", "--locked", "--format=json", "--no-ansi"],
    ["show", "--locked", "--tree", "--format=json", "--no-ansi"],
  ],
  version: ["--version", "--no-ansi"],
  // A metapackage has no archive.
  withHash: 8,
  withLicense: 6,
};

function prepare(place: Workplace): void {
  const packages: Record<string, Record<string, unknown>> = {};
  for (const one of [...PACKAGES, META]) {
    const { name, version } = one as { name: string; version: string };
    packages[name] = {
      ...packages[name],
      [version]: one === META ? one : { ...one, ...archiveOf(name, version, one) },
    };
  }
  place.write("registry/packages.json", JSON.stringify({ packages }));
  const repositories = [{ type: "composer", url: `file://${place.folder}/registry` }];
  place.write(".composer/config.json", JSON.stringify({ repositories }));
  const packed = { name: "corpus/packed", version: "1.0.0", license: "ISC", require: { "corpus/gamma": "*" } };
  place.write("artifacts/packed.zip", storedZip({ "composer.json": JSON.stringify(packed) }));
  const alias = { "branch-alias": { "dev-main": "1.x-dev" } };
  const branch = { name: "corpus/branch", license: "MIT", require: { "corpus/gamma": "^1.0@RC" }, extra: alias };
  place.repository(BRANCH).commit({ "composer.json": JSON.stringify(branch) });
}

/** Where a package is to be had: its archive with a digest, and the repository that it was made of. */
function archiveOf(name: string, version: string, manifest: unknown): Record<string, unknown> {
  const shasum = createHash("sha1")
    .update(storedZip({ "composer.json": JSON.stringify(manifest) }))
    .digest("hex");
  const reference = createHash("sha1").update(`${name} ${version}`).digest("hex");
  return {
    dist: { type: "zip", url: `https://packages.example.org/${name}/${version}.zip`, reference, shasum },
    source: { type: "git", url: `https://git.example.org/${name}.git`, reference },
  };
}

interface Locked {
  readonly name: string;
  /** Of a branch, with the start of its commit; in a tree, the range that is asked for. */
  readonly version: string;
  readonly requires?: readonly Locked[];
}

/** `composer show --locked` as JSON, and behind it as a tree: each package that the project asks for, with all below it. */
function shown(output: string): Inventory {
  const [list = "", tree = ""] = output.split(/^(?=\{)/m);
  const { locked } = JSON.parse(list) as { locked: readonly Locked[] };
  const purls = new Map(
    locked
      .filter(({ name }) => name !== LOCAL)
      .map(({ name, version }) => [name, `pkg:composer/${name}@${version.replace(/ .*/, "")}`]),
  );
  const edges = new Map<string, readonly [string, string]>();
  const visit = ({ name, requires = [] }: Locked): void => {
    for (const other of requires) {
      const [from, to] = [purls.get(name), purls.get(other.name)];
      if (from !== undefined && to !== undefined) edges.set(`${from} ${to}`, [from, to]);
      visit(other);
    }
  };
  (JSON.parse(tree) as { installed: readonly Locked[] }).installed.forEach(visit);
  return { purls: [...purls.values()].sort(), edges: [...edges.values()] };
}
