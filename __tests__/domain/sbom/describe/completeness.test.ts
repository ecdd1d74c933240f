import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { describeRelease } from "../../../../src/domain/sbom/describe/describe-release.ts";
import type { Inventory } from "../../../../src/domain/sbom/model/inventory.ts";
import { look, tar } from "../look.ts";

const levels = ({ completeness }: Inventory) => completeness.map(({ level }) => level);
const levelOf = ({ completeness }: Inventory, ref: string) =>
  completeness.find(({ refs }) => refs.includes(ref))?.level;
const release = (sources: Readonly<Record<string, string>>, others = 0) =>
  describeRelease({
    ...{ name: "x", version: "1.0.0", purl: undefined, assets: [], others },
    sources: Object.entries(sources).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) })),
  });

const NPM = { "": { name: "x", dependencies: { a: "1" } }, "node_modules/a": { version: "1.0.0" } };
const npmLock = (lockfileVersion: unknown) => JSON.stringify({ name: "x", lockfileVersion, packages: NPM });
const UV =
  '[[package]]\nname="a"\nversion="1"\nsource={registry="https://pypi.org/simple"}\n[[package]]\nname="x"\nversion="1"\nsource={virtual="."}\ndependencies=[{name="a"}]\n';
const GEMS =
  "GEM\n  remote: https://rubygems.org/\n  specs:\n    a (1.0.0)\n\nDEPENDENCIES\n  a\n\nBUNDLED WITH\n   2.6.0\n";
const composer = (version: string) =>
  JSON.stringify({ "plugin-api-version": version, packages: [{ name: "p/q", version: "1" }] });
const PNPM =
  "importers:\n  .:\n    dependencies:\n      a:\n        specifier: '1'\n        version: 1.0.0\npackages:\n  a@1.0.0:\n    resolution: {}\nsnapshots:\n  a@1.0.0: {}\n";
const CRATES = '[[package]]\nname = "x"\nversion = "0.1.0"\n';
const BUN = '"workspaces":{"":{"name":"x","dependencies":{"a":"1"}}},"packages":{"a":["a@1.0.0","",{},"sha512-aa"]}}';
const BERRY =
  '"x@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "x@workspace:."\n  languageName: unknown\n  linkType: soft\n';

describe("a lockfile in a version that is not known is never called complete", () => {
  test.each([
    ["package-lock.json", npmLock(3), npmLock(99)],
    ["package-lock.json", npmLock(2), npmLock("3.1")],
    ["pnpm-lock.yaml", `lockfileVersion: '9.0'\n${PNPM}`, `lockfileVersion: '10.0'\n${PNPM}`],
    ["yarn.lock", `__metadata:\n  version: 8\n\n${BERRY}`, `__metadata:\n  version: 99\n\n${BERRY}`],
    ["bun.lock", `{"lockfileVersion":1,${BUN}`, `{"lockfileVersion":9,${BUN}`],
    ["Cargo.lock", `version = 4\n${CRATES}`, `version = 9\n${CRATES}`],
    ["uv.lock", `version = 1\n${UV}`, `version = 9\n${UV}`],
    ["Gemfile.lock", GEMS, `${GEMS}\nNEW THINGS\n  a\n`],
    ["composer.lock", composer("2.6.0"), composer("9.0.0")],
    [
      "packages.lock.json",
      '{"version":2,"dependencies":{"net8.0":{"A":{"type":"Direct","resolved":"1.0.0"}}}}',
      '{"version":9,"dependencies":{"net8.0":{"A":{"type":"Direct","resolved":"1.0.0"}}}}',
    ],
    ["go.mod", "module x.example/y\ngo 1.26\n", "module x.example/y\ngo 2.0\n"],
    ["go.mod", "module x.example/y\ngo 1.26\n", "module x.example/y\ngo 1.26\nlater (\n  x v1.0.0\n)\n"],
  ])("%s, itself or as what a release was built from (L9)", async (name, known, unknown) => {
    expect(levels(await look(name, known))).toContain("complete");
    expect(levels(await look(name, unknown))).not.toContain("complete");
    expect(levels(release({ [name]: unknown }))).not.toContain("complete");
    expect((await look(name, unknown)).remarks.join()).toContain("which is not known");
  });

  test.each([
    ["poetry.lock", '[[package]]\nname = "a"\nversion = "1"\n[metadata]\nlock-version = "9.0"\n'],
    ["pdm.lock", '[metadata]\nlock_version = "9.5"\n[[package]]\nname = "a"\nversion = "1"\n'],
    ["pylock.toml", 'lock-version = "9.0"\n[[packages]]\nname = "a"\nversion = "1"\n'],
    ["Pipfile.lock", '{"_meta":{"pipfile-spec":99},"default":{"a":{"version":"==1"}}}'],
    ["Package.resolved", '{"version":9,"pins":[]}'],
    ["yarn.lock", '# yarn lockfile v2\n\na@1:\n  version "1.0.0"\n'],
  ])("%s, whose project is not described (L9)", async (name, text) => {
    expect(levels(await look(name, text))).not.toContain("complete");
    expect(levels(release({ [name]: text }))).not.toContain("complete");
  });
});

