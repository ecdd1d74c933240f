import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { GitHubServerOptions } from "./start-github-server.ts";

const PROGRAM = fileURLToPath(new URL("main.ts", import.meta.url));

export interface ForkedGitHub {
  readonly url: string;
  readonly token: string;
  /** Ends it, and says what the program prints last. */
  close(): Promise<GitHubReport>;
}

export interface GitHubReport {
  readonly violations: readonly string[];
  /** Requests to the API, without downloads from the other host. */
  readonly requests: number;
  readonly uploads: number;
}

/** As `startGitHubServer`, in a process of its own, so that a benchmark does not measure its work. */
export async function forkGitHubServer(options: GitHubServerOptions = {}): Promise<ForkedGitHub> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(options)], { stdio: ["pipe", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const lines: string[] = [];
  const input = createInterface({ input: child.stdout });
  input.on("line", (line) => lines.push(line));
  await Promise.race([once(input, "line"), exited]);
  if (lines[0] === undefined) throw new Error("the server did not start");
  const { url, token } = JSON.parse(lines[0]);
  return {
    url,
    token,
    async close() {
      child.stdin.end();
      await exited;
      return JSON.parse(lines.at(-1) ?? "{}");
    },
  };
}
