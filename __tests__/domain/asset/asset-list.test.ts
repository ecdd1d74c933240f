import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAssetList } from "../../../src/domain/asset/asset-list.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { expectFault } from "../../expect-fault.ts";

const SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const SHA512 = SHA256 + SHA256;
const read = (value: unknown) =>
  parseAssetList(Buffer.from(typeof value === "string" ? value : JSON.stringify(value), "utf8"));
const names = (value: unknown) => read(value).assets.map(({ name }) => name);

describe("a checksum list", () => {
  test("is read in coreutils and BSD form, and is an asset itself", () => {
    const expected = { name: "a.tgz", path: "a.tgz", expected: { sha256: SHA256 } };
    for (const text of [`${SHA256}  a.tgz\n`, `${SHA256} *a.tgz\r\n`, `SHA256 (a.tgz) = ${SHA256}\n`]) {
      expect(read(text)).toEqual({ assets: [expected], base: "folder", isAsset: true, others: [] });
    }
  });

  test("is told by its first line, not by what a name looks like", () => {
    for (const name of ["SHA512 (a", SHA512]) {
      expect(read(`${SHA256}  ${name}\n`).assets).toEqual([{ name, path: name, expected: { sha256: SHA256 } }]);
    }
  });

  test("with digests of 128 digits is of SHA-512", () => {
    for (const text of [`${SHA512}  a\n`, `SHA512 (a) = ${SHA512}\n`]) {
      expect(read(text).assets).toEqual([{ name: "a", path: "a", expected: { sha512: SHA512 } }]);
    }
  });

  test("that mixes algorithms, holds a path or is empty is refused (S13)", async () => {
    await expectFault("checksums-malformed", () => read(`${SHA256}  a\n${SHA512}  b\n`));
    await expectFault("checksums-malformed", () => read(`${SHA256}  ../a\n`));
    await expectFault("checksums-empty", () => read(""));
  });
});

describe("artifacts.json of GoReleaser", () => {
  const archive = {
    ...{ name: "tool_1.0_linux_amd64.tar.gz", path: "dist/tool_1.0_linux_amd64.tar.gz", goos: "linux" },
    ...{ internal_type: 1, type: "Archive", extra: { Checksum: `sha256:${SHA256}`, Binaries: ["tool"] } },
  };
  const ofType = (type: string, more: object = {}) => ({ name: type, path: `dist/${type}`, type, ...more });

  test("gives what is uploaded, with its digest, relative to the project", () => {
    expect(read([archive])).toEqual({
      assets: [{ name: archive.name, path: archive.path, expected: { sha256: SHA256 } }],
      ...{ base: "project", isAsset: false, others: [] },
    });
  });

  test("gives each type that GoReleaser uploads, and none that goes elsewhere", () => {
    const uploaded = [
      ...["Archive", "File", "Source", "Linux Package", "MSIX", "Makeself Package", "Flatpak", "Source RPM"],
      ...["Wheel", "Source Dist", "SBOM", "Checksum", "Signature", "Certificate"],
    ];
    const elsewhere = [
      ...["Metadata", "Snap", "Docker Image", "Published Docker Image", "Docker Manifest", "Chocolatey", "Nixpkg"],
      ...["Brew Tap", "Homebrew Formula", "Homebrew Cask", "GoFish Rig", "Krew Plugin Manifest", "Scoop Manifest"],
      ...["PKGBUILD", "SRCINFO", "Winget Manifest", "C Header", "C Archive Library", "C Shared Library"],
    ];
    expect(names([...uploaded, ...elsewhere].map((type) => ofType(type)))).toEqual(uploaded);
  });

  test("gives a binary only where it is uploaded as it is", () => {
    const binary = (kind: number, name: string) => ({
      name,
      path: `dist/${name}/tool`,
      type: "Binary",
      internal_type: kind,
    });
    expect(read([binary(4, "built"), binary(2, "tool_linux"), binary(5, "universal")]).assets).toEqual([
      { name: "tool_linux", path: "dist/tool_linux/tool", expected: {} },
    ]);
  });

  test("an unknown type counts where it has a checksum, and is refused without one", async () => {
    expect(names([ofType("DMG", { extra: { Checksum: `sha256:${SHA256}` } })])).toEqual(["DMG"]);
    await expectFault("asset-list-malformed", () => read([ofType("DMG")]));
    await expectFault("asset-list-malformed", () => read([ofType("DMG", { extra: { Checksum: 5 } })]));
  });

  test("a weak digest neither helps nor hinders, and a broken one is refused", async () => {
    const withChecksum = (checksum: string) => [{ ...archive, extra: { Checksum: checksum } }];
    expect(read(withChecksum("crc32:3610a686")).assets[0]?.expected).toEqual({});
    expect(read(withChecksum(`sha512:${SHA512.toUpperCase()}`)).assets[0]?.expected).toEqual({ sha512: SHA512 });
    expect(read([{ ...archive, extra: { Checksum: null } }]).assets[0]?.expected).toEqual({});
    const short = SHA256.slice(1);
    for (const broken of [
      "sha256:12",
      `sha256:${SHA512}`,
      `sha256:g${short}`,
      `sha256:${short}g`,
      `sha256:${SHA256}\n`,
      `sha512:${SHA256}`,
    ]) {
      await expectFault("asset-list-malformed", () => read(withChecksum(broken)));
    }
  });

  test("of another form is refused", async () => {
    for (const wrong of [
      [1],
      [{ name: "a" }],
      [ofType("Archive", { path: 1 })],
      [{ type: "Archive", name: "a" }],
      [{ type: "Archive", path: "dist/a" }],
    ]) {
      await expectFault("asset-list-malformed", () => read(wrong));
    }
    await expectFault("json-malformed", () => read('[{"type":"Archive","type":"File"}]'));
  });
});

