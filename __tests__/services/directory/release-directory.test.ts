import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ReleaseKey } from "../../../src/ports/release-host.ts";
import { releaseDirectory } from "../../../src/services/directory/release-directory.ts";
import { systemFiles } from "../../../src/world/files.ts";
import { expectFault } from "../../expect-fault.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const KEY: ReleaseKey = {
  name: "tool",
  version: "1.0.0",
  versioning: "semver",
  tag: "v1.0.0",
  commit: null,
  assets: [{ name: "a", sha256: "0".repeat(64), size: 1, path: "/a" }],
  checksums: "checksums.txt",
  planned: ["tool-1.0.0.capsule", "VERIFY.md"],
  capsule: "tool-1.0.0.capsule",
  ours: ["tool-1.0.0.capsule", "VERIFY.md"],
};
const BYTES = new TextEncoder().encode("evidence");

const host = (folder: string) => releaseDirectory(systemFiles, folder, join);

test("a folder that is made holds exactly what was put", async () => {
  const folder = join(temporaryFolder(), "out", "release");
  const release = host(folder);
  await release.adopt(KEY);
  const put = await release.put("VERIFY.md", BYTES);
  expect(await release.list()).toEqual([{ ...put, isStated: false }]);
  expect(await release.publish([])).toEqual({ location: folder, isPublic: true });
  expect(readdirSync(folder)).toEqual(["VERIFY.md"]);
  expect(readFileSync(join(folder, "VERIFY.md"), "utf8")).toBe("evidence");
});

test("an empty folder is taken, one with other content is refused", async () => {
  const folder = temporaryFolder();
  await host(folder).adopt(KEY);
  writeFileSync(join(folder, "mine.txt"), "");
  await expectFault("out-not-empty", () => host(folder).adopt(KEY));
  expect(existsSync(join(folder, "mine.txt"))).toBe(true);
});

test("an interrupted run of the same release is taken up, and its evidence made anew", async () => {
  const folder = temporaryFolder();
  const interrupted = host(folder);
  await interrupted.adopt(KEY);
  await interrupted.put("VERIFY.md", BYTES);
  const again = host(folder);
  await again.adopt(KEY);
  expect(await again.list()).toEqual([]);
});

test("what a killed write left behind does not stop a rerun", async () => {
  const folder = temporaryFolder();
  await host(folder).adopt(KEY);
  writeFileSync(join(folder, ".capsule-0123456789abcdef.tmp"), "half");
  await host(folder).adopt(KEY);
  expect(readdirSync(folder)).toEqual([".sealing.json"]);
});

test("an interrupted run of other assets, and a finished one, are refused", async () => {
  const folder = temporaryFolder();
  const first = host(folder);
  await first.adopt(KEY);
  const other = { ...KEY, assets: [{ name: "a", size: 1, path: "/a", sha256: "1".repeat(64) }] };
  await expectFault("out-not-empty", () => host(folder).adopt(other));
  await first.put("VERIFY.md", BYTES);
  await first.publish([]);
  await expectFault("out-not-empty", () => host(folder).adopt(KEY));
});

test("giving up leaves nothing of ours behind", async () => {
  const parent = temporaryFolder();
  const folder = join(parent, "release");
  const release = host(folder);
  await release.adopt(KEY);
  await release.put("VERIFY.md", BYTES);
  await release.abandon();
  expect(readdirSync(parent)).toEqual([]);
});

test("giving up leaves a folder that was there before", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "sub"));
  const release = host(join(folder, "sub"));
  await release.adopt(KEY);
  await release.abandon();
  expect(existsSync(folder)).toBe(true);
});
