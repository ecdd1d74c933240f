import { createHash } from "node:crypto";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { collectAssets } from "../../../../src/journeys/seal/assets/collect-assets.ts";
import { projectFolder, readAssetLists } from "../../../../src/journeys/seal/assets/read-asset-lists.ts";
import { systemFiles } from "../../../../src/world/files/files.ts";
import { expectFault } from "../../../expect-fault.ts";
import { quietProgress } from "../../../quiet-progress.ts";
import { temporaryFolder } from "../../../temporary-folder.ts";

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Collects as sealing does. */
async function collect(
  folder: string,
  assetsFrom: readonly string[],
  { assets = [], variables = {} }: { assets?: readonly string[]; variables?: Readonly<Record<string, string>> } = {},
) {
  const progress = quietProgress();
  const listed = await readAssetLists(
    { assetsFrom, folder },
    { files: systemFiles, env: (name) => variables[name], progress },
  );
  const collected = await collectAssets({ assets, folder, listed }, systemFiles, progress);
  return { names: collected.map(({ name }) => name), collected, warnings: progress.warnings };
}

test("a checksum list gives the files beside it, and itself", async () => {
  const folder = folderWith({ "dist/a": "a", "dist/b": "b", "dist/SHA256SUMS": `${digest("a")}  a\n` });
  expect((await collect(folder, ["dist/SHA256SUMS"])).names).toEqual(["SHA256SUMS", "a"]);
});

test("files that patterns name come beside those of lists, each once", async () => {
  const folder = folderWith({ "dist/a": "a", "dist/b": "b", "dist/sums": `${digest("a")}  a\n` });
  expect((await collect(folder, ["dist/sums"], { assets: ["dist/*"] })).names).toEqual(["a", "b", "sums"]);
});

test("a file whose bytes are not those that a list states is refused", async () => {
  const folder = folderWith({ "dist/a": "changed", "dist/sums": `${digest("a")}  a\n` });
  await expectFault("checksums-disagree", () => collect(folder, ["dist/sums"]));
});

test("a list that is absent, or that names an absent file, is refused", async () => {
  const folder = folderWith({ "dist/sums": `${digest("a")}  a\n` });
  await expectFault("file-missing", () => collect(folder, ["dist/none"]));
  await expectFault("file-missing", () => collect(folder, ["dist/sums"]));
});

test("paths of GoReleaser are relative to the folder that it ran in, and names are the list's", async () => {
  const artifacts = [
    { name: "tool_linux_amd64", path: "dist/tool_linux_amd64_v1/tool", type: "Binary", internal_type: 2 },
    { name: "LICENSE.txt", path: "LICENSE", type: "File", extra: { Checksum: `sha256:${digest("licence")}` } },
    { name: "metadata.json", path: "dist/metadata.json", type: "Metadata" },
  ];
  const folder = folderWith({
    "cmd/dist/tool_linux_amd64_v1/tool": "binary",
    "cmd/LICENSE": "licence",
    "cmd/dist/artifacts.json": JSON.stringify(artifacts),
  });
  const { collected } = await collect(folder, ["cmd/dist/artifacts.json"]);
  expect(collected.map(({ name, sha256 }) => [name, sha256])).toEqual([
    ["LICENSE.txt", digest("licence")],
    ["tool_linux_amd64", digest("binary")],
  ]);
});

test("a file that a list gives two names is two assets, and each is held against what the list says of it", async () => {
  const named = (name: string, text: string) => {
    return { name, path: "dist/tool", type: "File", extra: { Checksum: `sha256:${digest(text)}` } };
  };
  const folder = folderWith({ "dist/tool": "tool", "dist/artifacts.json": "" });
  const write = (...artifacts: object[]) =>
    writeFileSync(join(folder, "dist/artifacts.json"), JSON.stringify(artifacts));
  write(named("a", "tool"), named("b", "tool"), named("a", "tool"));
  expect((await collect(folder, ["dist/artifacts.json"], { assets: ["dist/tool"] })).names).toEqual(["a", "b"]);
  write(named("a", "another"), named("b", "tool"));
  await expectFault("checksums-disagree", () => collect(folder, ["dist/artifacts.json"]));
});

