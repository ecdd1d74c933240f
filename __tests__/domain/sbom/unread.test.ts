import { createHash } from "node:crypto";
import { constants, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { unpackZstd } from "../../../src/domain/sbom/archives/unpack-zstd.ts";
import { requireQuality, unreadWarnings } from "../../../src/domain/sbom/quality/require-quality.ts";
import { expectFault } from "../../expect-fault.ts";
import { look, purls, tar } from "./look.ts";
import { storedZip } from "./stored-zip.ts";

const DOCUMENT = { epoch: 0, tool: { name: "t", version: "1" }, producer: undefined };
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, n) => line(n)).join("");

describe("more work than an asset of its size is given", () => {
  test.each([
    ["Gemfile.lock", `GEM\n  specs:\n${lines(4000, (n) => `    a (${n})\n      a\n`)}`],
    ["poetry.lock", lines(4000, (n) => `[[package]]\nname="a"\nversion="${n}"\n[package.dependencies]\na="*"\n`)],
    ["pdm.lock", lines(4000, (n) => `[[package]]\nname="a"\nversion="${n}"\ndependencies=["a"]\n`)],
    ["uv.lock", lines(4000, (n) => `[[package]]\nname="a"\nversion="${n}"\ndependencies=[{name="a"}]\n`)],
    ["requirements.txt", lines(4000, (n) => `a==${n} # via a\n`)],
  ])("is unknown in %s of one name in many versions, and the same each time", async (name, text) => {
    const inventory = await look(name, text);
    expect(inventory.unread).toMatchObject([{ path: name, limit: true }]);
    expect(inventory.completeness[0]?.level).toBe("unknown");
    expect(await look(name, text)).toEqual(inventory);
  });

  test("is unknown in an image of many images over one layer of many lockfiles", async () => {
    const images = Array.from({ length: 500 }, (_, n) => ({ Config: "c", RepoTags: [`a/b:${n}`], Layers: ["l.tar"] }));
    const lock = '{"lockfileVersion":3,"packages":{"":{"name":"x","version":"1"}}}';
    const layer = tar(Object.fromEntries(images.map((_, n) => [`d${n}/package-lock.json`, lock])));
    const { unread } = await look(
      "i.tar.gz",
      gzipSync(tar({ "manifest.json": JSON.stringify(images), "l.tar": layer })),
    );
    expect(unread).toMatchObject([{ path: "i.tar.gz", limit: true }]);
  });
});

test("a manifest of colons without an end of line is read at once", async () => {
  const manifest = `${":".repeat(3_000_000)}\rx\r\n`;
  const jar = storedZip({ "META-INF/MANIFEST.MF": manifest });
  expect((await look("x-1.jar", jar)).components.map(({ name }) => name)).toEqual(["x"]);
});

test("a jar behind a launcher is read (aquasecurity/trivy#1470)", async () => {
  const jar = storedZip({ "META-INF/maven/g/a/pom.properties": "groupId=g\nartifactId=a\nversion=1\n" });
  const script = Buffer.from('#!/bin/sh\nexec java -jar "$0"\n');
  expect(purls(await look("a-1.jar", Buffer.concat([script, jar])))).toEqual(["pkg:maven/g/a@1"]);
  expect(purls(await look("all.tar", tar({ "a-1.jar": Buffer.concat([script, jar]) })))).toEqual(["pkg:maven/g/a@1"]);
});

test("an npm package that names no other is not called complete, for it may be bundled", async () => {
  const files = { "package/package.json": '{"name":"x","version":"1.0.0"}', "package/cli.js": "x" };
  const { completeness } = await look("x-1.0.0.tgz", gzipSync(tar(files)));
  expect(completeness.map(({ level }) => level)).not.toContain("complete");
});

test("what cannot be read passes with a warning by default, and is refused by plausible", async () => {
  const inventory = await look("data.tar.gz", gzipSync(tar({ a: "x" })).subarray(0, -10));
  requireQuality(inventory, DOCUMENT, { kind: "warn" });
  expect(unreadWarnings(inventory)).toEqual([
    'the SBOM of "data.tar.gz" is unknown: "data.tar.gz" could not be read: the gzip stream ends too early',
  ]);
  await expectFault("sbom-quality", () => requireQuality(inventory, DOCUMENT, { kind: "plausible" }));
});

describe("one packed file that cannot be read", () => {
  test.each([
    ["disk.img.gz", gzipSync(Buffer.alloc(9_000)).subarray(0, -4), "could not be read: the gzip stream ends too early"],
    ["twice.gz", gzipSync(gzipSync("x").subarray(0, -4)), "could not be read: the gzip stream ends too early"],
    ["dump.zip.gz", gzipSync("PK\x03\x04 and no more"), "could not be read: the zip archive is damaged"],
  ])("%s is named as the asset that it is, and lists nothing without a name (L8)", async (name, bytes, reason) => {
    const inventory = await look(name, bytes);
    expect(inventory.unread).toEqual([{ path: name, reason: expect.stringContaining(reason), limit: false }]);
    expect(inventory.completeness).toMatchObject([{ level: "unknown" }]);
    expect(inventory.components).toEqual([]);
  });

  test("within an archive is a file with its digest (L8)", async () => {
    const packed = gzipSync("PK\x03\x04 and no more");
    const { components, unread } = await look("all.tar", tar({ "in/dump.zip.gz": packed }));
    const sha256 = createHash("sha256").update(packed).digest("hex");
    expect(components).toMatchObject([{ name: "in/dump.zip.gz", hashes: [{ hex: sha256 }] }]);
    expect(unread).toMatchObject([{ path: "all.tar!in/dump.zip.gz" }]);
  });

  test("a program that says nothing, packed, has a name", async () => {
    const program = Buffer.concat([Buffer.from("\x7fELF"), Buffer.alloc(600)]);
    expect((await look("tool.gz", gzipSync(program))).components.map(({ name }) => name)).toEqual(["tool"]);
  });
});

describe("a Zstandard stream", () => {
  const checked = zstdCompressSync(Buffer.from("contents ".repeat(50_000)), {
    params: { [constants.ZSTD_c_checksumFlag]: 1 },
  });
  const damaged = Buffer.from(checked);
  damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
  async function* one(bytes: Uint8Array) {
    yield bytes;
  }
  async function sizeOf(chunks: AsyncIterable<Uint8Array>): Promise<number> {
    let size = 0;
    for await (const bytes of chunks) size += bytes.length;
    return size;
  }

  test("is read to the end of its last frame", async () => {
    expect(await sizeOf(unpackZstd(one(checked)))).toBe(450_000);
    expect(await sizeOf(unpackZstd(one(Buffer.concat([checked, checked]))))).toBe(900_000);
    await expectFault("archive-truncated", () => sizeOf(unpackZstd(one(checked.subarray(0, -2)))));
  });

  test("whose checksum is wrong is damaged", async () => {
    await expectFault("gzip-malformed", () => sizeOf(unpackZstd(one(damaged))));
    expect((await look("a.zst", damaged)).unread).toMatchObject([
      { reason: "could not be read: the zstd stream is damaged" },
    ]);
  });
});
