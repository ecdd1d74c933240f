import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Inventory } from "../../../src/domain/sbom/model/inventory.ts";
import { look, purls, tar } from "./look.ts";
import { storedZip } from "./stored-zip.ts";

// Faults that users reported of other tools, each with the right answer. The report stands behind each title.

const levelOf = ({ completeness }: Inventory, ref: string) =>
  completeness.find(({ refs }) => refs.includes(ref))?.level;
const PKG_INFO = "Metadata-Version: 1.1\nName: PyYAMLx\nVersion: 5.3.1\n";

describe("metadata of an installation", () => {
  test.each([
    ["usr/lib/python3/dist-packages/PyYAMLx-5.3.1.egg-info", PKG_INFO, "pkg:pypi/pyyamlx@5.3.1"],
    ["usr/lib/python3/dist-packages/PyYAMLx-5.3.1.egg-info/PKG-INFO", PKG_INFO, "pkg:pypi/pyyamlx@5.3.1"],
    ["usr/lib/python3/dist-packages/pyyamlx-5.3.1.dist-info/METADATA", PKG_INFO, "pkg:pypi/pyyamlx@5.3.1"],
    ["opt/app/node_modules/a/package.json", '{"name":"a","version":"1.0.0"}', "pkg:npm/a@1.0.0"],
  ])("is read at %s (L1) (anchore/syft#295)", async (path, text, purl) => {
    expect(purls(await look("root.tar", tar({ [path]: text })))).toEqual([purl]);
  });

  test("is read in an egg, which is a zip archive (L1) (quay/claircore#832)", async () => {
    const egg = storedZip({ "EGG-INFO/PKG-INFO": PKG_INFO });
    expect(purls(await look("root.tar", tar({ "site-packages/PyYAMLx-5.3.1-py3.11.egg": egg })))).toEqual([
      "pkg:pypi/pyyamlx@5.3.1",
    ]);
  });
});

describe("silence is no need that is denied", () => {
  test.each(["1.0", "1.2", "2.1", "2.2\nDynamic: Requires-Dist", "2.4"])(
    "of a source distribution with metadata %j (L2) (pdm-project/pdm-backend#110)",
    async (version) => {
      const info = `Metadata-Version: ${version}\nName: oldpkg\nVersion: 1.0\n`;
      const inventory = await look("oldpkg-1.0.tar.gz", gzipSync(tar({ "oldpkg-1.0/PKG-INFO": info })));
      expect(levelOf(inventory, "pkg:pypi/oldpkg@1.0")).toBe("unknown");
    },
  );

  test.each([
    ["[target.'cfg(windows)'.dependencies]\nwinapi = '0.3'\n", "incomplete"],
    ["[target.x86_64-pc-windows-msvc.build-dependencies]\ncc = '1'\n", "incomplete"],
    ["[build-dependencies]\ncc = '1'\n", "incomplete"],
    ["[dev-dependencies]\nproptest = '1'\n", "unknown"],
    ["", "unknown"],
  ])("of a crate with %j (L3) (deps-rs/deps.rs#232)", async (tables, level) => {
    const manifest = `[package]\nname = "winthing"\nversion = "1.2.0"\n${tables}`;
    const inventory = await look("winthing-1.2.0.crate", gzipSync(tar({ "winthing-1.2.0/Cargo.toml": manifest })));
    expect(levelOf(inventory, "pkg:cargo/winthing@1.2.0")).toBe(level);
  });
});

