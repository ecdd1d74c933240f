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
