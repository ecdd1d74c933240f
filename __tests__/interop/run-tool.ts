import { spawn } from "node:child_process";

export interface ToolRun {
  /** Null where the program could not be started, or was ended because it took too long. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

export interface ToolOptions {
  readonly cwd: string;
  /** The whole environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  /** User and group to run as. */
  readonly uid?: number;
  readonly gid?: number;
}

/** Runs a program to its end; never throws for what the program does. */
export function runTool(program: string, args: readonly string[], options: ToolOptions): Promise<ToolRun> {
  const { timeoutMs, ...place } = options;
  const begin = performance.now();
  const child = spawn(program, [...args], { ...place, stdio: ["ignore", "pipe", "pipe"], timeout: timeoutMs });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (data: Buffer) => stdout.push(data));
  child.stderr.on("data", (data: Buffer) => stderr.push(data));
  return new Promise((resolve) => {
    const end = (status: number | null, more = ""): void =>
      resolve({
        status,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString() + more,
        milliseconds: performance.now() - begin,
      });
    child.once("error", (error) => end(null, error.message));
    child.once("close", (status, signal) => end(status, signal === null ? "" : `ended by ${signal}`));
  });
}

/** What a program said last, which mostly is the reason. */
export function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "no reason was given";
}
