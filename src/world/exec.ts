import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { Fault } from "../kernel/fault.ts";
import { printable } from "../kernel/printable.ts";
import { errnoOf } from "./files/errno.ts";

export interface Execution {
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** Milliseconds until the program is killed. */
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
}

export interface ExecutionResult {
  /** Exit code. */
  readonly status: number;
  readonly stdout: Buffer;
  /** Hostile text. */
  readonly stderr: string;
}

/**
 * Runs a program without a shell; any exit code resolves, undefined if there is no such program. `program-failed` if
 * it was killed, ran too long or said too much. It runs in the folder of our own runtime, so that no system finds a
 * program of the same name in a folder that others fill.
 */
export function execute(order: Execution): Promise<ExecutionResult | undefined> {
  const options = {
    cwd: dirname(process.execPath),
    env: { ...order.env },
    timeout: order.timeoutMs,
    killSignal: "SIGKILL" as const,
    maxBuffer: order.maxOutputBytes,
    encoding: "buffer" as const,
    windowsHide: true,
  };
  return new Promise((resolve, reject) => {
    const child = execFile(order.program, [...order.args], options, (error, stdout, stderr) => {
      const status = error === null ? 0 : error.code;
      if (typeof status === "number") resolve({ status, stdout, stderr: stderr.toString("utf8") });
      else if (errnoOf(error) === "ENOENT") resolve(undefined);
      else reject(failed(order.program, error?.killed === true ? "it did not end in time" : errnoOf(error)));
    });
    // A program that ends before it reads its input is not a failure of ours.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(order.input ?? "");
  });
}

function failed(program: string, reason: string): Fault {
  return new Fault("program-failed", `${printable(program)} failed: ${reason}`);
}
