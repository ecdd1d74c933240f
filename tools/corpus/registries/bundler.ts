import { mkdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import type { Inventory } from "../inventories.ts";
import type { LockfileProject } from "../lockfile-project.ts";
import type { Workplace } from "../workplace.ts";

/** A gem of ours; what it needs is by name, with the requirement as Ruby writes it. */
interface Gem {
  readonly name: string;
  readonly version: string;
  readonly platform?: string;
  readonly needs?: Readonly<Record<string, string>>;
  /** What only its developers need. */
  readonly development?: Readonly<Record<string, string>>;
}

const GEMS: readonly Gem[] = [
  {
    ...{ name: "corpus-alpha", version: "1.2.0" },
    needs: { "corpus-beta": "~> 2.0", corpus_gamma: ">= 0.1, < 2", bundler: ">= 1.0" },
  },
  { name: "corpus-beta", version: "2.1.0" },
  { name: "corpus-beta", version: "2.1.0", platform: "x86_64-linux" },
  { name: "corpus-beta", version: "2.1.0", platform: "arm64-darwin" },
  { name: "corpus-beta", version: "2.1.0", platform: "java", needs: { "corpus-jar": "= 3.0.1" } },
  { name: "corpus-jar", version: "3.0.1", platform: "java" },
  { name: "corpus_gamma", version: "1.9.10" },
  { name: "corpus_gamma", version: "2.0.0" },
  { name: "corpus.delta", version: "0.9.0.pre2", needs: { corpus_gamma: ">= 0" } },
  { name: "corpus-check", version: "20240101" },
];
/** Of another registry. */
const INNER: readonly Gem[] = [
  { name: "corpus-inner", version: "4.0.0", needs: { "corpus-leaf": ">= 0" } },
  { name: "corpus-leaf", version: "0.0.1" },
];

const REGISTRIES = { gems: "https://gems.example.org/", inner: "https://inner.example.org/" };
const BRANCHED = "https://git.example.org/corpus/branched.git";
const HUB = "https://github.com/release-capsule/corpus-hub.git";

const GEMFILE = `source "${REGISTRIES.gems}"

ruby ">= 3.0"

gem "corpus-alpha", "~> 1.2"
gem "corpus.delta", "0.9.0.pre2", require: false
gem "corpus-branched", git: "${BRANCHED}", branch: "stable"
gem "corpus-hub", github: "release-capsule/corpus-hub", tag: "v0.3.0"
gem "corpus-local", path: "local"

source "${REGISTRIES.inner}" do
  gem "corpus-inner"
end

group :test do
  gem "corpus-check", ">= 2024"
end
`;

const BUNDLE = ["-rbundler", "-rbundler/cli", "-e", "Bundler::CLI.start(ARGV)", "--"];
/** Bundler's own reader of its lockfile. */
const DESCRIBE = `require "json"
specs = Bundler::LockfileParser.new(Bundler.default_lockfile.read).specs
puts JSON.generate(specs.map { |s| { name: s.name, version: s.version.to_s, platform: s.platform.to_s,
  path: s.source.instance_of?(Bundler::Source::Path), needs: s.dependencies.map(&:name) } })`;

/** A gem's own project, as `bundle gem` makes it, and two registries of which each gem may be. */
const GEM_PROJECT = `source "${REGISTRIES.gems}"
source "${REGISTRIES.inner}"

gemspec
gem "corpus-inner"
`;
const OWN: Gem = {
  ...{ name: "corpus-own", version: "1.0.0.beta.1", needs: { "corpus.delta": "0.9.0.pre2" } },
  development: { "corpus-check": ">= 2024" },
};

/** Two versions: the older one writes no checksums. */
export const BUNDLER_PROJECTS: readonly LockfileProject[] = [
  { ...project("bundler-2.3", { manifest: "Gemfile", lockfile: "Gemfile.lock" }), withHash: 3 },
  {
    ...project("bundler-2.3-gem", { manifest: "Gemfile", lockfile: "Gemfile.lock" }),
    ...{ program: "bundler-2.3", files: { Gemfile: GEM_PROJECT, "corpus-own.gemspec": gemspec(OWN) }, withHash: 0 },
    lock: [[...BUNDLE, "lock"]],
  },
  project("bundler-2.6", { manifest: "gems.rb", lockfile: "gems.locked" }),
];

function project(
  name: string,
  { manifest, lockfile }: { readonly manifest: string; readonly lockfile: string },
): LockfileProject {
  return {
    ...{ name, program: name, lockfile, files: { [manifest]: GEMFILE, ...localGem() } },
    prepare,
    lock: [
      [...BUNDLE, "lock", "--add-platform", "ruby", "x86_64-linux", "arm64-darwin", "java"],
      ...(name === "bundler-2.3" ? [] : [[...BUNDLE, "lock", "--add-checksums"]]),
    ],
    describe: [["-rbundler", "-e", DESCRIBE]],
    read: specs,
    version: ["-rbundler", "-e", 'puts "Bundler #{Bundler::VERSION}"'],
  };
}

function localGem(): Record<string, string> {
  return {
    "local/corpus-local.gemspec": gemspec({ name: "corpus-local", version: "0.1.0", needs: { "corpus-beta": ">= 0" } }),
  };
}

function prepare(place: Workplace): void {
  serveGems(place, "gems", GEMS);
  serveGems(place, "inner", INNER);
  for (const [folder, url] of Object.entries(REGISTRIES))
    place.run(["bundle"], ["config", "set", "--local", `mirror.${url}`, `${place.address}/${folder}/`]);
  const branched = place.repository(BRANCHED);
  const needs = { corpus_gamma: "~> 1.9", "corpus-branched-core": "= 5.0.0" };
  branched.commit({
    "corpus-branched.gemspec": gemspec({ name: "corpus-branched", version: "5.0.0", needs }),
    "core/corpus-branched-core.gemspec": gemspec({ name: "corpus-branched-core", version: "5.0.0" }),
    "core/corpus-branched-unused.gemspec": gemspec({ name: "corpus-branched-unused", version: "5.0.0" }),
  });
  branched.git("branch", "stable");
  const hub = place.repository(HUB);
  hub.commit({ "corpus-hub.gemspec": gemspec({ name: "corpus-hub", version: "0.3.0" }) });
  hub.git("tag", "v0.3.0");
}

/** Builds gems and the index that Bundler asks: https://guides.rubygems.org/rubygems-org-compact-index-api/. */
function serveGems(place: Workplace, registry: string, gems: readonly Gem[]): void {
  const info = new Map<string, string>();
  const versions = new Map<string, string[]>();
  // Deeper than Bundler looks for gems of the project's own.
  const building = `registry/build/${registry}`;
  mkdirSync(join(place.folder, "registry", registry, "gems"), { recursive: true });
  for (const gem of gems) {
    const full = gem.platform === undefined ? gem.version : `${gem.version}-${gem.platform}`;
    place.write(`${building}/${gem.name}.gemspec`, gemspec(gem));
    place.run(["gem"], ["build", "--quiet", `${gem.name}.gemspec`], building);
    const file = join(place.folder, "registry", registry, "gems", `${gem.name}-${full}.gem`);
    renameSync(join(place.folder, building, `${gem.name}-${full}.gem`), file);
    const needs = Object.entries(gem.needs ?? {}).map(([name, range]) => `${name}:${range.replaceAll(", ", "&")}`);
    const line = `${full} ${needs.join(",")}|checksum:${sha256Hex(readFileSync(file))}\n`;
    info.set(gem.name, (info.get(gem.name) ?? "---\n") + line);
    versions.set(gem.name, [...(versions.get(gem.name) ?? []), full]);
  }
  for (const [name, text] of info) place.write(`registry/${registry}/info/${name}`, text);
  const lines = [...versions].map(([name, all]) => `${name} ${all.join(",")} ${"0".repeat(32)}\n`);
  place.write(`registry/${registry}/versions`, `created_at: 2024-01-01T00:00:00Z\n---\n${lines.join("")}`);
}

function gemspec({ name, version, platform, needs = {}, development = {} }: Gem): string {
  const lines = (method: string, wanted: Readonly<Record<string, string>>): string =>
    Object.entries(wanted)
      .map(
        ([other, range]) =>
          `  s.${method} ${[other, ...range.split(", ")].map((one) => JSON.stringify(one)).join(", ")}\n`,
      )
      .join("");
  return `Gem::Specification.new do |s|
  s.name = "${name}"
  s.version = "${version}"
  s.platform = "${platform ?? "ruby"}"
  s.summary = "A gem of our corpus"
  s.authors = ["Release Capsule"]
  s.license = "Apache-2.0"
  s.homepage = "https://example.org/"
  s.files = []
${lines("add_dependency", needs)}${lines("add_development_dependency", development)}end
`;
}

interface Spec {
  readonly name: string;
  readonly version: string;
  readonly platform: string;
  readonly path: boolean;
  readonly needs: readonly string[];
}

function specs(output: string): Inventory {
  const all = (JSON.parse(output) as readonly Spec[]).filter(({ path }) => !path);
  const purlOf = ({ name, version, platform }: Spec): string =>
    `pkg:gem/${name}@${version}${platform === "ruby" ? "" : `?platform=${platform}`}`;
  const edges = all.flatMap((from) =>
    all.filter(({ name }) => from.needs.includes(name)).map((to) => [purlOf(from), purlOf(to)] as const),
  );
  return { purls: [...new Set(all.map(purlOf))].sort(), edges };
}
