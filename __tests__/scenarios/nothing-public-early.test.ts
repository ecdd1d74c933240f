import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { SeenRequest } from "../github-server/server-world.ts";
import { type GitHubServerOptions, startGitHubServer } from "../github-server/start-github-server.ts";
import { JOB_TOKEN } from "../github-server/tokens.ts";
import { type GitHubSigstoreOptions, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { runnerJob } from "../killpoints/runner-job.ts";
import { action, newFolder } from "../run-program.ts";

/** What a fault changes of a job that would publish a release of two files. */
interface Fault {
  readonly github?: GitHubServerOptions;
  readonly sigstore?: GitHubSigstoreOptions;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Runs the Action as a process; counts what became public. */
async function publish({ inputs = {}, files = {}, variables = {}, ...services }: Fault) {
  let entries = 0;
  const sigstore = await startGitHubSigstore({
    ...services.sigstore,
    served: (service, method, status) => {
      if (service === "log" && method === "POST" && status === 201) entries += 1;
    },
  });
  const github = await startGitHubServer(services.github);
  closing.push(sigstore.close, github.close);
  const { workspace, env } = runnerJob(newFolder(), { github, sigstore, env: sigstore.env });
  for (const [name, text] of Object.entries({ tool: "the tool\n", "notes.txt": "notes\n", ...files })) {
    writeFileSync(join(workspace, "dist", name), text);
  }
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const run = await action({ cwd: workspace, env: { ...env, ...Object.fromEntries(given), ...variables } });
  const uploads = github.requests.filter(isUpload).length;
  return { run, entries, uploads, isPublic: github.release("v1.2.3")?.draft === false };
}

function isUpload({ operation, status }: SeenRequest): boolean {
  return operation.startsWith("POST") && operation.includes("/assets") && status === 201;
}

test("a job without a fault leaves entries, files and a public release, so that counting counts", async () => {
  const { run, entries, uploads, isPublic } = await publish({});
  expect(run.status, run.stdout).toBe(0);
  expect(isPublic).toBe(true);
  expect([entries, uploads]).toEqual([6, 9]);
});

describe("nothing is public, no log entry and no file, where the fault is", () => {
  test.each<[string, Fault, number]>([
    ["services whose keys the trusted root does not know (W4)", { sigstore: { second: "unknown" } }, 4],
    ["a token that may not write", { github: { tokens: { reader: { ...JOB_TOKEN, contents: "read" } } } }, 2],
    ["a tag of another commit", { github: { tags: { "v1.2.3": { commit: "b".repeat(40) } } } }, 1],
    ["a version that is not the tag's", { inputs: { version: "9.9.9" } }, 1],
    ["a file that GitHub renames", { files: { "tool (1).txt": "x" } }, 1],
    ["an empty file", { files: { "empty.txt": "" } }, 1],
    ["a file with the name of evidence", { files: { "VERIFY.md": "x" } }, 1],
    ["a list of checksums that is wrong", { files: { "checksums.txt": `${"0".repeat(64)}  tool\n` } }, 1],
    ["a run that is asked for no identity token", { variables: { ACTIONS_ID_TOKEN_REQUEST_URL: "" } }, 2],
    [
      "a release that is public with other files",
      { github: { releases: [{ tag: "v1.2.3", assets: { tool: Buffer.from("other") } }] } },
      1,
    ],
    ["evidence that is not there", { inputs: { evidence: "none.json" } }, 4],
    ["a timestamp authority that does not answer", { sigstore: { disturb: failing("timestamps") } }, 4],
    ["an authority that does not answer", { sigstore: { disturb: failing("authority") } }, 4],
    ["a log that does not answer", { sigstore: { disturb: failing("log") } }, 4],
  ])("%s", async (_what, fault, exitCode) => {
    const { run, entries, uploads, isPublic } = await publish(fault);
    expect([entries, uploads, isPublic], run.stdout).toEqual([0, 0, fault.github?.releases !== undefined]);
    expect(run.status, run.stdout).toBe(exitCode);
    expect(run.stdout).toContain("::error");
  });
});

function failing(broken: string): NonNullable<GitHubSigstoreOptions["disturb"]> {
  return (service) => (service === broken ? { status: 503 } : undefined);
}
