import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { GitHubSigstore, GitHubSigstoreOptions } from "./start-github-sigstore.ts";

const PROGRAM = fileURLToPath(new URL("serve.ts", import.meta.url));

/** As `startGitHubSigstore`, in a process of its own, so that a benchmark does not measure the services' work. */
export async function forkGitHubSigstore(
  options: Omit<GitHubSigstoreOptions, "clock" | "disturb" | "served"> = {},
): Promise<Omit<GitHubSigstore, "counts" | "jobOf">> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(options)], { stdio: ["pipe", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([once(lines, "line"), exited.then(() => [undefined])]);
  if (line === undefined) throw new Error("the services did not start");
  return {
    ...JSON.parse(line),
    async close() {
      child.stdin.end();
      await exited;
    },
  };
}
