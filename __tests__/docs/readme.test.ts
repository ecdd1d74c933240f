import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { guideBlocks } from "../guide-blocks.ts";
import { newFolder, runProgram } from "../run-program.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const README = readFileSync(join(ROOT, "README.md"), "utf8");
const MAIN = join(ROOT, "src/doors/cli/main.ts");
const blocks = guideBlocks(README);
const blockOf = (section: string): string => blocks.find((block) => block.section === section)?.text ?? "";

/** A folder with the command `capsule`, and `node` as the one that runs the tests. */
function programs(): string {
  const folder = newFolder();
  for (const [name, words] of Object.entries({ capsule: `'${process.execPath}' '${MAIN}'`, node: process.execPath })) {
    writeFileSync(join(folder, name), `#!/bin/sh\nexec ${words} "$@"\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

const paste = (text: string, cwd: string) =>
  runProgram("sh", ["-e", "-c", text], { cwd, env: { PATH: `${programs()}:${process.env["PATH"]}` } });

/** A tagged checkout with a built file. */
function checkout(): string {
  const cwd = newFolder();
  mkdirSync(join(cwd, "dist"));
  writeFileSync(join(cwd, "dist/tool.txt"), "the tool\n");
  writeFileSync(join(cwd, ".gitignore"), "dist\n");
  const git = (...args: string[]) => execFileSync("git", args, { cwd, stdio: "pipe" });
  git("init", "-q", "-b", "main");
  git("remote", "add", "origin", "https://github.com/owner/tool");
  git("add", ".gitignore");
  git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "first");
  git("tag", "v1.2.3");
  return cwd;
}

describe.skipIf(process.platform === "win32")("the quick starts, as they are written,", () => {
  test("for a first look seal two files without an installation", async () => {
    const cwd = newFolder();
    for (const path of ["dist", "README.md", "LICENSE"]) cpSync(join(ROOT, path), join(cwd, path), { recursive: true });
    const [seal = ""] = blockOf("Two commands").split("\n");
    expect(seal).toBe("node dist/cli.js seal --sigstore local README.md LICENSE");
    expect(await paste(seal, cwd)).toMatchObject({ status: 0 });
  });

  test("for maintainers check a release and seal it without a trace", async () => {
    const cwd = checkout();
    const run = await paste(blockOf("If you maintain a project"), cwd);
    expect(run).toMatchObject({ status: 0 });
    expect(run.stdout).toContain("READY  tool 1.2.3");
    expect(run.stdout).toContain("Nothing was written.");
  });

  test("for consumers are the command that VERIFY.md has", () => {
    expect(blockOf("If you downloaded a release")).toBe("capsule verify tool-1.2.3.capsule --repository owner/tool\n");
  });
});
