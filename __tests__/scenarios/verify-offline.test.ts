import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { programFile } from "../program-file.ts";
import { createTestForge } from "../signing/test-forge.ts";
import { assetSignature, HELLO, sealTestRelease, TOOL } from "../signing/test-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const MAIN = programFile("cli");
const hasStrace = spawnSync("strace", ["-V"]).status === 0;
const VERIFY = [
  MAIN,
  "verify",
  "--repository",
  "octo-org/octo-tool",
  "--trusted-root",
  "root.json",
  "--",
  "octo-tool-1.2.3.capsule",
];

let capsule: Uint8Array;
let trustedRoot: Uint8Array;
beforeAll(async () => {
  const forge = createTestForge();
  capsule = await sealTestRelease({ session: await forge.session() });
  trustedRoot = forge.trustedRoot;
});

function folderOfRelease(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "octo-tool-1.2.3.capsule"), capsule);
  writeFileSync(join(folder, "root.json"), trustedRoot);
  for (const { name, bytes } of [HELLO, TOOL]) writeFileSync(join(folder, name), bytes);
  return folder;
}

describe("verifying offline", () => {
  test("needs to read files and nothing else: no writing, no process, no worker", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--permission", "--allow-fs-read=*", ...VERIFY], {
      cwd: folderOfRelease(),
      encoding: "utf8",
    });
    expect([status, stderr.includes("ERR_ACCESS_DENIED")]).toEqual([0, false]);
    expect(stdout).toContain("VERIFIED");
  });

  test.skipIf(!hasStrace)("opens no socket", () => {
    const folder = folderOfRelease();
    const log = join(folder, "calls");
    const { status } = spawnSync(
      "strace",
      ["-f", "-e", "trace=connect,sendto,bind", "-o", log, process.execPath, ...VERIFY],
      {
        cwd: folder,
      },
    );
    expect([status, existsSync(log)]).toEqual([0, true]);
    const calls = spawnSync("grep", ["-E", "AF_INET|AF_UNIX", log], { encoding: "utf8" }).stdout;
    expect(calls).toBe("");
  });

  test.skipIf(!hasStrace)("opens no socket where the evidence is found beside the file", async () => {
    const forge = createTestForge();
    const folder = temporaryFolder();
    writeFileSync(join(folder, "root.json"), forge.trustedRoot);
    writeFileSync(join(folder, HELLO.name), HELLO.bytes);
    const { bytes } = await assetSignature(await forge.session(), HELLO);
    writeFileSync(join(folder, `${HELLO.name}.sigstore.json`), bytes);
    const log = join(folder, "calls");
    const flags = [...VERIFY.slice(0, -2), "--source-ref", "refs/tags/v1.2.3", "--", HELLO.name];
    const traced = ["-f", "-e", "trace=connect,sendto,bind", "-o", log, process.execPath, ...flags];
    const { status } = spawnSync("strace", traced, { cwd: folder });
    expect([status, existsSync(log)]).toEqual([0, true]);
    expect(spawnSync("grep", ["-E", "AF_INET|AF_UNIX", log], { encoding: "utf8" }).stdout).toBe("");
  });

  test("refuses after one byte of an asset was changed, with exit code 1", () => {
    const folder = folderOfRelease();
    writeFileSync(join(folder, HELLO.name), Buffer.from(HELLO.bytes).fill(0x48, 0, 1));
    const { status, stdout } = spawnSync(process.execPath, VERIFY, { cwd: folder, encoding: "utf8" });
    expect([status, stdout.includes("REJECTED")]).toEqual([1, true]);
  });
});