test("a list of more files than a release can hold is refused before one of them is looked for", async () => {
  const lines = Array.from({ length: 1025 }, (_, n) => `${digest("a")}  file-${n}\n`).join("");
  await expectFault("assets-too-many", () => collect(folderWith({ sums: lines }), ["sums"]));
});

test("the folder of a project is what the paths of a list leave of the list's own", () => {
  expect(projectFolder("/work/dist", [{ path: "dist/a" }], "/work")).toBe("/work");
  expect(projectFolder("/work/out/build", [{ path: "LICENSE" }, { path: "out/build/x/a" }], "/work")).toBe("/work");
  expect(projectFolder("/work/dist", [{ path: "a" }], "/work")).toBe("/work/dist");
  expect(projectFolder("/dist", [{ path: "dist/a" }], "/")).toBe("/");
});

test("the folder of a project does not leave the folder that is sealed in, whatever paths the list writes out", async () => {
  expect(projectFolder("/work/dist", [{ path: "work/dist/a" }], "/work")).toBe("/work/dist");
  expect(projectFolder("/work/a/dist", [{ path: "work/a/dist/x" }, { path: "dist/x" }], "/work")).toBe("/work/a");
  const folder = folderWith({ "secret/key": "key", "project/dist/tool": "tool" });
  const climbing = (path: string) => ({ name: basename(path), path: path.slice(1), type: "File" });
  for (const from of ["dist/artifacts.json", join(folder, "outside/dist/artifacts.json")]) {
    const place = resolve(folder, "project", from);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(join(dirname(place), "tool"), "tool");
    const listed = [climbing(join(dirname(place), "tool")), climbing(join(folder, "secret/key"))];
    writeFileSync(place, JSON.stringify(listed));
    await expectFault("file-missing", () => collect(join(folder, "project"), [from]));
  }
});

test("a list that names a file outside its folder is refused, also behind a link", async () => {
  const named = (path: string) => JSON.stringify([{ name: "secret", path, type: "File" }]);
  const folder = folderWith({ "secret/key": "key", "project/dist/tool": "tool" });
  symlinkSync(join(folder, "secret"), join(folder, "project", "dist", "link"));
  for (const path of [
    "../secret/key",
    "dist/../../secret/key",
    join(folder, "secret", "key"),
    "dist/link/key",
    "dist/a\0b",
  ]) {
    writeFileSync(join(folder, "project/dist/artifacts.json"), named(path));
    await expectFault("asset-list-escapes", () => collect(folder, ["project/dist/artifacts.json"]));
  }
});

test("a dist manifest gives the artifacts beside it, and itself", async () => {
  const manifest = { artifacts: { a: { name: "a.zip", checksums: { sha256: digest("zip") } } } };
  const folder = folderWith({ "distrib/a.zip": "zip", "distrib/dist-manifest.json": JSON.stringify(manifest) });
  expect((await collect(folder, ["distrib/dist-manifest.json"])).names).toEqual(["a.zip", "dist-manifest.json"]);
});

test("the runner's list is held against the files that patterns name, and images in it are said", async () => {
  const subjects = [
    { name: "a", digest: `sha256:${digest("a")}`, kind: "file" },
    { name: "ghcr.io/octo/tool", digest: `sha256:${digest("i")}`, kind: "oci" },
  ];
  const folder = folderWith({ "dist/a": "a", "dist/b": "b", list: JSON.stringify({ version: 1, subjects }), off: "" });
  const from = (list: string, assets: readonly string[]) =>
    collect(folder, ["artifacts-list"], { assets, variables: { GITHUB_ARTIFACTS_LIST: join(folder, list) } });
  const { names, warnings } = await from("list", ["dist/*"]);
  expect(names).toEqual(["a", "b"]);
  expect(warnings.join()).toContain("ghcr.io/octo/tool");
  await expectFault("file-missing", () => from("list", ["dist/b"]));
  writeFileSync(join(folder, "dist/a"), "changed");
  await expectFault("checksums-disagree", () => from("list", ["dist/*"]));
  await expectFault("configuration-invalid", () => from("off", ["dist/*"]));
  await expectFault("configuration-invalid", () => collect(folder, ["artifacts-list"]));
});
