import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addAttestation } from "../github-server/attestations.ts";
import { assetNamed } from "../github-server/github-state.ts";
import {
  type GitHubServer,
  type GitHubServerOptions,
  startGitHubServer,
} from "../github-server/start-github-server.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { action, capsule, newFolder } from "../run-program.ts";
import { createTestPublisher } from "../signing/test-publisher.ts";

const servers: GitHubServer[] = [];
let sigstore: GitHubSigstore;
beforeAll(async () => {
  sigstore = await startGitHubSigstore();
});
afterAll(async () => {
  await Promise.all([sigstore.close(), ...servers.map((server) => server.close())]);
});

/** GitHub's publisher of releases, whose authority is another one than that of the workflows. */
const publisher = createTestPublisher();

/** One trusted root with the parties of both. */
function trustedTogether(...roots: readonly Uint8Array[]): string {
  const [first, second] = roots.map((bytes) => JSON.parse(Buffer.from(bytes).toString()));
  const joined = Object.entries(first).map(([key, value]) => [
    key,
    Array.isArray(value) ? [...value, ...second[key]] : value,
  ]);
  return JSON.stringify(Object.fromEntries(joined));
}

/** Publishes a release by the Action, as a job that GitHub then calls a success. */
async function publish(inputs: Readonly<Record<string, string>>, options: GitHubServerOptions = {}) {
  const github = await startGitHubServer(options);
  servers.push(github);
  const folder = newFolder();
  mkdirSync(join(folder, "dist"));
  writeFileSync(join(folder, "dist", "tool"), "the tool\n");
  writeFileSync(join(folder, "dist", "notes.txt"), "notes\n");
  for (const name of ["output", "summary"]) writeFileSync(join(folder, name), "");
  writeFileSync(join(folder, "event.json"), "{}");
  const given = {
    ...{ assets: "dist/*", sign: "each", publish: "standard", attestations: "required" },
    ...{ sigstore: sigstore.signingConfigPath, "trusted-root": sigstore.trustedRootPath },
    ...{ "github-token": github.token, ...inputs },
  };
  const env = {
    ...{ ...sigstore.env, GITHUB_API_URL: github.url, GITHUB_WORKSPACE: folder, RUNNER_TEMP: newFolder() },
    ...{ GITHUB_OUTPUT: join(folder, "output"), GITHUB_STEP_SUMMARY: join(folder, "summary") },
    GITHUB_EVENT_PATH: join(folder, "event.json"),
    ...Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  };
  const run = await action({ cwd: folder, env });
  expect([run.status, run.stdout.includes("::error")]).toEqual([0, false]);
  github.state.reality.runEnded = { conclusion: "success", at: new Date().toISOString().replace(/\.\d+/, "") };
  const release = github.release("v1.2.3");
  if (options.immutableReleases === true && release !== undefined) {
    const assets = [...release.assets.values()].map(({ name, sha256 }) => ({ name, sha256: sha256 ?? "" }));
    const predicate = { databaseId: String(release.id) };
    addAttestation(github.state, await publisher.attest({ assets, predicate }), "github");
  }
  const roots = join(folder, "roots.json");
  writeFileSync(roots, trustedTogether(readFileSync(sigstore.trustedRootPath), publisher.trustedRoot));
  const audit = (...words: string[]) =>
    capsule(["audit", "--trusted-root", roots, ...words, "octo-org/octo-tool@v1.2.3"], {
      cwd: newFolder(),
      env: { GITHUB_API_URL: github.url },
    });
  return { github, audit };
}

describe.each(["standard", "full", "capsule"])("what the Action published with publish: %s", (mode) => {
  let at: Awaited<ReturnType<typeof publish>>;
  beforeAll(async () => {
    at = await publish({ publish: mode }, { immutableReleases: mode === "full" });
  }, 60_000);

  test("is what was sealed, with every document of it, without a token", async () => {
    const expected = mode === "full" ? ["--expect", "immutable"] : [];
    const run = await at.audit(...expected, "--verbose");
    expect([run.status, run.stderr]).toEqual([0, expect.any(String)]);
    expect(run.stdout).toMatch(/^UNCHANGED {2}octo-tool 1\.2\.3: what is public is what was sealed\n/);
    expect(run.stdout).toMatch(mode === "full" ? /holds +published/ : /unseen +published/);
    expect(at.github.violations).toEqual([]);
  });

  test("differs once a document of it was replaced, or the run turns out to have failed", async () => {
    const release = at.github.release("v1.2.3");
    const document = release && assetNamed(release, mode === "capsule" ? "VERIFY.md" : "checksums.txt");
    if (document === undefined) throw new Error("the release has no such document");
    const before = document.sha256;
    document.sha256 = "0".repeat(64);
    const replaced = await at.audit();
    document.sha256 = before;
    expect([replaced.status, replaced.stdout]).toEqual([1, expect.stringContaining(`asset ${document.name}`)]);
    at.github.state.reality.runEnded = { conclusion: "failure", at: new Date().toISOString().replace(/\.\d+/, "") };
    const failed = await at.audit();
    expect([failed.status, failed.stdout]).toEqual([1, expect.stringContaining("(run-failed)")]);
  });
});
