import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { guideBlocks } from "../../__tests__/guide-blocks.ts";
import { VERIFIER, VERIFIER_NAME } from "../../src/domain/guide/verifier.ts";

/**
 * Lets the program that VERIFY.md names, as its commit has it, verify what the programs of this checkout seal. A release whose
 * instructions name a program that cannot read it must not be made: after a change of the format build, commit `dist/`, and
 * `npm run verifier:pin`.
 */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const git = (...args: string[]): Buffer => execFileSync("git", args, { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 });

const program = programOfThePage();
const digest = createHash("sha256").update(program).digest("hex");
if (digest !== VERIFIER.sha256) throw new Error(`the program at ${VERIFIER.commit} is sha256:${digest}`);

const folder = mkdtempSync(join(tmpdir(), "verifier-"));
try {
  writeFileSync(join(folder, VERIFIER_NAME), program);
  const downloads = join(folder, "downloads");
  writeFileSync(join(folder, "tool.txt"), "a tool\n");
  const release = ["--sigstore", "local", "--name", "tool", "--version", "1.0.0", "--out", downloads];
  run(folder, process.execPath, [join(ROOT, "dist/cli.js"), "seal", "--quiet", ...release, "tool.txt"]);
  copyFileSync(join(folder, "tool.txt"), join(downloads, "tool.txt"));
  const [command] = guideBlocks(readFileSync(join(downloads, "VERIFY.md"), "utf8"));
  if (command === undefined) throw new Error("VERIFY.md has no command");
  const [first] = run(downloads, "sh", ["-c", command.text]).split("\n");
  console.log(`${VERIFIER.path} at ${VERIFIER.commit.slice(0, 12)}: ${first}`);
} finally {
  rmSync(folder, { recursive: true });
}

/** As on a machine that is not a runner: a job of a tag would make its release of what is sealed here. */
function run(cwd: string, program: string, args: string[]): string {
  const { PATH, HOME } = process.env;
  return execFileSync(program, args, {
    cwd,
    env: { PATH, HOME },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** A shallow clone does not hold it yet. */
function programOfThePage(): Buffer {
  const name = `${VERIFIER.commit}:${VERIFIER.path}`;
  try {
    return git("show", name);
  } catch {
    git("fetch", "--depth", "1", "origin", VERIFIER.commit);
    return git("show", name);
  }
}