describe("a jar without Maven's own metadata", () => {
  const manifest = (fields: Readonly<Record<string, string>>) =>
    storedZip({
      "META-INF/MANIFEST.MF": `Manifest-Version: 1.0\r\n${Object.entries(fields)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join("")}\r\n`,
    });

  test("has no group that is guessed from an Eclipse bundle (L4) (CycloneDX/cdxgen#3416)", async () => {
    const jar = manifest({
      "Bundle-SymbolicName": "org.eclipse.osgi; singleton:=true",
      "Bundle-Version": "3.24.0.v20251126-0427",
    });
    const { components } = await look("org.eclipse.platform.org.eclipse.osgi-3.24.0.jar", jar);
    expect(components).toMatchObject([{ name: "org.eclipse.platform.org.eclipse.osgi", version: "3.24.0" }]);
    expect(components[0]?.purl).toBeUndefined();
  });

  test("has no coordinates of a file that its build did not fill in (L4)", async () => {
    const pom = `groupId=\${project.groupId}\nartifactId=a\nversion=1.0\n`;
    const { components, remarks } = await look("a-1.0.jar", storedZip({ "META-INF/maven/g/a/pom.properties": pom }));
    expect(components).toEqual([]);
    expect(remarks.join()).toContain("does not name group, artifact and version");
  });

  test.each([
    { "Implementation-Vendor-Id": "org.hibernate", "Implementation-Version": "7.4.5.Final" },
    { "Implementation-Vendor": "Hibernate.org", "Bundle-SymbolicName": "org.hibernate.core" },
    { "Automatic-Module-Name": "org.hibernate.orm.core" },
    { "Bundle-SymbolicName": "hibernate-core" },
  ])("has no group that is guessed from %j (L4) (jdubois/boot-ui#937)", async (fields) => {
    const { components } = await look("hibernate-core-7.4.5.Final.jar", manifest(fields));
    expect(components).toMatchObject([{ name: "hibernate-core", version: "7.4.5.Final", purl: undefined }]);
  });
});

describe("what is of no registry", () => {
  const commit = "c".repeat(40);

  test("in mix.lock has no package URL of hex (L5) (anchore/syft#5041)", async () => {
    const lock = `%{
  "jason": {:hex, :jason, "1.4.1", "aa", [:mix], [], "hexpm", "bb"},
  "enclave": {:git, "https://github.com/acme/enclave.git", "${commit}", [branch: "main"]},
  "own": {:git, "https://git.example.com/own.git", "${commit}", []},
}
`;
    expect(purls(await look("mix.lock", lock))).toEqual([
      `pkg:generic/own@${commit}?vcs_url=git%2Bhttps:%2F%2Fgit.example.com%2Fown.git%40${commit}`,
      `pkg:github/acme/enclave@${commit}`,
      "pkg:hex/jason@1.4.1",
    ]);
  });

  test("but a folder of the project is the project's own in composer.lock (L6) (CycloneDX/cyclonedx-php-composer#93)", async () => {
    const packages = [
      { name: "psr/log", version: "3.0.0", dist: { type: "zip", url: "https://example.org/x.zip" } },
      { name: "acme/local", version: "dev-main", dist: { type: "path", url: "packages/local" } },
    ];
    const inventory = await look("composer.lock", JSON.stringify({ packages }));
    expect(purls(inventory)).toEqual(["pkg:composer/psr/log@3.0.0"]);
    expect(inventory.components.find(({ name }) => name === "local")).toMatchObject({ firstParty: true });
  });

  test.each([
    ["poetry.lock", '[[package]]\nname = "own"\nversion = "1"\n[package.source]\ntype = "directory"\nurl = "own"\n'],
    ["uv.lock", 'version = 1\n[[package]]\nname = "own"\nversion = "1"\nsource = { directory = "own" }\n'],
    ["pdm.lock", '[[package]]\nname = "own"\nversion = "1"\npath = "./own"\n'],
    ["Gemfile.lock", "PATH\n  remote: own\n  specs:\n    own (1)\n"],
    ["Cargo.lock", 'version = 4\n[[package]]\nname = "own"\nversion = "1.0.0"\n'],
    [
      "pubspec.lock",
      "packages:\n  own:\n    dependency: 'direct main'\n    description: { path: own }\n    source: path\n    version: '1'\n",
    ],
    ["package-lock.json", '{"lockfileVersion":3,"packages":{"":{},"own":{"version":"1"}}}'],
  ])("nor is one in %s a package of others (L6)", async (name, text) => {
    const { components } = await look(name, text);
    expect(components.find((one) => one.name === "own")?.firstParty).toBe(true);
  });
});