describe("what no list accounts for is never called complete", () => {
  test("a folder or release beside whose lockfile other files lie (L10)", () => {
    const lock = { "package-lock.json": npmLock(3) };
    expect(levelOf(release(lock), "release:x@1.0.0")).toBe("complete");
    expect(levelOf(release(lock, 1), "release:x@1.0.0")).toBe("incomplete");
  });

  test.each([
    ["no need at all", {}],
    ["a peer that is not in it", { peerDependencies: { react: "^19" } }],
    ["an optional package that is not in it", { optionalDependencies: { fsevents: "^2" } }],
    ["a need that is not in it", { dependencies: { a: "^1" } }],
  ])("an npm archive of bundled code with %s (L10)", async (_what, needs) => {
    const files = {
      "package/package.json": JSON.stringify({ name: "x", version: "1.0.0", ...needs }),
      "package/cli.min.js": "!function(){}()",
    };
    expect(levels(await look("x-1.0.0.tgz", gzipSync(tar(files))))).not.toContain("complete");
  });

  test("a lockfile of which a package needs what it does not list (L12)", async () => {
    const lacking = structuredClone(NPM) as Record<string, object>;
    lacking["node_modules/a"] = { version: "1.0.0", peerDependencies: { react: "^19" } };
    const lock = JSON.stringify({ name: "x", lockfileVersion: 3, packages: lacking });
    const inventory = await look("package-lock.json", lock);
    expect(levelOf(inventory, "pkg:npm/a@1.0.0")).toBe("incomplete");
    expect(levelOf(inventory, "first-party:package-lock.json#.")).toBe("complete");
  });

  test("packages of a repository in mix.lock, whose needs it does not list (L12)", async () => {
    const commit = "a".repeat(40);
    const lock = `%{\n  "j": {:hex, :jason, "1.4.1", "aa", [:mix], [], "hexpm", "bb"},\n  "g": {:git, "https://github.com/acme/g.git", "${commit}", []},\n}\n`;
    const inventory = await look("mix.lock", lock);
    expect(levelOf(inventory, "pkg:hex/jason@1.4.1")).toBe("complete");
    expect(levelOf(inventory, `pkg:github/acme/g@${commit}`)).toBe("unknown");
  });

  test("a gem and a PHP package that need what is not locked (L12)", async () => {
    const gems = GEMS.replace("    a (1.0.0)\n", "    a (1.0.0)\n      gone\n    b (1.0.0)\n      bundler\n");
    const ruby = await look("Gemfile.lock", gems);
    expect([levelOf(ruby, "pkg:gem/a@1.0.0"), levelOf(ruby, "pkg:gem/b@1.0.0")]).toEqual(["incomplete", "complete"]);
    const packages = [{ name: "p/q", version: "1", require: { "ext-json": "*", "gone/gone": "1" } }];
    const php = await look("composer.lock", JSON.stringify({ "plugin-api-version": "2.6.0", packages }));
    expect(levelOf(php, "pkg:composer/p/q@1")).toBe("incomplete");
  });
});
