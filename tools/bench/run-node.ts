import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

export interface Place {
  readonly cwd?: string;
  /** Everything that it sees; what we see where it is left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs a Node to its end, silently; throws where it ends with another exit code than `exitCode`. */
export function runNode(node: string, args: readonly string[], exitCode = 0, place: Place = {}): void {
  const { status, stderr } = spawnSync(node, args, { ...place, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
  if (status !== exitCode) throw new Error(`node ${args[0]} ended with ${status}: ${stderr.slice(-2000)}`);
}

/** MiB of memory that a run held at most. */
export function peakMemory(node: string, args: readonly string[], place: Place = {}): number {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const [hook, result] = [join(folder, "hook.cjs"), join(folder, "result")];
    const write = `require("node:fs").writeFileSync(${JSON.stringify(result)}, String(process.resourceUsage().maxRSS))`;
    writeFileSync(hook, `process.on("exit", () => { ${write}; });\n`);
    runNode(node, ["--require", hook, ...args], 0, place);
    return Number(readFileSync(result, "utf8")) / 1024;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The first Node on the path that has this major version, or undefined. */
export function findNode(major: number): string | undefined {
  const program = process.platform === "win32" ? "node.exe" : "node";
  const candidates = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, program));
  return candidates.find((node) => {
    const { stdout } = spawnSync(node, ["--version"], { encoding: "utf8" });
    return typeof stdout === "string" && stdout.startsWith(`v${major}.`);
  });
}
