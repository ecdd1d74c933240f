import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Inventory } from "../inventories.ts";
import type { LockfileProject } from "../lockfile-project.ts";
import { mixArchives } from "../package-managers.ts";
import type { Workplace } from "../workplace.ts";

/** A package of ours; what it needs is written as in `mix.exs`. */
interface HexPackage {
  readonly app: string;
  readonly version: string;
  /** Its name, if that is not the app's. */
  readonly name?: string;
  readonly tools?: readonly string[];
  readonly needs?: readonly string[];
}

const HEXPM: readonly HexPackage[] = [
  {
    ...{ app: "corpus_alpha", version: "1.2.0" },
    needs: [
      '{:corpus_beta, "~> 2.0 and >= 2.0.3"}',
      '{:corpus_gamma, ">= 0.0.0", optional: true}',
      '{:corpus_renamed, "~> 1.0", hex: :corpus_other_name}',
    ],
  },
  { app: "corpus_beta", version: "2.1.3-rc.1", tools: ["rebar3", "make"] },
  { app: "corpus_beta", version: "2.0.4", tools: ["rebar3", "make"], needs: ['{:corpus_gamma, "~> 0.9"}'] },
  { app: "corpus_gamma", version: "0.9.9" },
  { app: "corpus_renamed", name: "corpus_other_name", version: "1.0.1" },
  { app: "corpus_check", version: "3.0.0-rc.2" },
];
const ACME: readonly HexPackage[] = [
  { app: "corpus_org", version: "1.1.0", needs: ['{:corpus_gamma, "~> 0.9", repo: "hexpm"}'] },
];
/** Of a registry that the project runs. */
const INNER: readonly HexPackage[] = [{ app: "corpus_inner", version: "4.0.0" }];

const FORGE = "https://git.example.org/corpus/corpus_forge.git";
const HUB = "https://github.com/release-capsule/corpus_hub.git";

export const MIX_PROJECT: LockfileProject = {
  ...{ name: "mix", program: "mix", lockfile: "mix.lock", read: listAndTree, prepare },
  files: {
    "mix.exs": mixFile({ app: "corpus_project", version: "1.0.0" }, [
      '{:corpus_alpha, "~> 1.2"}',
      '{:corpus_org, "~> 1.0", organization: "acme"}',
      '{:corpus_inner, "~> 4.0", repo: "inner"}',
      `{:corpus_forge, git: "${FORGE}", branch: "stable", submodules: true}`,
      '{:corpus_hub, github: "release-capsule/corpus_hub", tag: "v0.3.0", sparse: "inner"}',
      '{:corpus_local, path: "local"}',
      '{:corpus_check, "~> 3.0-rc", only: [:dev, :test], runtime: false}',
    ]),
    "local/mix.exs": mixFile({ app: "corpus_local", version: "0.1.0" }, ['{:corpus_beta, "~> 2.0"}']),
  },
  lock: [["deps.get"]],
  describe: [["deps"], ["deps.tree", "--format", "plain"]],
  version: [
    "run",
    "--no-compile",
    "--no-deps-check",
    "--no-start",
    "-e",
    'IO.puts("Mix #{System.version()}, Hex #{Hex.version()}")',
  ],
};

function prepare(place: Workplace): void {
  place.variables["MIX_ARCHIVES"] = mixArchives();
  place.variables["HEX_MIRROR_URL"] = `${place.address}/hexpm`;
  // The key of the public registry did not sign ours.
  place.variables["HEX_UNSAFE_REGISTRY"] = "1";
  place.run(["openssl"], ["genrsa", "-out", "key.pem"]);
  serve(place, { repository: "hexpm", folder: "hexpm", packages: HEXPM });
  serve(place, { repository: "acme", folder: "hexpm/repos/acme", packages: ACME });
  serve(place, { repository: "inner", folder: "inner", packages: INNER });
  place.run(["mix"], ["hex.repo", "add", "inner", `${place.address}/inner`]);
  const forge = place.repository(FORGE);
  forge.commit({ "mix.exs": mixFile({ app: "corpus_forge", version: "5.0.0" }, ['{:corpus_gamma, "~> 0.9"}']) });
  forge.git("branch", "stable");
  const hub = place.repository(HUB);
  hub.commit({ "inner/mix.exs": mixFile({ app: "corpus_hub", version: "0.3.0" }, []) });
  hub.git("tag", "v0.3.0");
}

