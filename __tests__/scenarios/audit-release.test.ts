import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { type GitHubServerOptions, startGitHubServer } from "../github-server/start-github-server.ts";
import { capsule, newFolder } from "../run-program.ts";
import { CAPSULE_NAME, type PublishedTestRelease, publishedTestRelease } from "../signing/published-release.ts";
import { createTestForge } from "../signing/test-forge.ts";
import { HELLO, TOOL } from "../signing/test-release.ts";

const ENDED = { conclusion: "success", at: "2026-01-01T00:05:00Z" };

let published: PublishedTestRelease;
let trustedRoot: Uint8Array;
beforeAll(async () => {
  const forge = createTestForge();
  published = await publishedTestRelease(await forge.session(), [HELLO, TOOL]);
  ({ trustedRoot } = forge);
});

async function world(options: GitHubServerOptions = {}, assets: Readonly<Record<string, Uint8Array>> = {}) {
  const server = await startGitHubServer({
    releases: [{ tag: "v1.2.3", assets: { ...published.files, ...assets } }],
    ...options,
    reality: { runEnded: ENDED, ...options.reality },
  });
  onTestFinished(() => server.close());
  onTestFinished(() => expect(server.violations).toEqual([]));
  published.attest(server.state);
  const cwd = newFolder();
  writeFileSync(join(cwd, "root.json"), trustedRoot);
  const env = { GITHUB_API_URL: server.url, GITHUB_TOKEN: server.token };
  const run = (...words: string[]) => capsule(["audit", "--trusted-root", "root.json", ...words], { cwd, env });
  return { cwd, run, server };
}

test("an auditor sees that nothing changed, and what would have been compared", async () => {
  const { cwd, run } = await world();
  writeFileSync(join(cwd, CAPSULE_NAME), published.capsule);
  const text = await run("--capsule", CAPSULE_NAME, "octo-org/octo-tool@v1.2.3");
  expect([text.status, text.stdout]).toEqual([0, expect.stringMatching(/^UNCHANGED {2}octo-tool 1\.2\.3: /)]);
  const latest = await run("--expect", "latest", "--verbose", "octo-org/octo-tool");
  expect([latest.status, latest.stdout]).toEqual([
    0,
    expect.stringContaining('"push" started it, and it ended with success'),
  ]);
  const json = await run("--json", "https://github.com/octo-org/octo-tool@v1.2.3");
  const schema = JSON.parse(readFileSync(new URL("../../docs/schemas/audit.json", import.meta.url), "utf8"));
  const ajv = new Ajv2020();
  expect([ajv.validate(schema, JSON.parse(json.stdout)), ajv.errors]).toEqual([true, null]);
});

test("a difference is named first, in text, JSON and the summary of the job", async () => {
  const { cwd, run } = await world(
    {},
    { "tool.bin": Buffer.from("another tool\n"), "ext|ra`<b>.exe": Buffer.from("x") },
  );
  writeFileSync(join(cwd, "summary.md"), "before\n");
  const found = await run("--summary", "summary.md", "octo-org/octo-tool@v1.2.3");
  expect(found.status).toBe(1);
  expect(found.stdout).toMatch(/^CHANGED {2}octo-tool 1\.2\.3: 2 differences from what was sealed\n/);
  expect(found.stdout).toContain('"tool.bin" is not the sealed file (asset-replaced)');
  const summary = readFileSync(join(cwd, "summary.md"), "utf8");
  expect(summary).toMatch(/^before\n## octo-tool 1\.2\.3\\: 2 differences/);
  expect(summary).toContain("| asset <code>ext&#124;ra&#96;&#60;b&#62;&#46;exe</code> | **differs** `asset-added` |");
  const json = JSON.parse((await run("--json", "octo-org/octo-tool@v1.2.3")).stdout);
  expect([json.outcome, json.exitCode]).toEqual(["differs", 1]);
});

test("what could not be seen leaves it incomplete, unless it is optional", async () => {
  const { run, server } = await world({ reality: {} });
  server.state.attestations.splice(0);
  const found = await run("octo-org/octo-tool@v1.2.3");
  expect([found.status, found.stdout]).toEqual([3, expect.stringMatching(/^INCOMPLETE /)]);
  expect((await run("--optional", "attestation", "octo-org/octo-tool@v1.2.3")).status).toBe(0);
});

test.each([
  [["octo-org"], "write it as"],
  [["--expect", "good", "octo-org/octo-tool"], "use immutable, latest"],
  [["--optional", "nothing", "octo-org/octo-tool"], "use repository, release"],
  [["--package", "gem:x", "octo-org/octo-tool"], "npm:@scope/name"],
  [["--capsule", "root.json", "octo-org/octo-tool"], "does not verify"],
])("audit refuses %j as usage", async (words, hint) => {
  const { run } = await world();
  const found = await run(...words);
  expect([found.status, found.stderr]).toEqual([2, expect.stringContaining(hint)]);
});
