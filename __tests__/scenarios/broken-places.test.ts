import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { programFile } from "../program-file.ts";
import { newFolder } from "../run-program.ts";
import { createTestForge } from "../signing/test-forge.ts";
import { HELLO, sealTestRelease } from "../signing/test-release.ts";

/** A consumer whose disk is full, whose folder is gone, or whose output has no place. */
let folder = "";
beforeAll(async () => {
  const forge = createTestForge();
  folder = newFolder();
  writeFileSync(join(folder, "octo-tool-1.2.3.capsule"), await sealTestRelease({ session: await forge.session() }));
  writeFileSync(join(folder, "root.json"), forge.trustedRoot);
  writeFileSync(join(folder, HELLO.name), HELLO.bytes);
});

const VERIFY = [
  "verify",
  "--repository",
  "octo-org/octo-tool",
  "--trusted-root",
  "root.json",
  "octo-tool-1.2.3.capsule",
];
const shell = (script: string, words: readonly string[], cwd = folder) =>
  spawnSync("sh", ["-c", script, "sh", process.execPath, ...words], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, HOME: cwd },
  });

describe.each(["cli", "verify"] as const)("the program %s", (door) => {
  const words = [programFile(door), ...VERIFY];

  test.skipIf(!existsSync("/dev/full"))(
    "does not pass for one that said its verdict if that could not be written",
    () => {
      for (const more of [[], ["--json"]]) {
        const { status, stderr } = shell('"$@" > /dev/full', [...words, ...more]);
        expect(status).toBe(4);
        expect(stderr).toContain('error: "standard output" cannot be written: no space is left\nhint: ');
      }
    },
  );

  test.skipIf(process.platform === "win32")("says that its folder is gone, and rejects nothing", () => {
    const gone = join(newFolder(), "gone");
    mkdirSync(gone);
    const { status, stderr } = shell('rmdir "$PWD" && exec "$@"', words, gone);
    expect([status, stderr]).toEqual([4, "error: the current folder is gone\nhint: go elsewhere\n"]);
  });

  test("prints one JSON document if a page has no place, and says what to do", () => {
    const { status, stdout, stderr } = shell('"$@"', [...words, "--json", "--report", "nowhere/page.html"]);
    expect(status).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ code: "file-unwritable", exitCode: 4, hint: expect.any(String) });
    expect(stderr).toContain("cannot be written: there is no such folder\nhint: ");
  });
});