describe("dist-manifest.json of dist", () => {
  test("gives every artifact that has a file, beside the manifest, and the manifest itself", () => {
    const manifest = {
      dist_version: "0.30.0",
      artifacts: {
        "tool.tar.xz": {
          name: "tool.tar.xz",
          kind: "executable-zip",
          path: "/b/tool.tar.xz",
          checksums: { sha256: SHA256 },
        },
        "tool.tar.xz.sha256": { name: "tool.tar.xz.sha256", kind: "checksum" },
        "cargo-install": { kind: "installer", checksums: { blake2b: "00" } },
      },
    };
    expect(read(manifest)).toEqual({
      assets: [
        { name: "tool.tar.xz", path: "tool.tar.xz", expected: { sha256: SHA256 } },
        { name: "tool.tar.xz.sha256", path: "tool.tar.xz.sha256", expected: {} },
      ],
      ...{ base: "folder", isAsset: true, others: [] },
    });
  });

  test("of another form is refused", async () => {
    for (const artifacts of [[], { a: 1 }, { a: { name: 1 } }, { a: { name: "a", checksums: { sha256: "x" } } }]) {
      await expectFault("asset-list-malformed", () => read({ artifacts }));
    }
  });
});

describe("the runner's list", () => {
  const of = (...subjects: unknown[]) => ({ version: 1, subjects });

  test("gives names and digests of files without a place, and names images apart", () => {
    const file = { name: "a.tgz", digest: `sha256:${SHA256}`, kind: "file" };
    const image = { name: "ghcr.io/octo/tool", digest: `sha256:${SHA256}`, kind: "oci" };
    expect(read(of(file, image))).toEqual({
      assets: [{ name: "a.tgz", path: "a.tgz", expected: { sha256: SHA256 } }],
      ...{ base: "none", isAsset: false, others: ["ghcr.io/octo/tool"] },
    });
  });

  test("of another version, kind or digest is refused", async () => {
    const file = { name: "a", digest: `sha256:${SHA256}`, kind: "file" };
    const wrong = [
      { version: 2, subjects: [] },
      of({ ...file, kind: "folder" }),
      of({ ...file, digest: `sha512:${SHA512}` }),
      of({ ...file, digest: "sha256:12" }),
      of({ ...file, digest: `xsha256:${SHA256}` }),
      of({ ...file, digest: `sha256:${SHA256}\n` }),
      of({ ...file, name: "" }),
      of({ ...file, more: 1 }),
    ];
    for (const value of wrong) await expectFault("asset-list-malformed", () => read(value));
  });
});

test("white space before JSON changes nothing", () => {
  for (const space of ["", " ", "\t", "\n", "\r", " \r\n\t"]) {
    expect(read(`${space}[]`).base).toBe("project");
    expect(read(`${space}{"artifacts":{}}`).base).toBe("folder");
    expect(read(`${space}{"version":1,"subjects":[]}`).base).toBe("none");
  }
});

test("more than 16 MiB of JSON are refused before they are parsed", async () => {
  expect(read(`[${" ".repeat((16 << 20) - 2)}]`).assets).toEqual([]);
  await expectFault("json-too-large", () => read(`[${" ".repeat((16 << 20) - 1)}]`));
});

test("JSON of another kind is refused", async () => {
  expect((await expectFault("asset-list-malformed", () => read({}))).message).toContain("unknown kind");
  await expectFault("asset-list-malformed", () => read({ artifact: [] }));
});

test("whatever bytes a list has, only a fault comes of it", () => {
  const hostile = fc.oneof(
    fc.uint8Array(),
    fc.json().map((text) => Buffer.from(text, "utf8")),
  );
  fc.assert(
    fc.property(hostile, (bytes) => {
      try {
        parseAssetList(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    }),
  );
});

test("a digest is compared however its algorithm is written, and one without an algorithm is refused", async () => {
  const list = (extra: object) => Buffer.from(JSON.stringify([{ name: "a", path: "a", type: "File", extra }]));
  for (const algorithm of ["sha256", "SHA256", "sha-256", "SHA-256"]) {
    const found = parseAssetList(list({ Checksum: `${algorithm}:${"a".repeat(64)}` }));
    expect(found.assets[0]?.expected).toEqual({ sha256: "a".repeat(64) });
    await expectFault("asset-list-malformed", () => parseAssetList(list({ Checksum: `${algorithm}:a` })));
  }
  for (const Checksum of [
    "a".repeat(64),
    `:${"a".repeat(64)}`,
    [`sha256:${"a".repeat(64)}`],
    { sha256: "a".repeat(64) },
    1,
  ]) {
    await expectFault("asset-list-malformed", () => parseAssetList(list({ Checksum })));
  }
  expect(parseAssetList(list({ Checksum: `x:${"a".repeat(64)}` }))).toMatchObject({ assets: [{ expected: {} }] });
});