describe("of what comes from a repository, the package URL says so (L5)", () => {
  const commit = "c".repeat(40);
  const of = (address: string, revision = commit) =>
    `?vcs_url=${encodeURIComponent(`${address}@${revision}`).replaceAll("%3A", ":")}`;
  const github = of("git+https://github.com/x/fork.git");
  const npm = (resolved: string) =>
    JSON.stringify({ lockfileVersion: 3, packages: { "": {}, "node_modules/fork": { version: "1.0.0", resolved } } });
  const pnpm = (reference: string, more: string) =>
    `lockfileVersion: '9.0'\npackages:\n  fork@${reference}:\n    resolution: ${more}\n    version: 1.0.0\nsnapshots:\n  fork@${reference}: {}\n`;
  const codeload = `https://codeload.github.com/x/fork/tar.gz/${commit}`;
  const composer = (version: string) => {
    const source = { type: "git", url: "https://github.com/x/fork.git", reference: commit };
    return JSON.stringify({ packages: [{ name: "x/fork", version, source }] });
  };

  test.each([
    [
      "package-lock.json",
      npm(`git+ssh://git@github.com/x/fork.git#${commit}`),
      `pkg:npm/fork@1.0.0${of("git+ssh://github.com/x/fork.git")}`,
    ],
    ["package-lock.json", npm("https://npm.example/fork/-/fork-1.0.0.tgz"), "pkg:npm/fork@1.0.0"],
    [
      "yarn.lock",
      `# yarn lockfile v1\n\nfork@x/fork:\n  version "1.0.0"\n  resolved "${codeload}"\n`,
      `pkg:npm/fork@1.0.0${github}`,
    ],
    ["pnpm-lock.yaml", pnpm(codeload, `{ tarball: '${codeload}' }`), `pkg:npm/fork@1.0.0${github}`],
    [
      "pnpm-lock.yaml",
      pnpm("git+https://host.example/fork", `{ type: git, repo: 'https://host.example/fork', commit: ${commit} }`),
      `pkg:npm/fork@1.0.0${of("git+https://host.example/fork")}`,
    ],
    [
      "bun.lock",
      `{"lockfileVersion":1,"packages":{"fork":["fork@github:x/fork#abc1234",{},"x-fork-abc1234"]}}`,
      `pkg:npm/fork${of("git+https://github.com/x/fork.git", "abc1234")}`,
    ],
    [
      "pdm.lock",
      `[[package]]\nname = "fork"\nversion = "1"\ngit = "https://github.com/x/fork.git"\nrevision = "${commit}"\n`,
      `pkg:pypi/fork@1${github}`,
    ],
    [
      "pylock.toml",
      `lock-version = "1.0"\n[[packages]]\nname = "fork"\nvcs = { type = "hg", url = "https://host.example/fork", commit-id = "${commit}" }\n`,
      `pkg:pypi/fork${of("hg+https://host.example/fork")}`,
    ],
    ["composer.lock", composer("dev-main"), `pkg:composer/x/fork@dev-main${github}`],
    ["composer.lock", composer("1.0.0"), "pkg:composer/x/fork@1.0.0"],
  ])("in %s %j (CycloneDX/cyclonedx-node-module#20)", async (name, lock, purl) => {
    expect(purls(await look(name, lock))).toEqual([purl]);
  });

  test("and where the repository cannot be named, there is none", async () => {
    const lock = `[[package]]\nname = "fork"\nversion = "1"\n[package.source]\ntype = "git"\nurl = "../fork"\nresolved_reference = "${commit}"\n`;
    const { components } = await look("poetry.lock", lock);
    expect(components.find(({ name }) => name === "fork")).toMatchObject({ version: "1", purl: undefined, commit });
  });
});

