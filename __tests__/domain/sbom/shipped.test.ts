import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Inventory } from "../../../src/domain/sbom/model/inventory.ts";
import { type Content, innerEdges as edges, look, purls, tar } from "./look.ts";
import { rpmHeader } from "./rpm-samples.ts";
import { storedZip } from "./stored-zip.ts";

const named = ({ components }: Inventory, purl: string) => components.find((one) => one.purl === purl);
const sha256 = (content: Content) => createHash("sha256").update(content).digest("hex");

/** Debian's container: `ar` with a control and a data archive. */
function ar(files: Record<string, Uint8Array | string>): Uint8Array {
  const members = Object.entries(files).flatMap(([name, content]) => {
    const bytes = Buffer.from(content);
    const header = `${`${name}/`.padEnd(16)}${"0".padEnd(12)}${"0".padEnd(6)}${"0".padEnd(6)}${"100644".padEnd(8)}${String(bytes.length).padEnd(10)}\`\n`;
    return [Buffer.from(header), bytes, Buffer.from(bytes.length % 2 === 0 ? "" : "\n")];
  });
  return new Uint8Array(Buffer.concat([Buffer.from("!<arch>\n"), ...members]));
}

describe("an npm package", () => {
  const manifest = (value: object) => JSON.stringify(value);
  const packed = gzipSync(
    tar({
      "package/package.json": manifest({
        name: "@s/app",
        version: "1.0.0",
        license: "MIT",
        dependencies: { a: "^1.0.0", gone: "*" },
      }),
      "package/node_modules/a/package.json": manifest({ name: "a", version: "1.2.3", dependencies: { b: "*" } }),
      "package/node_modules/a/node_modules/b/package.json": manifest({ name: "b", version: "2.0.0" }),
      "package/node_modules/a/package-lock.json": "not read",
    }),
  );

  test("lists what is bundled, linked as Node would", async () => {
    const inventory = await look("s-app-1.0.0.tgz", packed);
    expect(purls(inventory)).toEqual(["pkg:npm/%40s/app@1.0.0", "pkg:npm/a@1.2.3", "pkg:npm/b@2.0.0"]);
    expect(edges(inventory)).toEqual([
      "pkg:npm/%40s/app@1.0.0 -> pkg:npm/a@1.2.3",
      "pkg:npm/a@1.2.3 -> pkg:npm/b@2.0.0",
    ]);
  });

  test("carries the digest of the archive that it is, and says that a need is not there", async () => {
    const inventory = await look("s-app-1.0.0.tgz", packed);
    expect(named(inventory, "pkg:npm/%40s/app@1.0.0")?.hashes).toContainEqual({
      algorithm: "SHA-256",
      hex: sha256(packed),
    });
    expect(named(inventory, "pkg:npm/a@1.2.3")?.hashes).toEqual([]);
    const level = (ref: string) => inventory.completeness.find(({ refs }) => refs.includes(ref))?.level;
    expect([level("pkg:npm/%40s/app@1.0.0"), level("pkg:npm/a@1.2.3")]).toEqual(["incomplete", "complete"]);
  });
});

describe("a Python distribution", () => {
  const metadata =
    "Metadata-Version: 2.4\nName: My_Pkg\nVersion: 1.0\nLicense-Expression: MIT\nRequires-Dist: requests>=2\n\nName: evil\nVersion: 9\n";

  test("as a wheel is read from its metadata, and not from the description", async () => {
    const inventory = await look(
      "my_pkg-1.0-py3-none-any.whl",
      storedZip({ "my_pkg-1.0.dist-info/METADATA": metadata, "my_pkg.py": "" }),
    );
    expect(purls(inventory)).toEqual(["pkg:pypi/my-pkg@1.0"]);
    expect(inventory.components[0]).toMatchObject({
      licenses: ["MIT"],
      hashes: [{ algorithm: "SHA-256" }, { algorithm: "SHA-512" }],
    });
    expect(inventory.components[0]?.properties).toContainEqual({
      name: "release-capsule:requires",
      value: "requests>=2",
    });
  });

  test("as a source archive is read from PKG-INFO", async () => {
    const inventory = await look("my_pkg-1.0.tar.gz", gzipSync(tar({ "my_pkg-1.0/PKG-INFO": metadata })));
    expect(purls(inventory)).toEqual(["pkg:pypi/my-pkg@1.0"]);
  });
});

