import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { inTurns } from "./row.ts";

export interface Place {
  readonly cwd?: string;
  /** Everything that it sees; what we see where it is left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs a Node to its end, silently; throws where it ends with another exit code than `exitCode`. */
export function runNode(node: string, args: readonly string[], exitCode = 0, place: Place = {}): void {
  runProgram(node, args, exitCode, place);
}

/** As `runNode`, any program. */
export function runProgram(program: string, args: readonly string[], exitCode = 0, place: Place = {}): void {
  const { status, stderr } = spawnSync(program, args, {
    ...place,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status !== exitCode) throw new Error(`${program} ${args[0]} ended with ${status}: ${stderr.slice(-2000)}`);
}

/** MiB of memory that a run held at most. On Linux the kernel's own mark is read: another one counts what its parent held, too. */
export function peakMemory(node: string, args: readonly string[], place: Place = {}, exitCode = 0): number {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const [hook, result] = [join(folder, "hook.cjs"), join(folder, "result")];
    writeFileSync(hook, HOOK.replace("RESULT", JSON.stringify(result)));
    runNode(node, ["--require", hook, ...args], exitCode, place);
    return Number(readFileSync(result, "utf8")) / 1024;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const HOOK = `
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
process.on("exit", () => {
  const status = "/proc/self/status";
  const mark = existsSync(status) ? /^VmHWM:\\s+(\\d+) kB$/m.exec(readFileSync(status, "utf8")) : null;
  writeFileSync(RESULT, String(mark ? mark[1] : process.resourceUsage().maxRSS));
});
`;

/** Seconds of CPU that the programs took that were run so far, in steps of 10 ms; undefined where the system does not say. */
function childrenCpu(): number | undefined {
  const stat = "/proc/self/stat";
  if (!existsSync(stat)) return undefined;
  // proc_pid_stat(5): cutime and cstime are the 16th and 17th field; the second, in parentheses, may hold spaces.
  const fields = readFileSync(stat, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/**
 * As `inTurns`, of programs, with the seconds of CPU that each took on average, which another load of the machine changes little; zero
 * where the system does not say.
 */
export async function programsInTurns<K extends string>(
  turns: number,
  works: Record<K, () => void>,
): Promise<{ readonly times: Record<K, number>; readonly cpu: Record<K, number> }> {
  const names = Object.keys(works) as K[];
  const cpu = Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>;
  const counted = (name: K) => () => {
    const before = childrenCpu() ?? 0;
    works[name]();
    cpu[name] += ((childrenCpu() ?? 0) - before) / (turns + 1);
  };
  const all = Object.fromEntries(names.map((name) => [name, counted(name)])) as Record<K, () => void>;
  return { times: await inTurns(turns, all), cpu };
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