describe("what no registry has has no package URL of one (L5)", () => {
  test.each([
    [
      "yarn.lock",
      '__metadata:\n  version: 8\n\n"own@exec:./own.js":\n  version: 1.0.0\n  resolution: "own@exec:./own.js"\n',
      "own",
      "anchore/syft#5041",
    ],
    ["Cargo.lock", '[[package]]\nname = "member"\nversion = "1.0.0"\n', "member", "anchore/syft#5105"],
    [
      "pubspec.lock",
      "packages:\n  flutter:\n    dependency: 'direct main'\n    description: flutter\n    source: sdk\n    version: '0.0.0'\n",
      "flutter",
      "aquasecurity/trivy#6017",
    ],
    [
      "pnpm-lock.yaml",
      "lockfileVersion: '9.0'\npackages:\n  node@runtime:26.8.1:\n    resolution:\n      type: variations\n      variants: [{ resolution: { type: binary } }]\n    version: 26.8.1\nsnapshots:\n  node@runtime:26.8.1: {}\n",
      "node",
      "anchore/syft#5241",
    ],
    ["mix.lock", '%{"own": {:hex, :own, "1.0.0", "aa", [:mix], [], "corp", "bb"}}', "own", "anchore/syft#5041"],
    [
      "yarn.lock",
      '# yarn lockfile v1\n\nown@base:\n  version "workspace:base"\n  resolved "workspace:base"\n',
      "own",
      "robertohuertasm/yarn-lock-parser#15",
    ],
  ])("in %s %j: %s (%s)", async (name, lock, own) => {
    const { components } = await look(name, lock);
    expect(components.find((one) => one.name === own)).toMatchObject({ purl: undefined });
  });
});

