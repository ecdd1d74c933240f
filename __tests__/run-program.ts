import { spawn } from "node:child_process";
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ActionCommand } from "../src/doors/options/inputs.ts";
import { programFile } from "./program-file.ts";

export interface Run {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Working folder. */
  readonly cwd: string;
  /** The whole environment beside PATH and HOME; nothing else is inherited. */
  readonly env?: Readonly<Record<string, string>>;
  /** Given what sends a signal to the process, once it is started. */
  readonly started?: (kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the command line as a process, with the Node that runs the tests. */
export function capsule(args: readonly string[], options: RunOptions): Promise<Run> {
  return runProgram(process.execPath, [programFile("cli"), ...args], options);
}

/** Runs an action as a process; that of sealing, if none is named. */
export function action(options: RunOptions, command?: ActionCommand): Promise<Run> {
  const said = command === undefined || command === "seal" ? {} : { INPUT_COMMAND: command };
  return runProgram(process.execPath, [programFile("action")], { ...options, env: { ...options.env, ...said } });
}

/** Runs any program; asynchronously, so that servers of the test can answer it. */
export function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env = {}, started }: RunOptions,
): Promise<Run> {
  // Compiling it is most of what a start costs.
  const cache = join(tmpdir(), "capsule-compile-cache");
  const inherited = { PATH: process.env["PATH"] ?? "", HOME: cwd, TMPDIR: tmpdir(), NODE_COMPILE_CACHE: cache };
  const child = spawn(program, [...args], { cwd, env: { ...inherited, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  started?.((signal) => child.kill(signal));
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (data: Buffer) => stdout.push(data));
  child.stderr.on("data", (data: Buffer) => stderr.push(data));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status, signal) =>
      resolve({ status, signal, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    );
  });
}

/** A new empty folder, without links in its path. */
export function newFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "capsule-scenario-")));
}
