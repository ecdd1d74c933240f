import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { forkGitHubServer, type GitHubReport } from "../../__tests__/github-server/fork-github-server.ts";
import { forkGitHubSigstore } from "../../__tests__/github-sigstore/fork-github-sigstore.ts";
import { runnerJob } from "../../__tests__/killpoints/runner-job.ts";
import type { Row } from "./row.ts";
import { peakMemory } from "./run-node.ts";

const ACTION = fileURLToPath(new URL("../../dist/action.js", import.meta.url));
const ASSETS = 100;
/** One byte less than what GitHub refuses. */
const LARGEST = 2 ** 31 - 1;
/** What a token of a job has in an hour and repository. */
const HOURLY = 1000;

/** Publishing on a GitHub of the loopback: how often it is asked, and what a large asset costs in memory. */
export async function measurePublish(): Promise<Row[]> {
  const many = await publish((folder) => {
    for (let n = 0; n < ASSETS; n++) writeFileSync(join(folder, `tool-${n}.txt`), `the tool ${n}\n`);
  });
  const small = await publish((folder) => sparse(join(folder, "tool.bin"), 1 << 20));
  const large = await publish((folder) => sparse(join(folder, "tool.bin"), LARGEST));
  const { requests, uploads } = many.report;
  return [
    {
      work: `requests to publish ${ASSETS} assets on GitHub`,
      measured: `${requests}, ${uploads} of them uploads`,
      reference: `a job has ${HOURLY} an hour`,
      budget: `≤ ${2.6 * ASSETS}`,
      within: requests <= 2.6 * ASSETS,
    },
    {
      work: "memory to publish an asset of 2 GiB on GitHub",
      measured: `${Math.round(large.memory)} MiB`,
      reference: `an asset of 1 MiB: ${Math.round(small.memory)} MiB`,
      budget: "≤ 200 MiB",
      within: large.memory <= 200,
    },
  ];
}

async function publish(build: (folder: string) => void): Promise<{ memory: number; report: GitHubReport }> {
  const runner = mkdtempSync(join(tmpdir(), "bench-publish-"));
  const [github, sigstore] = await Promise.all([forkGitHubServer(), forkGitHubSigstore()]);
  try {
    const { workspace, env } = runnerJob(runner, { github, sigstore, env: sigstore.env });
    build(join(workspace, "dist"));
    const memory = peakMemory(process.execPath, [ACTION], { cwd: workspace, env: { ...process.env, ...env } });
    const report = await github.close();
    if (report.violations.length > 0) throw new Error(report.violations.join("; "));
    return { memory, report };
  } finally {
    await Promise.all([github.close(), sigstore.close()]);
    rmSync(runner, { recursive: true });
  }
}

function sparse(path: string, size: number): void {
  const file = openSync(path, "w");
  ftruncateSync(file, size);
  closeSync(file);
}