describe("the registry of a package is said where it is not the usual one (anchore/syft#680)", () => {
  const pipfile = (entry: object) =>
    JSON.stringify({
      _meta: {
        "pipfile-spec": 6,
        sources: [
          { name: "pypi", url: "https://pypi.org/simple" },
          { name: "corp", url: "https://u:p@corp.example/simple" },
        ],
      },
      default: { a: { version: "==1", ...entry } },
    });
  const gems = (...remotes: string[]) =>
    `GEM\n${remotes.map((remote) => `  remote: ${remote}\n`).join("")}  specs:\n    a (1)\n\nDEPENDENCIES\n  a\n`;
  const pnpm = (key: string, more: string) =>
    `lockfileVersion: 5.3\ndependencies:\n  a: ${key}\npackages:\n  ${key}:\n    resolution: { ${more} }\n`;

  test.each([
    [
      "package-lock.json",
      '{"lockfileVersion":3,"packages":{"":{},"node_modules/a":{"version":"1","resolved":"file:a.tgz"}}}',
      ["local"],
    ],
    ["package-lock.json", '{"lockfileVersion":1,"dependencies":{"a":{"version":"file:a.tgz"}}}', ["local"]],
    ["yarn.lock", '# yarn lockfile v1\n\n"a@file:a.tgz":\n  version "1.0.0"\n  resolved "file:a.tgz#aa"\n', ["local"]],
    [
      "yarn.lock",
      '__metadata:\n  version: 8\n\n"a@file:./a.tgz":\n  version: 1.0.0\n  resolution: "a@file:./a.tgz::hash=a&locator=x"\n',
      ["local"],
    ],
    ["bun.lock", '{"lockfileVersion":1,"packages":{"a":["a@file:a.tgz",{}]}}', ["local"]],
    [
      "pnpm-lock.yaml",
      "lockfileVersion: '9.0'\npackages:\n  a@file:a.tgz:\n    resolution: { tarball: 'file:a.tgz' }\n    version: 1.0.0\nsnapshots:\n  a@file:a.tgz: {}\n",
      ["local"],
    ],
    [
      "poetry.lock",
      '[[package]]\nname = "a"\nversion = "1"\n[package.source]\ntype = "file"\nurl = "a-1.whl"\n',
      ["local"],
    ],
    ["Pipfile.lock", pipfile({ index: "corp" }), ["https://corp.example/simple"]],
    ["Pipfile.lock", pipfile({}), []],
    ["requirements.txt", "--index-url https://u:p@corp.example/simple\na==1\n", ["https://corp.example/simple"]],
    [
      "requirements.txt",
      "--extra-index-url=https://corp.example/simple\na==1\n",
      ["https://corp.example/simple", "https://pypi.org/simple"],
    ],
    ["requirements.txt", "-i https://pypi.org/simple\na==1\n", []],
    [
      "Gemfile.lock",
      gems("https://rubygems.org/", "https://corp.example/"),
      ["https://corp.example/", "https://rubygems.org/"],
    ],
    ["Gemfile.lock", gems("https://rubygems.org/"), []],
    ["Cargo.lock", '[[package]]\nname = "a"\nversion = "1"\nsource = "registry+file:///srv/index"\n', ["local"]],
    ["uv.lock", 'version = 1\n[[package]]\nname = "a"\nversion = "1"\nsource = { registry = "wheels" }\n', ["local"]],
    [
      "pnpm-lock.yaml",
      pnpm("corp.example/a/1.0.0_b@2.0.0", "registry: 'https://corp.example/'"),
      ["https://corp.example/"],
    ],
  ])("in %s %j", async (name, lock, registries) => {
    const { components } = await look(name, lock);
    const { properties = [] } = components.find((one) => one.name === "a") ?? {};
    const said = properties.filter((one) => one.name === "release-capsule:registry").map(({ value }) => value);
    expect(said.sort()).toEqual(registries);
  });

  test("by the name that the project has for it in a key of pnpm (pnpm/pnpm#13528)", async () => {
    const lock =
      "lockfileVersion: '9.0'\npackages:\n  '@s/a@work:1.0.0':\n    resolution: {}\nsnapshots:\n  '@s/a@work:1.0.0(b@2.0.0)': {}\n";
    const { components } = await look("pnpm-lock.yaml", lock);
    expect(components.find(({ purl }) => purl === "pkg:npm/%40s/a@1.0.0")?.properties).toEqual([
      { name: "release-capsule:pnpm:registry", value: "work" },
    ]);
  });

  test("by the address in the second place of bun.lock", async () => {
    const lock = '{"lockfileVersion":1,"packages":{"a":["a@1.0.0","https://corp.example/a.tgz",{},"sha512-aa"]}}';
    expect((await look("bun.lock", lock)).components).toMatchObject([{ origin: "https://corp.example/a.tgz" }]);
  });

  test("by the address of the archive in yarn.lock", async () => {
    const lock =
      '__metadata:\n  version: 8\n\n"a@npm:^1":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0::__archiveUrl=https%3A%2F%2Fcorp.example%2Fa.tgz"\n';
    expect((await look("yarn.lock", lock)).components).toMatchObject([{ origin: "https://corp.example/a.tgz" }]);
  });
});

test("a name that NuGet compares without case is one package, however it is spelled (aquasecurity/trivy#9456)", async () => {
  const one = (type: string) => ({ type, resolved: "13.0.3" });
  const dependencies = { net48: { "Json.Net": one("Direct") }, "net8.0": { "json.net": one("Transitive") } };
  expect(purls(await look("packages.lock.json", JSON.stringify({ version: 1, dependencies })))).toEqual([
    "pkg:nuget/Json.Net@13.0.3",
  ]);
});

