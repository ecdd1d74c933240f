import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { PICTURED } from "../../tools/readme/release-picture.ts";
import { guideBlocks } from "../guide-blocks.ts";
import { programFile } from "../program-file.ts";
import { newFolder, runProgram } from "../run-program.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const README = readFileSync(join(ROOT, "README.md"), "utf8");
const MAIN = programFile("cli");
const blocksOf = (path: string) => guideBlocks(readFileSync(join(ROOT, path), "utf8"));
const blockOf = (path: string, section: string): string =>
  blocksOf(path).find((block) => block.section === section)?.text ?? "";

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
  /** The blocks of the page, one after the other as a reader pastes them. */
  const FIVE = blocksOf("docs/start.md").map(({ text }) => text);
  /** A folder with a copy of the program where a clone has it. */
  const clone = (folder = "release-capsule"): string => {
    const cwd = newFolder();
    mkdirSync(join(cwd, folder, "dist"), { recursive: true });
    writeFileSync(join(cwd, folder, "dist/cli.js"), `import(${JSON.stringify(MAIN)});\n`);
    return cwd;
  };

  test("in a clone the first command seals two of its files, without network or account", async () => {
    const cwd = clone(".");
    for (const name of ["README.md", "LICENSE"]) copyFileSync(join(ROOT, name), join(cwd, name));
    const [seal = "", install] = blockOf("README.md", "Try it here").trimEnd().split("\n");
    const run = await paste(seal, cwd);
    expect(run).toMatchObject({ status: 0, stdout: expect.stringMatching(/^SEALED {2}/) });
    expect(install).toMatch(/^npm cit +#/);
  });

  test("in five minutes publish, check and audit in an empty folder with Node alone", async () => {
    const cwd = clone();
    const [get = "", publish = "", wrongList = "", check = "", refuse = "", audit = "", cut = ""] = FIVE;
    expect(FIVE).toHaveLength(7);
    const [cloned, define = ""] = get.split("\n");
    expect(cloned).toBe("git clone --depth 1 https://github.com/release-capsule/release-capsule");
    const run = (text: string) => paste(`${define}\n${text}`, cwd);
    const published = await run(publish);
    expect([published.status, published.stdout]).toEqual([
      0,
      expect.stringMatching(/^SEALED {2}tool 1\.0\.0, for trying only/),
    ]);
    const unsealed = await run(wrongList);
    expect([unsealed.status, unsealed.stderr]).toEqual([1, expect.stringContaining("SHA256SUMS")]);
    expect(existsSync(join(cwd, "tool-1.0.1.release"))).toBe(false);
    const checked = await run(check);
    expect([checked.status, checked.stdout]).toEqual([
      0,
      expect.stringMatching(/^VERIFIED {2}tool 1\.0\.0\n[\s\S]*\n {2}ok {2}tool\.txt/),
    ]);
    const audited = await run(audit);
    expect([audited.status, audited.stdout]).toEqual([0, expect.stringMatching(/^UNVERIFIED tool 1\.0\.0:/)]);
    const unread = await run(cut);
    expect([unread.status, unread.stderr]).toEqual([1, expect.stringContaining("cut short")]);
    const refused = await run(refuse);
    expect([refused.status, refused.stdout]).toEqual([
      1,
      expect.stringMatching(/^REJECTED {2}tool 1\.0\.0: a file is not the sealed one\n/),
    ]);
  });

  test("for maintainers check a release and seal it without a trace", async () => {
    const cwd = checkout();
    const run = await paste(blockOf("docs/publish.md", "Before you tag"), cwd);
    expect(run).toMatchObject({ status: 0 });
    expect(run.stdout).toContain("READY  tool 1.2.3");
    expect(run.stdout).toContain("Nothing was written.");
  });

  test("for consumers are the command that VERIFY.md has", () => {
    const [command] = blocksOf("docs/verify.md");
    expect(command?.text).toBe("capsule verify tool-1.2.3.capsule --repository owner/tool\n");
    expect(blockOf("README.md", "Check a release")).toBe(`${PICTURED.command.join(" ").replace(/\\ +/, "")}\n`);
  });
});

test("README.md has at most 90 lines, and no table of inputs", () => {
  expect(README.split("\n").length - 1).toBeLessThanOrEqual(90);
  expect(README).not.toMatch(/\n\| (Input|Flag) /);
});

test("docs/README.md leads to every document", () => {
  const index = readFileSync(join(ROOT, "docs/README.md"), "utf8");
  const pages = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md") && name !== "README.md");
  expect(pages.filter((name) => !index.includes(`](${name})`))).toEqual([]);
});
