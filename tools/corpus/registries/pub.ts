import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import type { Inventory } from "../inventories.ts";
import type { LockfileProject } from "../lockfile-project.ts";
import type { Workplace } from "../workplace.ts";

/** A package of ours, as its `pubspec.yaml` says it. */
interface Pubspec {
  readonly name: string;
  readonly version: string;
  readonly environment: { readonly sdk: string };
  readonly dependencies?: Readonly<Record<string, unknown>>;
}

const environment = { sdk: ">=3.0.0 <4.0.0" };
/** By http, so that a proxy on loopback answers for it. */
const REGISTRY = "pub.example.org";
const hosted = (version: string) => ({ hosted: `http://${REGISTRY}`, version });

const PACKAGES: readonly Pubspec[] = [
  {
    ...{ name: "corpus_alpha", version: "1.2.0", environment },
    dependencies: { corpus_beta: hosted("^2.0.0"), corpus_gamma: hosted(">=0.9.0 <2.0.0") },
  },
  { name: "corpus_beta", version: "2.1.3+4", environment, dependencies: { corpus_leaf: hosted("any") } },
  { name: "corpus_gamma", version: "0.9.9", environment },
  { name: "corpus_gamma", version: "1.0.0-dev.2", environment },
  { name: "corpus_leaf", version: "0.0.1", environment },
  { name: "corpus_check", version: "3.0.0", environment },
];
const FORGE = "https://git.example.org/corpus/corpus_forge.git";
const HUB = "https://github.com/release-capsule/corpus_hub.git";
/** A folder of the project. */
const LOCAL: Pubspec = {
  ...{ name: "corpus_local", version: "0.1.0", environment },
  dependencies: { corpus_beta: hosted("any") },
};

const PROJECT = {
  ...{ name: "corpus_project", version: "1.0.0", publish_to: "none", environment },
  dependencies: {
    corpus_alpha: hosted("^1.2.0"),
    corpus_forge: { git: { url: FORGE, ref: "stable" } },
    corpus_hub: { git: { url: HUB, ref: "v0.3.0", path: "inner" } },
    corpus_local: { path: "local" },
  },
  dev_dependencies: { corpus_check: hosted("^3.0.0") },
  dependency_overrides: { corpus_gamma: hosted("1.0.0-dev.2") },
};

export const PUB_PROJECT: LockfileProject = {
  ...{ name: "pub", program: "pub", lockfile: "pubspec.lock", read: listed, prepare },
  // JSON is YAML.
  files: { "pubspec.yaml": `${JSON.stringify(PROJECT, undefined, 2)}\n`, "local/pubspec.yaml": JSON.stringify(LOCAL) },
  lock: [["get"]],
  describe: [["deps", "--json"]],
};

function prepare(place: Workplace): void {
  place.variables["http_proxy"] = place.address;
  // A request to a proxy names the whole address.
  const served = `registry/http:/${REGISTRY}`;
  const versions = new Map<string, unknown[]>();
  for (const pubspec of PACKAGES) {
    const { name, version } = pubspec;
    place.write(`build/${name}-${version}/pubspec.yaml`, JSON.stringify(pubspec));
    place.write(`build/${name}-${version}/lib/${name}.dart`, "");
    const archive = `${name}-${version.replace("+", "_")}.tar.gz`;
    place.write(`${served}/archives/${archive}`, "");
    const file = join(place.folder, served, "archives", archive);
    place.run(["tar"], ["-czf", file, "-C", `build/${name}-${version}`, "pubspec.yaml", "lib"]);
    const entry = {
      ...{ version, pubspec, archive_url: `http://${REGISTRY}/archives/${archive}` },
      archive_sha256: sha256Hex(readFileSync(file)),
    };
    versions.set(name, [...(versions.get(name) ?? []), entry]);
  }
  for (const [name, all] of versions)
    place.write(`${served}/api/packages/${name}`, JSON.stringify({ name, latest: all.at(-1), versions: all }));
  const forge = place.repository(FORGE);
  forge.commit({ "pubspec.yaml": JSON.stringify({ name: "corpus_forge", version: "5.0.0", environment }) });
  forge.git("branch", "stable");
  const hub = place.repository(HUB);
  hub.commit({ "inner/pubspec.yaml": JSON.stringify({ name: "corpus_hub", version: "0.3.0", environment }) });
  hub.git("tag", "v0.3.0");
}

interface Listed {
  readonly name: string;
  readonly version: string;
  /** `root` and `path` are of the project. */
  readonly source: string;
}

/** `dart pub deps --json`; the lockfile does not say who needs whom. */
function listed(output: string): Inventory {
  const { packages } = JSON.parse(output) as { packages: readonly Listed[] };
  const others = packages.filter(({ source }) => source === "hosted" || source === "git");
  return {
    purls: others.map(({ name, version }) => `pkg:pub/${name}@${encodeURIComponent(version)}`).sort(),
    edges: [],
  };
}
