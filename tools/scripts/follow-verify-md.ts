import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type GuideBlock, guideBlocks } from "../../__tests__/guide-blocks.ts";

/**
 * Runs every block of a VERIFY.md that is for this system, as it is written, and compares what it prints. The exit code is 1
 * where one fails or prints something else.
 *
 *     node tools/scripts/follow-verify-md.ts VERIFY.md FOLDER
 */
const [page, folder] = process.argv.slice(2);
if (page === undefined || folder === undefined) throw new Error("name the page and a new folder");
const markdown = readFileSync(page, "utf8");
mkdirSync(folder, { recursive: true });

// The page has the one command first; who follows it has downloaded before.
const blocks = guideBlocks(markdown).filter(isForHere);
const [downloads, others] = [blocks.filter(isDownload), blocks.filter((block) => !isDownload(block))];
const failed = [...downloads, ...others].filter((block) => !follow(block, resolve(folder)));
process.exitCode = failed.length === 0 ? 0 : 1;

function isForHere({ shell, text }: GuideBlock): boolean {
  // Making the programs again is the work of another workflow.
  if (text.startsWith("npm ")) return false;
  if (process.platform === "win32") return shell === "powershell" || text.startsWith("gh release download ");
  if (shell !== "sh") return false;
  return process.platform === "darwin" ? !text.startsWith("sha256sum") : !text.startsWith("shasum");
}

function isDownload({ text }: GuideBlock): boolean {
  return /^(gh release download|curl|Invoke-WebRequest) /.test(text);
}

function follow({ text, expected }: GuideBlock, cwd: string): boolean {
  const [program, args] =
    process.platform === "win32" ? ["pwsh", ["-NoProfile", "-NonInteractive", "-Command", text]] : ["sh", ["-c", text]];
  const run = spawnSync(program as string, args as string[], { cwd, encoding: "utf8" });
  const printed = `${run.stdout}\n${run.stderr}`.split("\n").map((line) => line.trim());
  const missing = expected.filter((line) => !printed.includes(line));
  const passed = run.status === 0 && missing.length === 0;
  console.log(`${passed ? "passed" : "FAILED"}  ${text.split("\n")[0]}`);
  if (!passed) console.log([...printed, ...missing.map((line) => `was not printed: ${line}`)].join("\n"));
  return passed;
}
