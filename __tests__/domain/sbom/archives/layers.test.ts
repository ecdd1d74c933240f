import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { LayerEntries } from "../../../../src/domain/sbom/archives/layers.ts";
import { look, purls, savedImage, tar } from "../look.ts";

const npm = (name: string) => JSON.stringify({ name, version: "1.0.0" });
const place = (name: string) => `app/node_modules/${name}/package.json`;
const LOWER = tar({
  [place("a")]: npm("a"),
  [place("b")]: npm("b"),
  "lib/apk/db/installed": "P:musl\nV:1\nA:x86_64\n",
  "bin/tool": "\x7fELF tool that says nothing",
});
const names = async (...layers: Uint8Array[]) =>
  purls(await look("image.tar", savedImage(...layers))).map((purl) => purl.replace(/\?.*$/, ""));

describe("a layer of an image", () => {
  test("adds to those below", async () => {
    expect(await names(LOWER, tar({ [place("c")]: npm("c") }))).toEqual([
      "pkg:apk/alpine/musl@1",
      ...["a", "b", "c"].map((name) => `pkg:npm/${name}@1.0.0`),
    ]);
  });

  test("takes a file away by a whiteout, packed or not", async () => {
    const upper = tar({ "app/node_modules/a/.wh.package.json": "", "lib/apk/db/.wh.installed": "" });
    expect(await names(LOWER, upper)).toEqual(["pkg:npm/b@1.0.0"]);
    expect(await names(gzipSync(LOWER), gzipSync(upper))).toEqual(["pkg:npm/b@1.0.0"]);
  });

  test("takes a folder away, and everything in it", async () => {
    expect(await names(LOWER, tar({ "app/.wh.node_modules": "", "lib/.wh.apk": "" }))).toEqual([]);
  });

  test("empties a folder that stays, for the layers below and not for itself", async () => {
    const upper = tar({ "app/node_modules/.wh..wh..opq": "", [place("c")]: npm("c") });
    expect(await names(LOWER, upper)).toEqual(["pkg:apk/alpine/musl@1", "pkg:npm/c@1.0.0"]);
    expect(await names(upper, LOWER)).toContain("pkg:npm/c@1.0.0");
  });

  test("that is listed again and again, among others that are not there, is read once, and ends (A18)", async () => {
    const blob = (n: number) => n.toString(16).padStart(64, "0");
    const layer = tar(Object.fromEntries(Array.from({ length: 200 }, (_, n) => [place(`p${n}`), npm(`p${n}`)])));
    const listed = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ digest: `sha256:${blob(n % 2 === 0 ? 1 : n)}` }));
    const manifests = Array.from({ length: 256 }, () => ({ digest: `sha256:${blob(2)}` }));
    for (const [count, images] of [
      [1024, 1],
      [40_000, 0],
    ] as const) {
      const archive = tar({
        [`blobs/sha256/${blob(1)}`]: layer,
        [`blobs/sha256/${blob(2)}`]: JSON.stringify({ layers: listed(count) }),
        "index.json": JSON.stringify({ manifests }),
      });
      const found = purls(await look("image.tar", archive));
      expect(found.filter((purl) => purl.startsWith("pkg:npm/"))).toHaveLength(200);
      expect(found.filter((purl) => purl.startsWith("pkg:oci/"))).toHaveLength(images);
    }
  });

  test("brings back what a layer between took away", async () => {
    expect(await names(LOWER, tar({ "app/.wh.node_modules": "" }), tar({ [place("a")]: npm("a") }))).toEqual([
      "pkg:apk/alpine/musl@1",
      "pkg:npm/a@1.0.0",
    ]);
  });

  test("hides a file below by one in its place, even by an empty one", async () => {
    expect(await names(LOWER, tar({ "lib/apk/db/installed": "" }))).not.toContain("pkg:apk/alpine/musl@1");
    expect(await names(LOWER, tar({ lib: "now a file" }))).not.toContain("pkg:apk/alpine/musl@1");
  });

  test("hides programs as it hides packages", async () => {
    const listed = async (...layers: Uint8Array[]) =>
      (await look("image.tar", savedImage(...layers))).components.filter(({ kind }) => kind === "file").length;
    expect(await listed(LOWER)).toBe(1);
    expect(await listed(LOWER, tar({ "bin/.wh.tool": "" }))).toBe(0);
    expect(await listed(tar({ "bin/.wh.tool": "" }), LOWER)).toBe(1);
    const levelOf = async (...layers: Uint8Array[]) =>
      (await look("image.tar", savedImage(...layers))).completeness[0]?.level;
    expect(await levelOf(LOWER)).toBe("unknown");
    expect(await levelOf(LOWER, tar({ "bin/.wh.tool": "" }))).toBe("incomplete");
  });
});

test("a folder in a layer hides a file of its name, and nothing in it", () => {
  const layer = new LayerEntries();
  layer.add({ path: "./etc/", kind: "directory" });
  layer.add({ path: "usr/bin", kind: "link" });
  expect(["etc", "etc/os-release", "usr/bin", "usr/bin/x", "usr/lib"].map((path) => layer.hides(path))).toEqual([
    true,
    false,
    true,
    true,
    false,
  ]);
});

test("an image whose layers another image shares lists them as well", async () => {
  const manifest = JSON.stringify([
    { Config: "config.json", RepoTags: ["one:1"], Layers: ["0/layer.tar"] },
    { Config: "config.json", RepoTags: ["two:1"], Layers: ["0/layer.tar", "1/layer.tar"] },
  ]);
  const inventory = await look(
    "images.tar",
    tar({
      "0/layer.tar": LOWER,
      "1/layer.tar": tar({ "app/.wh.node_modules": "" }),
      "config.json": "{}",
      "manifest.json": manifest,
    }),
  );
  const needs = (name: string) => {
    const ref = inventory.components.find((one) => one.kind === "container" && one.name === name)?.ref;
    return inventory.edges.filter(({ from }) => from === ref).map(({ to }) => to.replace(/\?.*$/, ""));
  };
  expect(needs("one")).toContain("pkg:npm/a@1.0.0");
  expect(needs("two")).not.toContain("pkg:npm/a@1.0.0");
  expect(needs("two")).toContain("pkg:apk/alpine/musl@1");
});

test("an image whose name is made to be taken apart for long has none (A18)", async () => {
  const config = JSON.stringify([{ Config: "c.json", RepoTags: [`${"@".repeat(300_000)}\n`], Layers: [] }]);
  const inventory = await look("image.tar", tar({ "manifest.json": config, "c.json": "{}" }));
  expect(inventory.components.find(({ kind }) => kind === "container")?.name).toBe("image");
});

test("a deep path is held against a layer without being cut at each of its folders (A18)", () => {
  const layer = new LayerEntries();
  layer.add({ path: "a/a/.wh.b", kind: "file" });
  const deep = "a/".repeat(30_000);
  for (let n = 0; n < 200; n++) expect(layer.hides(`${deep}${n}`)).toBe(false);
  expect(layer.hides("a/a/b/c/d")).toBe(true);
  expect(layer.hides("a/a/c/b/d")).toBe(false);
});