describe("a .NET program", () => {
  const sha512 = `sha512-${createHash("sha512").update("serilog").digest("base64")}`;
  const target = ".NETCoreApp,Version=v8.0/linux-x64";
  const deps = (more: { libraries?: object; target?: object; top?: object } = {}) => ({
    runtimeTarget: { name: target, signature: "" },
    targets: {
      ".NETCoreApp,Version=v8.0": { "Wrong/9.9.9": {} },
      [target]: {
        "Tool/1.4.2": { dependencies: { Serilog: "4.0.0", "Tool.Core": "1.4.2" }, runtime: { "Tool.dll": {} } },
        "Serilog/4.0.0": { dependencies: { "serilog.formatting": "1.0.0" } },
        "Serilog.Formatting/1.0.0": {},
        "Tool.Core/1.4.2": {},
        ...more.target,
      },
    },
    libraries: {
      "Tool/1.4.2": { type: "project", serviceable: false, sha512: "" },
      "Serilog/4.0.0": { type: "package", serviceable: true, sha512, path: "serilog/4.0.0" },
      "Serilog.Formatting/1.0.0": { type: "package", sha512: "" },
      "Tool.Core/1.4.2": { type: "project", sha512: "" },
      "Unused/1.0.0": { type: "package" },
      ...more.libraries,
    },
    ...more.top,
  });
  const lookAt = (value: unknown) =>
    look("tool.zip", storedZip({ "tool/Tool.deps.json": typeof value === "string" ? value : JSON.stringify(value) }));
  const levels = ({ completeness }: Inventory) =>
    new Map(completeness.flatMap(({ level, refs }) => refs.map((ref) => [ref.replace(/^.*#/, "#"), level])));

  test("lists what its target was published with, with digests and who needs whom", async () => {
    const inventory = await lookAt(deps());
    expect(purls(inventory)).toEqual(["pkg:nuget/Serilog.Formatting@1.0.0", "pkg:nuget/Serilog@4.0.0"]);
    expect(named(inventory, "pkg:nuget/Serilog@4.0.0")?.hashes).toEqual([
      { algorithm: "SHA-512", hex: createHash("sha512").update("serilog").digest("hex") },
    ]);
    const own = inventory.components.filter(({ firstParty }) => firstParty).map(({ name, version }) => [name, version]);
    expect(own).toEqual([
      ["Tool", "1.4.2"],
      ["Tool.Core", "1.4.2"],
    ]);
    expect(edges(inventory).map((edge) => edge.replaceAll(/first-party:[^#]*/g, ""))).toEqual(
      expect.arrayContaining([
        "#tool -> #tool.core",
        "#tool -> pkg:nuget/Serilog@4.0.0",
        "pkg:nuget/Serilog@4.0.0 -> pkg:nuget/Serilog.Formatting@1.0.0",
      ]),
    );
  });

  test("that brings no runtime needs one, so that it is not complete; its packages are", async () => {
    const said = levels(await lookAt(deps()));
    expect([said.get("#tool"), said.get("pkg:nuget/Serilog@4.0.0")]).toEqual(["incomplete", "complete"]);
  });

  test("that brings its runtime lists the package it came in", async () => {
    const pack = "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64";
    const inventory = await lookAt(
      deps({
        target: { [`${pack}/8.0.1`]: {}, "Tool/1.4.2": { dependencies: { [pack]: "8.0.1" } } },
        libraries: { [`${pack}/8.0.1`]: { type: "runtimepack", sha512: "" } },
      }),
    );
    expect(purls(inventory)).toContain("pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@8.0.1");
    expect(levels(inventory).get("#tool")).toBe("complete");
  });

  test("that was only compiled with a package does not ship it, and a file of no package has no address", async () => {
    const inventory = await lookAt(
      deps({
        target: { "Analyzers/2.0.0": { compileOnly: true }, "Vendor.Lib/1.0.0.0": {} },
        libraries: { "Analyzers/2.0.0": { type: "package" }, "Vendor.Lib/1.0.0.0": { type: "reference" } },
      }),
    );
    expect(named(inventory, "pkg:nuget/Analyzers@2.0.0")?.scope).toBe("dev");
    expect(inventory.components.find(({ name }) => name === "Vendor.Lib")).toMatchObject({ purl: undefined });
    expect(inventory.remarks.join()).toContain('"Vendor.Lib" is a file that is referred to');
  });

  test("whose package needs what the list does not hold is not complete", async () => {
    const inventory = await lookAt(deps({ target: { "Serilog/4.0.0": { dependencies: { Gone: "1.0.0" } } } }));
    expect(levels(inventory).get("pkg:nuget/Serilog@4.0.0")).toBe("incomplete");
    expect(inventory.remarks.join()).toContain('"Serilog" needs "Gone", which the file does not list');
  });

  test.each<[string, unknown]>([
    ["is no JSON", "{"],
    ["names a target that it does not hold", deps({ top: { runtimeTarget: { name: "other" } } })],
    ["names none", deps({ top: { runtimeTarget: {} } })],
    ["lists a package without a version", deps({ target: { Serilog: {} } })],
  ])("whose list %s is unknown, and no fault", async (_what, value) => {
    const inventory = await lookAt(value);
    expect(inventory.completeness[0]?.level).toBe("unknown");
    expect(inventory.unread.map(({ path }) => path)).toEqual(["tool.zip!tool/Tool.deps.json"]);
  });
});

test("a gem is read from its specification, whatever Ruby objects it names", async () => {
  const specification = `--- !ruby/object:Gem::Specification
name: rake
version: !ruby/object:Gem::Version
  version: 13.2.1
platform: java
dependencies:
- !ruby/object:Gem::Dependency
  name: json
  type: :runtime
licenses: [MIT]
`;
  const inventory = await look(
    "rake-13.2.1-java.gem",
    tar({ "metadata.gz": gzipSync(specification), "data.tar.gz": gzipSync(tar({ "lib/rake.rb": "x" })) }),
  );
  expect(purls(inventory)).toEqual(["pkg:gem/rake@13.2.1?platform=java"]);
  expect(inventory.components[0]).toMatchObject({ licenses: ["MIT"], properties: [{ value: "json" }] });
});

test("a crate is read from its manifest", async () => {
  const manifest = '[package]\nname = "adler"\nversion = "1.0.2"\nlicense = "0BSD OR MIT"\n';
  const inventory = await look("adler-1.0.2.crate", gzipSync(tar({ "adler-1.0.2/Cargo.toml": manifest })));
  expect(purls(inventory)).toEqual(["pkg:cargo/adler@1.0.2"]);
  expect(inventory.components[0]?.licenses).toEqual(["0BSD OR MIT"]);
});

describe("a jar", () => {
  const inner = storedZip({
    "META-INF/maven/org.b/b/pom.properties": "groupId=org.b\r\nartifactId=b\r\nversion=2.0\r\n",
  });
  const outer = storedZip({
    "META-INF/MANIFEST.MF": "Manifest-Version: 1.0\r\nImplementation-Title: ignored\r\n\r\n",
    "META-INF/maven/org.a/a/pom.properties": "#Created by Maven\ngroupId=org.a\nartifactId=a\nversion=1.0\n",
    "BOOT-INF/lib/b-2.0.jar": inner,
    "BOOT-INF/lib/named-3.1.jar": storedZip({
      "META-INF/MANIFEST.MF": "Manifest-Version: 1.0\r\nBundle-SymbolicName: org.c.na\r\n med;singleton:=true\r\n",
    }),
  });

  test("names itself and the jars in it, each with its digest", async () => {
    const inventory = await look("a-1.0.jar", outer);
    expect(purls(inventory)).toEqual(["pkg:maven/org.a/a@1.0", "pkg:maven/org.b/b@2.0"]);
    expect(named(inventory, "pkg:maven/org.b/b@2.0")?.hashes).toEqual([{ algorithm: "SHA-256", hex: sha256(inner) }]);
    // What no file states as Maven coordinates has none (jdubois/boot-ui#937).
    expect(inventory.components.find(({ name }) => name === "named")).toMatchObject({
      version: "3.1",
      purl: undefined,
    });
  });
});

describe("a Debian package", () => {
  const control =
    "Package: hello\nVersion: 1:2.10-3+b1\nArchitecture: amd64\nMaintainer: X <x@packages.debian.org>\nDepends: libc6 (>= 2.34),\n libfoo | libbar\n";
  const packages = { "debian-binary": "2.0\n", "data.tar.gz": gzipSync(tar({ "usr/share/doc/hello": "x" })) };
  const purl = "pkg:deb/debian/hello@1:2.10-3%2Bb1?arch=amd64";

  test("packed with gzip or Zstandard is read from its control file", async () => {
    for (const [ending, pack] of [
      ["gz", gzipSync],
      ["zst", zstdCompressSync],
    ] as const) {
      const inventory = await look(
        "hello_2.10-3+b1_amd64.deb",
        ar({ ...packages, [`control.tar.${ending}`]: pack(tar({ control })) }),
      );
      expect(purls(inventory)).toEqual([purl]);
    }
    expect(edges(await look("a.deb", ar(packages)))).toEqual([]);
  });

  test.skipIf(!hasXz())("packed with xz is read from its control file", async () => {
    const packed = execFileSync("xz", ["-c"], { input: tar({ control }) });
    expect(purls(await look("hello.deb", ar({ ...packages, "control.tar.xz": packed })))).toEqual([purl]);
  });

  test("of no distribution has no distribution's namespace (anchore/syft#2968)", async () => {
    const own = control.replace("x@packages.debian.org", "dev@example.org");
    const bytes = ar({ ...packages, "control.tar.gz": gzipSync(tar({ control: own })) });
    expect(purls(await look("hello.deb", bytes))).toEqual(["pkg:deb/hello@1:2.10-3%2Bb1?arch=amd64"]);
  });

  test("whose member claims more than there is is unknown (A16)", async () => {
    const bytes = ar({ ...packages, "control.tar.gz": gzipSync(tar({ control })) });
    expect((await look("hello.deb", bytes.subarray(0, -10))).unread).toMatchObject([
      { path: "hello.deb", reason: expect.stringContaining("claims more than there is") },
    ]);
  });
});

function hasXz(): boolean {
  try {
    execFileSync("xz", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe("an RPM package", () => {
  const lead = Buffer.concat([Buffer.from([0xed, 0xab, 0xee, 0xdb]), Buffer.alloc(92)]);
  const signatures = rpmHeader({ 1000: "abc" });
  const padded = Buffer.concat([signatures, Buffer.alloc((8 - (signatures.length % 8)) % 8)]);
  const main = rpmHeader({
    1000: "zlib",
    1001: "1.2.8",
    1002: "10.fc24",
    1003: 1,
    1011: "Fedora Project",
    1014: "Zlib",
    1022: "i686",
    1044: "zlib-1.2.8.src.rpm",
  });
  const rpm = new Uint8Array(Buffer.concat([lead, padded, main, Buffer.from("payload")]));

  test("is read from its header", async () => {
    const inventory = await look("zlib-1.2.8-10.fc24.i686.rpm", rpm);
    expect(purls(inventory)).toEqual(["pkg:rpm/fedora/zlib@1.2.8-10.fc24?arch=i686&epoch=1"]);
    expect(inventory.components[0]).toMatchObject({ licenses: ["Zlib"], hashes: [{ hex: sha256(rpm) }, {}] });
  });

  test("cut or changed anywhere is read or unknown, and nothing else", async () => {
    for (let length = 0; length < rpm.length; length += 5) await look("a.rpm", rpm.subarray(0, length));
    for (let at = 4; at < rpm.length; at += 3) {
      const changed = rpm.slice();
      changed[at] = 0xff;
      await look("a.rpm", changed);
    }
    expect((await look("a.rpm", rpm.subarray(0, 120))).completeness[0]?.level).toBe("unknown");
  });
});

/** A 64-bit ELF file with one section. */
function elfWithSection(name: string, content: Uint8Array): Uint8Array {
  const names = Buffer.from(`\0${name}\0.shstrtab\0`);
  const header = Buffer.alloc(64);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  const table = 64 + content.length + names.length;
  header.writeBigUInt64LE(BigInt(table), 0x28);
  header.writeUInt16LE(64, 0x3a);
  header.writeUInt16LE(3, 0x3c);
  header.writeUInt16LE(2, 0x3e);
  const row = (nameAt: number, offset: number, size: number) => {
    const bytes = Buffer.alloc(64);
    bytes.writeUInt32LE(nameAt, 0);
    bytes.writeUInt32LE(1, 4);
    bytes.writeBigUInt64LE(BigInt(offset), 24);
    bytes.writeBigUInt64LE(BigInt(size), 32);
    return bytes;
  };
  const rows = [Buffer.alloc(64), row(1, 64, content.length), row(name.length + 2, 64 + content.length, names.length)];
  return new Uint8Array(Buffer.concat([header, content, names, ...rows]));
}

describe("a Rust program built with cargo-auditable", () => {
  const data = {
    packages: [
      { name: "adler", version: "1.0.2", source: "crates.io" },
      { name: "app", version: "0.1.0", source: "local", dependencies: [0], root: true },
    ],
  };

  test("names its crates and their needs", async () => {
    const inventory = await look("app", elfWithSection(".dep-v0", deflateSync(JSON.stringify(data))));
    expect(purls(inventory).sort()).toEqual(["pkg:cargo/adler@1.0.2", "pkg:cargo/app@0.1.0"]);
    expect(edges(inventory)).toEqual(["cargo-program:app#app -> pkg:cargo/adler@1.0.2"]);
    expect(inventory.completeness[0]?.level).toBe("complete");
  });

  test("has the digest of its file, itself or in an archive", async () => {
    const program = elfWithSection(".dep-v0", deflateSync(JSON.stringify(data)));
    for (const inventory of [await look("app", program), await look("app.tar", tar({ "bin/app": program }))]) {
      const own = inventory.components.find(({ kind }) => kind === "application");
      expect(own?.hashes.map(({ hex }) => hex)).toContain(sha256(program));
      expect(inventory.components.find(({ name }) => name === "adler")?.hashes).toEqual([]);
    }
  });

  test("with audit data that is damaged, or larger than 8 MiB, is unknown", async () => {
    for (const data of [new Uint8Array(40), deflateSync(Buffer.alloc(9 << 20, " "))]) {
      expect((await look("app", elfWithSection(".dep-v0", data))).unread).toMatchObject([
        { path: "app", reason: "could not be read: the audit data of app cannot be read" },
      ]);
    }
  });
});

describe("a program that hides what it is made of", () => {
  const reason = async (bytes: Uint8Array) => (await look("tool", bytes)).completeness[0]?.reason;

  test("says that it was packed by UPX, is stripped, or has broken headers", async () => {
    expect(await reason(elfWithSection(".symtab", new Uint8Array(8)))).toBe("a program without build information");
    expect(await reason(elfWithSection(".text", new Uint8Array(8)))).toBe(
      "a stripped program without build information",
    );
    expect(await reason(elfWithSection(".x", Buffer.from("UPX! data")))).toBe(
      "a program packed by UPX, which hides what it is made of",
    );
    expect(await reason(Buffer.from("\x7fELF\x02\x01\x01", "latin1"))).toBe(
      "nothing in it is of a kind that can be read",
    );
  });
});

describe("a container image", () => {
  const status = (version: string) =>
    `Package: bash\nStatus: install ok installed\nVersion: ${version}\nArchitecture: amd64\nDepends: libc6 (>= 2.36), gone\n\nPackage: libc6\nStatus: install ok installed\nVersion: 2.36\nArchitecture: amd64\n\nPackage: old\nStatus: deinstall ok config-files\nVersion: 1\nArchitecture: amd64\n`;
  const lower = gzipSync(
    tar({ "etc/os-release": 'ID=debian\nVERSION_ID="12"\n', "var/lib/dpkg/status": status("5.1") }),
  );
  const upper = gzipSync(
    tar({ "var/lib/dpkg/status": status("5.2"), "app/node_modules/x/package.json": '{"name":"x","version":"1.0.0"}' }),
  );
  const expected = [
    "pkg:deb/debian/bash@5.2?arch=amd64&distro=debian-12",
    "pkg:deb/debian/libc6@2.36?arch=amd64&distro=debian-12",
    "pkg:npm/x@1.0.0",
  ];

  test("in an OCI layout is seen layer over layer", async () => {
    const blob = (content: Content) => [`blobs/sha256/${sha256(content)}`, content] as const;
    const digest = (content: Content) => `sha256:${sha256(content)}`;
    const config = JSON.stringify({ architecture: "amd64", os: "linux" });
    const manifest = JSON.stringify({
      config: { digest: digest(config) },
      layers: [{ digest: digest(lower) }, { digest: digest(upper) }],
    });
    const index = JSON.stringify({
      manifests: [
        { digest: digest(manifest), annotations: { "org.opencontainers.image.ref.name": "ghcr.io/x/app:1.2" } },
      ],
    });
    const files = Object.fromEntries([
      ["index.json", index],
      ["oci-layout", "{}"],
      ...[config, manifest, lower, upper].map(blob),
    ]);
    const inventory = await look("app.tar", tar(files));
    const image = `pkg:oci/app@${digest(manifest)}?arch=amd64&repository_url=ghcr.io%2Fx%2Fapp&tag=1.2`;
    expect(purls(inventory)).toEqual([...expected, image]);
    expect(edges(inventory)).toEqual([
      `${expected[0]} -> ${expected[1]}`,
      ...expected.map((purl) => `${image} -> ${purl}`),
    ]);
    expect(inventory.edges.filter(({ from }) => from === inventory.root.ref).map(({ to }) => to)).toEqual([image]);
  });

  test.each([
    ["a signature of cosign", "oci.image.config.v1+json", "dev.cosign.simplesigning.v1+json"],
    ["a bundle of Sigstore", "oci.empty.v1+json", "dev.sigstore.bundle.v0.3+json"],
    ["a chart", "cncf.helm.config.v1+json", "cncf.helm.chart.content.v1.tar+gzip"],
  ])("is not %s, which is packed as one", async (_what, config, layer) => {
    const descriptor = (type: string, text: string) => ({
      mediaType: `application/vnd.${type}`,
      digest: `sha256:${sha256(text)}`,
    });
    const manifest = JSON.stringify({ config: descriptor(config, "{}"), layers: [descriptor(layer, "x")] });
    const files = Object.fromEntries([
      ["index.json", JSON.stringify({ manifests: [descriptor("oci.image.manifest.v1+json", manifest)] })],
      ...["{}", "x", manifest].map((text) => [`blobs/sha256/${sha256(text)}`, text]),
    ]);
    expect((await look("layout.tar", tar(files))).components).toEqual([]);
  });

  test("as docker saved it is seen layer over layer", async () => {
    const saved = JSON.stringify([
      { Config: "config.json", RepoTags: ["app:1.2"], Layers: ["a/layer.tar", "b/layer.tar"] },
    ]);
    const inventory = await look(
      "app.tar",
      tar({
        "a/layer.tar": lower,
        "b/layer.tar": upper,
        "config.json": '{"architecture":"amd64"}',
        "manifest.json": saved,
      }),
    );
    expect(purls(inventory)).toEqual(expected);
    expect(inventory.components.find(({ kind }) => kind === "container")).toMatchObject({
      name: "app",
      version: "1.2",
    });
  });

  test("of Alpine is read from the database of apk", async () => {
    const installed =
      "P:musl\nV:1.2.5-r0\nA:x86_64\nL:MIT\np:so:libc.musl-x86_64.so.1=1\n\nP:zlib\nV:1.3.1-r1\nA:x86_64\nL:Zlib\nD:so:libc.musl-x86_64.so.1 !uclibc\n";
    const layer = tar({ "etc/os-release": "ID=alpine\nVERSION_ID=3.20.1\n", "lib/apk/db/installed": installed });
    const inventory = await look("rootfs.tar", layer);
    const [musl, zlib] = ["musl@1.2.5-r0", "zlib@1.3.1-r1"].map(
      (name) => `pkg:apk/alpine/${name}?arch=x86_64&distro=alpine-3.20.1`,
    );
    expect(purls(inventory)).toEqual([musl, zlib]);
    expect(edges(inventory)).toEqual([`${zlib} -> ${musl}`]);
  });
});

test("archives within archives are opened to a limit, and beyond it declared unknown (A18)", async () => {
  let bytes: Uint8Array = tar({ "package.json": '{"name":"x","version":"1.0.0"}' });
  for (let depth = 0; depth < 12; depth++) bytes = tar({ "inner.tar": bytes });
  const inventory = await look("deep.tar", bytes);
  expect(inventory.components).toMatchObject([{ kind: "file" }]);
  expect(inventory.completeness.map(({ reason }) => reason).join()).toContain("more than 8 archives within each other");
});

test.each([
  ["app.tar.bz2", "BZh91AY&SY", "bzip2"],
  ["app.7z", "7z\xbc\xaf\x27\x1c", "7-Zip"],
  ["app.rar", "Rar!\x1a\x07\x01\x00", "RAR"],
  ["app.cab", "MSCF\0\0\0\0", "Microsoft cabinet"],
  ["app.pkg", "xar!\0\x1c", "xar"],
  ["app.tar.lz4", "\x04\x22\x4d\x18", "LZ4"],
  ["app.tar.lz", "LZIP\x01", "lzip"],
])("%s is declared unknown, alone and within an archive, and why", async (name, head, kind) => {
  const bytes = new Uint8Array(Buffer.from(head.padEnd(64, "x"), "latin1"));
  const reason = `is packed as ${kind}, which is not read`;
  const alone = await look(name, bytes);
  expect(alone.completeness).toMatchObject([
    { level: "unknown", reason: `"${name}" ${reason}`, refs: [alone.root.ref] },
  ]);
  const within = await look("all.tar", tar({ [name]: bytes, "package.json": '{"name":"x","version":"1.0.0"}' }));
  expect(within.completeness[0]).toMatchObject({ level: "unknown" });
  expect(within.completeness.find(({ refs }) => refs.some((ref) => ref.includes(name)))).toMatchObject({ reason });
});

test("an entry whose name climbs out is flagged, and the rest is read (A01)", async () => {
  const zip = storedZip({
    "../evil": "x",
    "META-INF/maven/g/a/pom.properties": "groupId=g\nartifactId=a\nversion=1\n",
  });
  const inventory = await look("a.jar", zip);
  expect(inventory.remarks).toEqual(['"a.jar!../evil" would be written outside its folder']);
  expect(purls(inventory)).toEqual(["pkg:maven/g/a@1"]);
});
