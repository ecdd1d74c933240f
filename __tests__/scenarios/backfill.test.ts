import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gitRepository } from "../git-repository.ts";
import { startGitHubServer } from "../github-server/start-github-server.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { runnerJob } from "../killpoints/runner-job.ts";
import { action, capsule, newFolder } from "../run-program.ts";

/** Started by hand on the default branch, whose commit is not that of the old release. */
const run = { ref: "refs/heads/main", event: "workflow_dispatch" };
let sigstore: GitHubSigstore;
beforeAll(async () => {
  sigstore = await startGitHubSigstore({ run });
});
afterAll(() => sigstore.close());

test("an old release is sealed from its own files in a checkout of its tag, and verifies as what it is", async () => {
  const assets = { "tool.bin": Buffer.from("the old tool\n") };
  const github = await startGitHubServer({ run, tags: {}, releases: [{ tag: "v1.0.0", assets }] });
  try {
    const { workspace, env } = runnerJob(newFolder(), { github, sigstore, env: sigstore.env });
    const old = gitRepository(workspace).commit({ "main.c": "int main;\n" });
    github.state.commits.unshift(old);
    github.state.refs.set("refs/tags/v1.0.0", { type: "commit", sha: old });
    const inputs = { INPUT_ASSETS: "", INPUT_BACKFILL: "true", INPUT_TAG: "v1.0.0" };
    const sealed = await action({ cwd: workspace, env: { ...env, ...inputs } });
    expect(sealed.stdout).not.toContain("::error");
    expect(sealed.status).toBe(0);
    expect(github.violations).toEqual([]);

    const release = github.release("v1.0.0");
    const names = [...(release?.assets.values() ?? [])].map(({ name }) => name);
    expect(names).toContain("octo-tool-1.0.0.capsule");
    expect(names.some((name) => name.endsWith(".intoto.jsonl"))).toBe(false);
    const out = join(env["RUNNER_TEMP"] ?? "", "octo-tool-1.0.0.release");
    expect(readFileSync(join(out, "VERIFY.md"), "utf8")).toContain("public since 2026-01-01T00:00:00Z");

    const identity = ["--repository", "octo-org/octo-tool", "--trusted-root", sigstore.trustedRootPath, "--json"];
    const words = ["verify", ...identity, "--evidence-only"];
    const verify = (...more: readonly string[]) =>
      capsule([...words, ...more, "--", join(out, "octo-tool-1.0.0.capsule")], { cwd: out });
    expect((await verify()).status).toBe(1);
    const verified = await verify("--source-ref", "refs/heads/main");
    expect(verified.status).toBe(0);
    const { claims } = JSON.parse(verified.stdout);
    expect(claims.find(({ id }: { id: string }) => id === "provenance")).toMatchObject({
      status: "missing",
      required: false,
    });
  } finally {
    await github.close();
  }
});