test("a lockfile of Gradle's settings is of the build (SonarSource/sonar-rust#225)", async () => {
  const { components } = await look("settings-gradle.lockfile", "g:plugin:1.0=classpath\nempty=\n");
  expect(components).toContainEqual(expect.objectContaining({ purl: "pkg:maven/g/plugin@1.0", scope: "dev" }));
});

test("optional needs in a yarn.lock that npm wrote are optional (phylum-dev/cli#380)", async () => {
  const lock =
    '# yarn lockfile v1\n\n"a@1":\n  "version" "1.0.0"\n  "optionalDependencies":\n    "b" "2"\n\n"b@2":\n  "version" "2.0.0"\n';
  const { edges } = await look("yarn.lock", lock);
  expect(edges).toContainEqual({ from: "pkg:npm/a@1.0.0", to: "pkg:npm/b@2.0.0", scope: "optional" });
});

test.each([
  ["one @ https://example.org/one-1.0-py3-none-any.whl", "pkg:pypi/one@1.0"],
  ["two@ https://example.org/two-2.0.tar.gz", "pkg:pypi/two@2.0"],
  ["three@https://example.org/three-3.0-py3-none-any.whl", "pkg:pypi/three@3.0"],
  ["four[extra]@https://example.org/four-4.0.zip ; python_version > '3'", "pkg:pypi/four@4.0"],
])("the direct reference %j names package and version (L7) (pypa/packaging#935)", async (line, purl) => {
  expect(purls(await look("requirements.txt", `${line}\n`))).toEqual([purl]);
});

describe("an SBOM in a package", () => {
  const sbom = JSON.stringify({
    ...{ bomFormat: "CycloneDX", specVersion: "1.6", metadata: { component: { type: "library", name: "demo" } } },
    components: [
      { type: "library", name: "openssl", version: "3.0.7", purl: "pkg:rpm/almalinux/openssl@3.0.7", "bom-ref": "o" },
      { type: "library", name: "zlib", version: "1.2.11", purl: "pkg:rpm/almalinux/zlib@1.2.11", "bom-ref": "z" },
    ],
    dependencies: [{ ref: "o", dependsOn: ["z"] }],
  });
  const wheel = (text: string) =>
    storedZip({
      "demo-1.0.dist-info/METADATA": "Metadata-Version: 2.4\nName: demo\nVersion: 1.0\n",
      "demo-1.0.dist-info/sboms/auditwheel.cdx.json": text,
      "demo/x.so": "x",
    });

  test("says what is built into a wheel (L16)", async () => {
    const inventory = await look("demo-1.0-cp312-cp312-manylinux_2_28_x86_64.whl", wheel(sbom));
    const [openssl, zlib] = ["pkg:rpm/almalinux/openssl@3.0.7", "pkg:rpm/almalinux/zlib@1.2.11"];
    expect(purls(inventory)).toEqual(["pkg:pypi/demo@1.0", openssl, zlib]);
    expect(inventory.edges.map(({ from, to }) => [from, to])).toEqual(
      expect.arrayContaining([
        ["pkg:pypi/demo@1.0", openssl],
        [openssl, zlib],
      ]),
    );
    expect(levelOf(inventory, zlib)).toBe("unknown");
  });

  test("says what is in a jar of Spring Boot (L16)", async () => {
    const jar = storedZip({ "META-INF/sbom/application.cdx.json": sbom });
    expect(purls(await look("demo-1.0.jar", jar))).toHaveLength(2);
  });

  test.each(["{", '{"bomFormat":"CycloneDX","specVersion":"9.9"}', "SPDXVersion: SPDX-2.3\n"])(
    "that cannot be read leaves its package unknown: %j (L16)",
    async (text) => {
      const inventory = await look("demo-1.0-py3-none-any.whl", wheel(text));
      expect(inventory.unread).toMatchObject([{ path: expect.stringContaining("sboms/auditwheel.cdx.json") }]);
      expect(purls(inventory)).toEqual(["pkg:pypi/demo@1.0"]);
    },
  );
});
