import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ReleaseKey } from "../../../src/ports/release-host.ts";
import { releaseDirectory } from "../../../src/services/directory/release-directory.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { expectFault } from "../../expect-fault.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const CAPSULE = "tool-1.0.0.capsule";
const KEY: ReleaseKey = {
  name: "tool",
  version: "1.0.0",
  versioning: "semver",
  tag: "v1.0.0",
  commit: null,
  assets: [{ name: "a", sha256: "0".repeat(64), size: 1, path: "/a" }],
  checksums: "checksums.txt",
  planned: [CAPSULE, "VERIFY.md"],
  capsule: CAPSULE,
  ours: [CAPSULE, "VERIFY.md"],
};
const OTHER_ASSETS = { ...KEY, assets: [{ name: "a", size: 1, path: "/a", sha256: "1".repeat(64) }] };
const BYTES = new TextEncoder().encode("evidence");

const open = (folder: string, key = KEY) => releaseDirectory(systemFiles, folder, join).open(key);
const refusal = (folder: string, key = KEY) => expectFault("out-not-empty", () => open(folder, key));

test("a folder that is made holds exactly what was put", async () => {
  const folder = join(temporaryFolder(), "out", "release");
  const release = await open(folder);
  const put = await release.put("VERIFY.md", BYTES);
  expect(await release.list()).toEqual([{ ...put, isStated: false }]);
  expect(await release.publish([])).toEqual({ location: folder, isPublic: true });
  expect(readdirSync(folder)).toEqual(["VERIFY.md"]);
  expect(readFileSync(join(folder, "VERIFY.md"), "utf8")).toBe("evidence");
});

test("an empty folder is taken, one with other content is refused", async () => {
  const folder = temporaryFolder();
  await open(folder);
  writeFileSync(join(folder, "mine.txt"), "");
  expect((await refusal(folder)).message).toContain('"mine.txt", which is not of this release');
  expect(existsSync(join(folder, "mine.txt"))).toBe(true);
  const other = temporaryFolder();
  writeFileSync(join(other, "mine.txt"), "");
  await refusal(other);
});

describe("what an interrupted run of the same release left", () => {
  test("is its evidence", async () => {
    const folder = temporaryFolder();
    const put = await (await open(folder)).put(CAPSULE, BYTES);
    const again = await open(folder);
    expect(again.evidence).toEqual([put]);
    expect(await again.read(CAPSULE, 100)).toEqual(BYTES);
  });

  test("is no evidence where it was written to the half", async () => {
    const folder = temporaryFolder();
    await open(folder);
    writeFileSync(join(folder, ".capsule-0123456789abcdef.tmp"), "half");
    expect((await open(folder)).evidence).toEqual([]);
    expect(readdirSync(folder)).toEqual([".sealing.json"]);
  });

  test("is refused where it sealed other files, another release or another tag, and where its marker is damaged", async () => {
    const folder = temporaryFolder();
    await (await open(folder)).put("VERIFY.md", BYTES);
    expect((await refusal(folder, OTHER_ASSETS)).message).toContain("sealed other files than are here now");
    expect((await refusal(folder, { ...KEY, version: "2.0.0" })).message).toContain('which sealed "tool" "1.0.0"');
    expect((await refusal(folder, { ...KEY, tag: "tool-1.0.0" })).message).toContain("another tag");
    writeFileSync(join(folder, ".sealing.json"), "{");
    expect((await refusal(folder)).message).toContain("cannot be read");
    expect(readFileSync(join(folder, "VERIFY.md"), "utf8")).toBe("evidence");
  });

  test("gives way to other files if it has no evidence yet: signatures are of one digest each", async () => {
    const folder = temporaryFolder();
    await (await open(folder)).signatures?.keep("0".repeat(64), BYTES);
    const release = await open(folder, OTHER_ASSETS);
    expect(await release.signatures?.read("0".repeat(64))).toEqual(BYTES);
    expect(await release.signatures?.read("1".repeat(64))).toBeUndefined();
  });
});

test("a finished release is refused", async () => {
  const folder = temporaryFolder();
  const release = await open(folder);
  await release.put("VERIFY.md", BYTES);
  await release.publish([]);
  await refusal(folder);
});

test("signatures are kept until the release is published, and are no file of it", async () => {
  const folder = temporaryFolder();
  const release = await open(folder);
  await release.signatures?.keep("0".repeat(64), BYTES);
  await release.put("VERIFY.md", BYTES);
  expect((await release.list()).map(({ name }) => name)).toEqual(["VERIFY.md"]);
  await release.publish([]);
  expect(readdirSync(folder)).toEqual(["VERIFY.md"]);
});

test("leaving takes back what nobody needs, and keeps a capsule and signatures for a rerun", async () => {
  const parent = temporaryFolder();
  const folder = join(parent, "release");
  const release = await open(folder);
  await release.put("VERIFY.md", BYTES);
  await release.leave();
  expect(readdirSync(parent)).toEqual([]);
  const signed = await open(folder);
  await signed.signatures?.keep("0".repeat(64), BYTES);
  await signed.leave();
  expect(readdirSync(folder)).toEqual([".sealing.json", ".signatures"]);
  const sealed = await open(folder);
  await sealed.put(CAPSULE, BYTES);
  await sealed.leave();
  expect((await open(folder)).evidence.map(({ name }) => name)).toEqual([CAPSULE]);
});

test("leaving keeps a folder that was there before", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "sub"));
  await (await open(join(folder, "sub"))).leave();
  expect(existsSync(folder)).toBe(true);
});

test("a folder that git ignores holds the word for it, and nothing else more (Y10)", async () => {
  const folder = join(temporaryFolder(), "out");
  const host = releaseDirectory(systemFiles, folder, join, { isIgnored: true });
  const release = await host.open(KEY);
  expect(readFileSync(join(folder, ".gitignore"), "utf8")).toBe("*\n");
  expect(await release.list()).toEqual([]);
  await release.leave();
  expect(existsSync(folder)).toBe(false);
});