interface Registry {
  readonly repository: string;
  readonly folder: string;
  readonly packages: readonly HexPackage[];
}

function serve(place: Workplace, { repository, folder, packages }: Registry): void {
  const served = `registry/${folder}`;
  mkdirSync(join(place.folder, served, "tarballs"), { recursive: true });
  for (const one of packages) {
    const name = one.name ?? one.app;
    const built = `build/${name}-${one.version}`;
    place.write(`${built}/mix.exs`, mixFile(one, one.needs ?? []));
    place.run(["mix"], ["hex.build"], built);
    const archive = `${name}-${one.version}.tar`;
    cpSync(join(place.folder, built, archive), join(place.folder, served, "tarballs", archive));
  }
  place.run(["mix"], ["hex.registry", "build", served, `--name=${repository}`, "--private-key=key.pem"]);
}

function mixFile({ app, name = app, version, tools = ["mix"] }: HexPackage, needs: readonly string[]): string {
  return `defmodule ${app.replaceAll(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())}.MixProject do
  use Mix.Project

  def project do
    [
      app: :${app},
      version: "${version}",
      description: "A package of our corpus",
      package: [
        name: "${name}",
        files: ["mix.exs"],
        licenses: ["Apache-2.0"],
        links: %{"home" => "https://example.org/"},
        build_tools: ${JSON.stringify(tools)}
      ],
      deps: [${needs.map((need) => `\n        ${need}`).join(",")}
      ]
    ]
  end
end
`;
}

/**
 * `mix deps`, two rows for each package, and behind it `mix deps.tree`:
 *
 *     * corpus_org (Hex package) (mix)
 *       locked at 1.1.0 (hexpm:acme/corpus_org) f94aa2d5
 *     * corpus_hub (https://github.com/release-capsule/corpus_hub.git - v0.3.0) (mix)
 *       locked at c657791 (tag: v0.3.0)
 *
 * A package of a registry that the project runs has no package URL; of what a repository needs, the lockfile says nothing.
 */
function listAndTree(output: string, place: Workplace): Inventory {
  const purls = new Map<string, string>();
  for (const [, app = "", source = "", version = "", named = ""] of output.matchAll(
    /^\* (\w+) \((.+)\) \(\w+\)\n {2}locked at (\S+) \(([^)]+)\)/gm,
  )) {
    const [, organization, name] = /^(?:hexpm:(\w+)\/)?(\w+)$/.exec(named) ?? [];
    if (source !== "Hex package") purls.set(app, repositoryPurl(app, source, place));
    else if (name !== undefined)
      purls.set(app, `pkg:hex/${organization === undefined ? "" : `${organization}/`}${name}@${version}`);
  }
  const above: string[] = [];
  const edges: [string, string][] = [];
  for (const [, lines = "", app = ""] of output.matchAll(/^([|` -]*-- )(\w+) /gm)) {
    const depth = lines.length / 4;
    above.splice(depth - 1, Number.POSITIVE_INFINITY, app);
    const [from, to] = [purls.get(above[depth - 2] ?? ""), purls.get(app)];
    if (from?.startsWith("pkg:hex/") && to !== undefined) edges.push([from, to]);
  }
  return { purls: [...purls.values()].sort(), edges };
}

/** `https://github.com/release-capsule/corpus_hub.git - v0.3.0`, with the commit that was taken. */
function repositoryPurl(app: string, source: string, place: Workplace): string {
  const commit = place.run(["git"], ["rev-parse", "HEAD"], `deps/${app}`).trim();
  const github = /^https:\/\/github\.com\/(.+)\.git /.exec(source)?.[1];
  return github === undefined ? `pkg:generic/${app}@${commit}` : `pkg:github/${github}@${commit}`;
}
