import { createHash } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type GitHubServer, startGitHubServer } from "../github-server/start-github-server.ts";
import { newFolder, runProgram } from "../run-program.ts";
import { type PublishedTestRelease, publishedTestRelease } from "../signing/published-release.ts";
import { createTestForge } from "../signing/test-forge.ts";
import { HELLO, TOOL } from "../signing/test-release.ts";

interface Step {
  readonly name: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run: string;
}

interface Example {
  readonly permissions: object;
  readonly jobs: {
    readonly audit: { readonly permissions: object; readonly env: Record<string, string>; readonly steps: Step[] };
  };
}

const example: Example = parse(readFileSync(new URL("../../examples/nightly-audit.yml", import.meta.url), "utf8"));
const CLI = new URL("../../src/doors/cli/main.ts", import.meta.url).href;

/** Stands in for curl, which gets the program. */
const CURL = '#!/bin/sh\nwhile [ $# -gt 0 ]; do case $1 in --output) cp "$PROGRAM" "$2" ;; esac; shift; done\n';
/** Stands in for gh: tags from a file, open issues from another, and one that is created is kept there. */
const GH = `#!/bin/bash
case "$1 $2" in
  "release list") cat "$TAGS" ;;
  "issue list") [ ! -f "$ISSUES" ] || cat "$ISSUES" ;;
  "issue create")
    while [ $# -gt 0 ]; do
      case $1 in --title) echo "$2" >> "$ISSUES" ;; --body-file) cp "$2" "$ISSUES.body" ;; esac
      shift
    done ;;
esac
`;

describe.skipIf(process.platform === "win32")("examples/nightly-audit.yml", () => {
  const programs = newFolder();
  const { audit: job } = example.jobs;
  let github: GitHubServer;
  let published: PublishedTestRelease;

  beforeAll(async () => {
    const forge = createTestForge();
    published = await publishedTestRelease(await forge.session(), [HELLO, TOOL]);
    const old = { tag: "v1.2.2", assets: { "hello.txt": HELLO.bytes } };
    github = await startGitHubServer({
      releases: [old, { tag: "v1.2.3", assets: published.files }],
      reality: { runEnded: { conclusion: "success", at: "2026-01-01T00:05:00Z" } },
    });
    published.attest(github.state);
    writeFileSync(join(programs, "root.json"), forge.trustedRoot);
    writeFileSync(join(programs, "program.js"), `import(${JSON.stringify(CLI)});\n`);
    for (const [name, text] of [
      ["curl", CURL],
      ["gh", GH],
    ] as const) {
      writeFileSync(join(programs, name), text);
      chmodSync(join(programs, name), 0o755);
    }
  });
  afterAll(() => github.close());

  /** Runs the job's steps as the runner does; a later step runs if its condition holds. */
  async function night(tags: readonly string[], issues: string) {
    const folder = newFolder();
    const at = (name: string) => join(folder, name);
    writeFileSync(at("listed"), tags.map((tag) => `${tag}\n`).join(""));
    const runner = { RUNNER_TEMP: folder, GITHUB_OUTPUT: at("output"), GITHUB_STEP_SUMMARY: at("summary") };
    const fixed = {
      ...{ ...runner, GITHUB_REPOSITORY: "octo-org/octo-tool", GITHUB_API_URL: github.url, TAGS: at("listed") },
      ...{
        ISSUES: issues,
        PROGRAM: join(programs, "program.js"),
        GH_TOKEN: github.token,
        TITLE: job.env["TITLE"] ?? "",
      },
      PATH: `${programs}:${dirname(process.execPath)}:${process.env["PATH"]}`,
    };
    const program = createHash("sha256").update(readFileSync(fixed.PROGRAM)).digest("hex");
    const output = () => (existsSync(at("output")) ? readFileSync(at("output"), "utf8") : "");
    let stdout = "";
    for (const step of job.steps) {
      if (step.if !== undefined && !output().includes("differs=true")) continue;
      const own = { ...step.env };
      if ("SHA256" in own) own["SHA256"] = program;
      if ("OPTIONS" in own) own["OPTIONS"] = `--trusted-root ${join(programs, "root.json")}`;
      const run = await runProgram("bash", ["-eo", "pipefail", "-c", step.run], {
        cwd: folder,
        env: { ...fixed, ...own },
      });
      expect([step.name, run.status, run.stderr]).toEqual([step.name, 0, ""]);
      stdout += run.stdout;
    }
    return { stdout, summary: readFileSync(at("summary"), "utf8") };
  }

  test("asks for no permission that writes but that of issues, and for the condition that its test knows", () => {
    expect(example.permissions).toEqual({});
    expect(job.permissions).toEqual({ contents: "read", actions: "read", attestations: "read", issues: "write" });
    expect(job.steps.flatMap((step) => step.if ?? [])).toEqual(["steps.audit.outputs.differs == 'true'"]);
  });

  test("opens no issue while nothing differs, and warns of what could not be seen", async () => {
    const issues = join(newFolder(), "issues");
    const before = github.requests.length;
    const { stdout, summary } = await night(["v1.2.3", "v1.2.2"], issues);
    expect(existsSync(issues)).toBe(false);
    expect(stdout).toContain("UNCHANGED  octo-tool 1.2.3");
    // Sealed by nobody: there is nothing to compare it with.
    expect(stdout.match(/::warning::/g)).toHaveLength(1);
    expect(summary.match(/^## /gm)).toHaveLength(2);
    const asked = github.requests.slice(before).filter(({ operation }) => /^(?:GET|POST) \//.test(operation));
    expect(asked.length).toBeLessThanOrEqual(20);
  });

  test("opens one issue about a difference, and none while it is open", async () => {
    const issues = join(newFolder(), "issues");
    const tag = github.state.refs.get("refs/tags/v1.2.3");
    github.state.refs.set("refs/tags/v1.2.3", { type: "commit", sha: "1".repeat(40) });
    await night(["v1.2.3", "v1.2.2"], issues);
    expect(readFileSync(issues, "utf8")).toBe(`${job.env["TITLE"]}\n`);
    const body = readFileSync(`${issues}.body`, "utf8");
    expect(body).toContain("`tag-moved`");
    expect(body).not.toContain("v1.2.2");
    await night(["v1.2.3"], issues);
    expect(readFileSync(issues, "utf8")).toBe(`${job.env["TITLE"]}\n`);
    if (tag !== undefined) github.state.refs.set("refs/tags/v1.2.3", tag);
    expect(github.violations).toEqual([]);
  });
});
