import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { VERIFIER_PLACE } from "../../src/domain/guide/verifier.ts";
import { POSIX_SHELLS, type PosixShell } from "../posix-shells.ts";
import { programFile } from "../program-file.ts";
import { capsule, newFolder, type Run, runProgram } from "../run-program.ts";

const MAIN = programFile("cli");

/** Names that a shell would act on, were they not quoted; each would leave a file named canary (N01, N02, N11, N25). */
const NAMES = [
  "$(touch canary).tgz",
  "`touch canary`.zip",
  "a;touch canary",
  "b|touch canary",
  "c&&touch canary",
  "it's.txt",
  "-rf",
  "--help",
  "-n.txt",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that text is the case
  "${{ secrets.X }}.txt",
  "two  spaces.txt",
  "*",
];

/** The blocks of VERIFY.md that are commands. */
function commands(text: string): string[] {
  return Array.from(text.matchAll(/^(`{3,})sh\n([\s\S]*?)\n\1$/gm), ([, , body = ""]) => body);
}

describe.skipIf(process.platform === "win32")("a consumer who follows VERIFY.md", () => {
  let downloads = "";
  let blocks: string[] = [];

  beforeAll(async () => {
    const folder = newFolder();
    mkdirSync(join(folder, "dist"));
    for (const name of NAMES) writeFileSync(join(folder, "dist", name), `content of ${name}\n`);
    const args = [
      "seal",
      "--sigstore",
      "local",
      "--name",
      "demo",
      "--version",
      "1.0.0+build.1",
      "--out",
      "out",
      "dist",
    ];
    expect((await capsule(args, { cwd: folder })).status).toBe(0);
    downloads = join(newFolder(), "downloads");
    mkdirSync(downloads);
    writeFileSync(join(downloads, VERIFIER_PLACE), `import(${JSON.stringify(MAIN)});\n`);
    for (const part of ["dist", "out"]) {
      for (const name of readdirSync(join(folder, part))) copyFileSync(join(folder, part, name), join(downloads, name));
    }
    blocks = commands(readFileSync(join(downloads, "VERIFY.md"), "utf8"));
  });

  const [SH] = POSIX_SHELLS as [PosixShell, ...PosixShell[]];
  const paste = (block: string, { program, before } = SH, cwd = downloads): Promise<Run> =>
    runProgram(program, [...before, block], { cwd });
  const ours = (): string => blocks.find((block) => block.startsWith("node ")) ?? "";
  const sums = (): string => blocks.find((block) => block.startsWith("sha256sum --strict")) ?? "";

  describe.each(POSIX_SHELLS)("in $name", (shell) => {
    const absent = !shell.installed;

    test.skipIf(absent)("pastes the one command, and every file is verified (V06)", async () => {
      const run = await paste(ours(), shell);
      expect(run.stdout).toContain("VERIFIED  demo 1.0.0+build.1");
      expect(run.status).toBe(0);
      for (const name of NAMES) expect(run.stdout).toMatch(new RegExp(`^  ok  "?${literally(name)}"? `, "m"));
    });

    test.skipIf(absent)("compares the checksums with coreutils (V06)", async () => {
      const run = await paste(sums(), shell);
      expect(run.stderr).toBe("");
      expect(run.status).toBe(0);
      expect(run.stdout.trim().split("\n")).toHaveLength(NAMES.length);
    });

    test.skipIf(absent)("runs nothing that a name says, in no command (N01, N02, N11, N25, V02)", async () => {
      for (const block of blocks.filter((one) => !one.startsWith("curl "))) await paste(block, shell);
      expect(existsSync(join(downloads, "canary"))).toBe(false);
    });
  });

  test("sees both commands fail after one byte of a file changed (V06)", async () => {
    const other = join(newFolder(), "downloads");
    cpSync(join(downloads, VERIFIER_PLACE), join(other, VERIFIER_PLACE), { recursive: true });
    cpSync(downloads, other, { recursive: true });
    writeFileSync(join(other, "it's.txt"), "content of it's.txT\n");
    const run = await paste(ours(), SH, other);
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/^ {2}WRONG {2}"it's\.txt"/m);
    expect((await paste(sums(), SH, other)).status).not.toBe(0);
  });
});

function literally(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&");
}
