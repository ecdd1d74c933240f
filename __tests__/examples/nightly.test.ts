import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { osvArchive, osvRecord } from "../domain/vulnerability/osv-archive.ts";
import { type GitHubServer, startGitHubServer, TOKEN } from "../github-server/start-github-server.ts";
import { JOB_TOKEN } from "../github-server/tokens.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { programFile } from "../program-file.ts";
import { newFolder, runProgram } from "../run-program.ts";
import { publishApp } from "../scenarios/publish-app.ts";

interface Step {
  readonly name: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

interface Example {
  readonly permissions: object;
  readonly jobs: { readonly watch: { readonly permissions: object; readonly steps: Step[] } };
}

const example: Example = parse(readFileSync(new URL("../../examples/nightly.yml", import.meta.url), "utf8"));
const CLI = pathToFileURL(programFile("cli")).href;

const RISK = `schema: https://release-capsule.github.io/release-capsule/schemas/risk/v1
decisions:
  - id: GHSA-aaaa-bbbb-cccc
    component: pkg:npm/right
    status: affected
    action: update to 2.0.0 with the next release
    owner: security@example.org
    reason: only the tests need it
    reviewed: 2026-01-01
    expires: 2999-01-01
`;

/** Stands in for curl, which gets the program. */
const CURL = '#!/bin/sh\nwhile [ $# -gt 0 ]; do case $1 in --output) cp "$PROGRAM" "$2" ;; esac; shift; done\n';

describe.skipIf(process.platform === "win32")("examples/nightly.yml", () => {
  const programs = newFolder();
  const { watch: job } = example.jobs;
  let sigstore: GitHubSigstore;
  let github: GitHubServer;

  beforeAll(async () => {
    sigstore = await startGitHubSigstore();
    github = await startGitHubServer({ tokens: { [TOKEN]: { ...JOB_TOKEN, issues: "write" } } });
    writeFileSync(join(programs, "program.js"), `import(${JSON.stringify(CLI)});\n`);
    writeFileSync(join(programs, "curl"), CURL);
    chmodSync(join(programs, "curl"), 0o755);
    await publishApp(newFolder(), { sigstore, github });
  }, 120_000);
  afterAll(() => Promise.all([sigstore.close(), github.close()]));

  /** Runs the steps of the job that are shell, as the runner does, against a database of these records, with what is checked out. */
  async function night(records: readonly object[], risk?: string) {
    const folder = newFolder();
    if (risk !== undefined) {
      mkdirSync(join(folder, "release"));
      writeFileSync(join(folder, "release/risk.yaml"), risk);
    }
    const now = { modified: new Date().toISOString() };
    mkdirSync(join(folder, "osv"));
    writeFileSync(
      join(folder, "osv/npm.zip"),
      osvArchive(osvRecord("GHSA-else-else-else", "npm", "other", now), ...records),
    );
    const summary = join(folder, "summary");
    const fixed = {
      ...{ ...sigstore.env, RUNNER_TEMP: folder, GITHUB_STEP_SUMMARY: summary, GITHUB_API_URL: github.url },
      ...{ PROGRAM: join(programs, "program.js"), GITHUB_REPOSITORY: "octo-org/octo-tool", XDG_CACHE_HOME: folder },
      PATH: `${programs}:${dirname(process.execPath)}:${process.env["PATH"]}`,
    };
    const program = createHash("sha256").update(readFileSync(fixed.PROGRAM)).digest("hex");
    let stdout = "";
    for (const { name, run, env } of job.steps) {
      if (run === undefined) continue;
      const own: Record<string, string> = { ...env };
      if ("SHA256" in own) own["SHA256"] = program;
      if ("GH_TOKEN" in own) own["GH_TOKEN"] = github.token;
      if ("OPTIONS" in own) {
        own["OPTIONS"] = `--trusted-root ${sigstore.trustedRootPath} --sign-with ${sigstore.signingConfigPath}`;
      }
      // The archives come from a folder instead of from osv.dev.
      const script = run.replace("scan --quiet --update", `scan --quiet --update --from ${join(folder, "osv")}`);
      const done = await runProgram("bash", ["-eo", "pipefail", "-c", script], {
        cwd: folder,
        env: { ...fixed, ...own },
      });
      expect([name, done.status, done.stderr]).toEqual([name, 0, ""]);
      stdout += done.stdout;
    }
    return { stdout, summary: readFileSync(summary, "utf8"), files: readdirSync(join(folder, "night")).sort() };
  }

  test("asks for what it needs and no more, and uploads what the program writes", () => {
    expect(example.permissions).toEqual({});
    expect(job.permissions).toEqual({
      ...{ contents: "read", actions: "read", attestations: "read" },
      ...{ issues: "write", "security-events": "write", "id-token": "write" },
    });
    const uploads = job.steps.filter(({ uses }) => uses !== undefined);
    expect(uploads.map((step) => [step.if, step.with])).toEqual([
      [undefined, { "persist-credentials": false, "sparse-checkout": "release" }],
      ["hashFiles('night/*.sarif') != ''", { sarif_file: "night" }],
      ["hashFiles('night/*') != ''", { name: "night", path: "night" }],
    ]);
  });

  test("night after night: nothing known, something known and told once, and the same again", async () => {
    const quiet = await night([]);
    expect([github.state.issues, quiet.files]).toEqual([
      [],
      ["octo-tool-1.2.3.sarif", "octo-tool-1.2.3.scan.json", expect.stringMatching(/\.scan\.sigstore\.json$/)].sort(),
    ]);
    expect(quiet.summary).toContain("**No vulnerability is known, and nothing differs.**");
    const right = osvRecord("GHSA-aaaa-bbbb-cccc", "npm", "right");
    const before = github.requests.length;
    const loud = await night([right]);
    expect(loud.stdout).toContain("::warning::something is new");
    const asked = github.requests.slice(before).filter(({ operation }) => /^(?:GET|POST|PATCH) \//.test(operation));
    expect(asked.length).toBeLessThanOrEqual(13);
    const [issue, ...others] = github.state.issues;
    expect([issue?.author, others]).toEqual(["github-actions[bot]", []]);
    expect(issue?.body).toContain("`GHSA-aaaa-bbbb-cccc`");
    const again = await night([right]);
    expect(again.stdout).not.toContain("::");
    expect([github.state.issues.length, issue?.comments]).toEqual([1, []]);
    const decided = await night([right], RISK);
    expect([decided.stdout.includes("::"), issue?.state, decided.files.length]).toEqual([false, "closed", 4]);
    expect(github.violations).toEqual([]);
  }, 120_000);
});
