import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { osvArchive, osvRecord } from "../domain/vulnerability/osv-archive.ts";
import { addTag } from "../github-server/github-state.ts";
import { type GitHubServer, startGitHubServer, TOKEN } from "../github-server/start-github-server.ts";
import { JOB_TOKEN } from "../github-server/tokens.ts";
import { gitHubRun } from "../github-sigstore/github-run.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { capsule, newFolder } from "../run-program.ts";
import { publishApp } from "./publish-app.ts";

let sigstore: GitHubSigstore;
let github: GitHubServer;
const folder = newFolder();
const at = (name: string) => join(folder, name);

/** An older release is one that nobody sealed. */
beforeAll(async () => {
  sigstore = await startGitHubSigstore();
  github = await startGitHubServer({
    releases: [{ tag: "v1.2.2", assets: { "app.txt": Buffer.from("old") } }],
    tokens: { [TOKEN]: { ...JOB_TOKEN, issues: "write" } },
  });
  await publishApp(folder, { sigstore, github });
}, 120_000);
afterAll(async () => {
  expect(github.violations).toEqual([]);
  await Promise.all([sigstore.close(), github.close()]);
});

const NEW = { modified: new Date().toISOString() };
const LEFT = osvRecord("GHSA-aaaa-bbbb-cccc", "npm", "@octocat/left", {
  ...{ ...NEW, aliases: ["CVE-2026-0001"] },
  severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
});
const RIGHT = osvRecord("GHSA-dddd-eeee-ffff", "npm", "right", { database_specific: { severity: "MODERATE" } });
const OTHER = osvRecord("GHSA-else-else-else", "npm", "other", NEW);

function database(...records: readonly object[]): void {
  mkdirSync(at("db"), { recursive: true });
  writeFileSync(at("db/npm.zip"), osvArchive(OTHER, ...records));
}

const watch = (...words: string[]) => {
  const own = ["--trusted-root", sigstore.trustedRootPath, "--scan", "--database", "db", ...words];
  const env = { ...sigstore.env, GITHUB_API_URL: github.url, GITHUB_TOKEN: github.token };
  return capsule(["watch", ...own, "octo-org/octo-tool"], { cwd: folder, env });
};
/** What a night wrote to issues, in the order in which it did. */
const written = (before: number) =>
  github.requests
    .slice(before)
    .map(({ operation }) => operation)
    .filter((operation) => operation.includes("/issues") && !operation.startsWith("GET"));
beforeEach(() => github.state.issues.splice(0));

test("night after night one issue of each release is opened, left alone, changed, closed and opened again", async () => {
  database();
  const night = async () => {
    const before = github.requests.length;
    const run = await watch("--issues", "--last", "1");
    expect(run.stderr).not.toContain("error");
    return { status: run.status, stdout: run.stdout, wrote: written(before) };
  };
  expect(await night()).toMatchObject({ status: 0, wrote: [] });

  database(LEFT);
  const first = await night();
  expect([first.status, first.wrote]).toEqual([1, ["POST /repos/{owner}/{repo}/issues"]]);
  expect(first.stdout).toContain("1 known vulnerability; 1 new vulnerability; issue 1 opened.");
  const [issue] = github.state.issues;
  expect(issue?.title).toBe("Watch of the release v1.2.3");
  expect(issue?.body).toContain("| critical 9.8 | `CVE-2026-0001` | `@octocat/left 1.0.0` | `2.0.0` |");
  // GitHub mentions whatever stands outside of code, behind a backslash, too.
  expect(issue?.body.replace(/`[^`]*`/g, "")).not.toContain("@");

  expect(await night()).toMatchObject({ status: 0, wrote: [] });
  if (issue !== undefined) issue.state = "closed";
  expect(await night()).toMatchObject({ status: 0, wrote: [] });

  database(LEFT, RIGHT);
  const more = await night();
  expect([more.status, more.wrote]).toEqual([
    1,
    ["POST /repos/{owner}/{repo}/issues/{issue_number}/comments", "PATCH /repos/{owner}/{repo}/issues/{issue_number}"],
  ]);
  expect([issue?.state, issue?.comments]).toEqual([
    "open",
    ["- **new:** `GHSA-dddd-eeee-ffff` in `right 1.9.9` (medium)\n"],
  ]);

  const { commit } = gitHubRun();
  addTag(github.state, "v1.2.3", { commit: "1".repeat(40) });
  const moved = await night();
  addTag(github.state, "v1.2.3", { commit });
  expect([moved.status, issue?.comments.at(-1)]).toEqual([1, "- **differs now:** `tag tag-moved`\n"]);
  expect(issue?.body).toContain("| tag | **differs** `tag-moved` |");

  database();
  expect((await night()).status).toBe(0);
  expect([issue?.state, issue?.comments.at(-1)]).toEqual([
    "closed",
    [
      "- differs no more: `tag tag-moved`",
      "- no longer known: `CVE-2026-0001` in `@octocat/left 1.0.0` (critical)",
      "- no longer known: `GHSA-dddd-eeee-ffff` in `right 1.9.9` (medium)\n",
    ].join("\n"),
  ]);
  expect(github.state.issues).toHaveLength(1);
}, 120_000);

/** A decision about LEFT, or another one, that ends on this day. */
function decide(expires: string, changes: object = {}): void {
  const schema = "https://release-capsule.github.io/release-capsule/schemas/risk/v1";
  const decision = {
    ...{ id: "CVE-2026-0001", aliases: ["GHSA-aaaa-bbbb-cccc"], component: "pkg:npm/%40octocat/left@1.0.0" },
    ...{ status: "not_affected", justification: "vulnerable_code_not_present", severity: "critical" },
    ...{ owner: "security@example.org", reason: "not called", reviewed: "2026-01-01", expires },
  };
  writeFileSync(at("risk.json"), JSON.stringify({ schema, decisions: [{ ...decision, ...changes }] }));
}

test("what was decided about, or is too slight, is not new; a decision that ends makes it new", async () => {
  database(LEFT, RIGHT);
  const night = async (...words: string[]) => {
    const before = github.requests.length;
    const run = await watch("--issues", "--last", "1", ...words);
    return { status: run.status, stdout: run.stdout, wrote: written(before).length };
  };
  const decided = ["--fail-on", "high", "--risk", "risk.json"];
  decide("2999-01-01");
  const quiet = await night(...decided);
  expect([quiet.status, quiet.wrote]).toEqual([0, 0]);
  expect(quiet.stdout).toContain("2 known vulnerabilities, of which 2 do not count; nothing new.");

  decide("2026-01-02");
  const ended = await night(...decided);
  const [issue] = github.state.issues;
  expect([ended.status, ended.wrote]).toEqual([1, 1]);
  expect(ended.stdout).toContain("The decision about CVE-2026-0001 in pkg:npm/%40octocat/left@1.0.0 does not hold");
  expect(issue?.body).toContain(
    "**1 known vulnerability, and nothing differs. 1 more is known that nothing need be done about.**",
  );
  expect(issue?.body).toMatch(
    /CVE-2026-0001.*`the decision ended with 2026-01-02`[\s\S]*GHSA-dddd-eeee-ffff.*`less than high`/,
  );
  expect((await night(...decided)).wrote).toBe(0);

  // Without a threshold the other one is new; then the first is decided about again.
  const any = await night("--risk", "risk.json");
  expect([any.status, issue?.comments.at(-1)]).toEqual([
    1,
    "- **new:** `GHSA-dddd-eeee-ffff` in `right 1.9.9` (medium)\n",
  ]);
  decide("2999-01-01");
  const settled = await night("--risk", "risk.json");
  expect([settled.status, issue?.state, issue?.comments.at(-1)]).toEqual([
    0,
    "open",
    "- counts no more: `CVE-2026-0001` in `@octocat/left 1.0.0` (critical): `not affected, as was decided until 2999-01-01`\n",
  ]);
  expect([(await night(...decided)).status, issue?.state]).toEqual([0, "closed"]);
}, 120_000);

test("a decision about nothing is told, and one that is out of order ends the watch before anything is asked", async () => {
  database();
  decide("2999-01-01");
  const run = await watch("--risk", "risk.json", "--last", "1", "--json");
  expect([run.status, JSON.parse(run.stdout).decisions]).toMatchObject([
    0,
    { expired: [], unmatched: [{ id: "CVE-2026-0001" }] },
  ]);
  decide("never");
  const before = github.requests.length;
  const odd = await watch("--risk", "risk.json", "--json");
  expect([odd.status, JSON.parse(odd.stdout).code, github.requests.length]).toEqual([2, "risk-malformed", before]);
  const none = await watch("--risk", "nowhere.yaml", "--json");
  expect([none.status, JSON.parse(none.stdout).code]).toEqual([4, "file-missing"]);
}, 60_000);

test("an issue of somebody else, and a pull request, are never taken for that of the watch", async () => {
  database(LEFT);
  await watch("--issues", "--last", "1");
  const own = github.state.issues.splice(0)[0];
  if (own === undefined) throw new Error("no issue was opened");
  github.state.issues.push({ ...own, author: "mallory" }, { ...own, number: 2, isPullRequest: true });
  const run = await watch("--issues", "--last", "1");
  expect([run.status, github.state.issues.map(({ author }) => author)]).toEqual([
    1,
    ["mallory", "github-actions[bot]", "github-actions[bot]"],
  ]);
  expect(github.state.issues[0]?.body).toBe(own.body);
}, 60_000);

test("each scan is written as JSON, SARIF and a statement that is signed, about the capsule; all of it in few requests", async () => {
  database(LEFT);
  const before = github.requests.length;
  const signing = ["--sign", "--sign-with", sigstore.signingConfigPath, "--out", "night"];
  const run = await watch(...signing, "--json", "--summary", "summary.md");
  expect([run.status, run.stderr]).toEqual([1, expect.not.stringContaining("error")]);
  const json = JSON.parse(run.stdout);
  const schema = JSON.parse(readFileSync(new URL("../../docs/schemas/watch.json", import.meta.url), "utf8"));
  const ajv = new Ajv2020();
  expect([ajv.validate(schema, json), ajv.errors]).toEqual([true, null]);
  // The older release was sealed by nobody.
  expect(json.releases.map((one: { tag: string; notScanned: string | null }) => [one.tag, one.notScanned])).toEqual([
    ["v1.2.3", null],
    ["v1.2.2", "its capsule did not verify, so nothing says what it is made of"],
  ]);
  const asked = github.requests.slice(before).filter(({ operation }) => /^(?:GET|POST) \//.test(operation));
  expect([json.requests, asked.length <= 21]).toEqual([asked.length, true]);
  expect(readFileSync(at("summary.md"), "utf8")).toContain("## `v1.2.3`");

  const files = readdirSync(at("night"));
  const [signed = ""] = files.filter((name) => name.endsWith(".scan.sigstore.json"));
  expect(files).toEqual(["octo-tool-1.2.3.sarif", "octo-tool-1.2.3.scan.json", signed].sort());
  const [run1] = JSON.parse(readFileSync(at("night/octo-tool-1.2.3.sarif"), "utf8")).runs;
  expect([run1.automationDetails.id, run1.results.length]).toEqual(["release-capsule/octo-tool-1.2.3/", 1]);
  const { payload } = JSON.parse(readFileSync(at(`night/${signed}`), "utf8")).dsseEnvelope;
  const statement = JSON.parse(Buffer.from(payload, "base64").toString());
  const release = github.release("v1.2.3");
  const published = [...(release?.assets.values() ?? [])].find(({ name }) => name.endsWith(".capsule"));
  expect(statement).toMatchObject({
    predicateType: "https://in-toto.io/attestation/vulns/v0.2",
    subject: [{ name: "octo-tool-1.2.3.capsule", digest: { sha256: published?.sha256 } }],
    predicate: { scanner: { result: [{ id: "CVE-2026-0001" }] } },
  });
  const who = ["--repository", "octo-org/octo-tool", "--trusted-root", sigstore.trustedRootPath, "--evidence-only"];
  who.push("--source-ref", "refs/tags/v1.2.3");
  const verified = await capsule(["verify", ...who, `night/${signed}`], { cwd: folder });
  expect([verified.status, verified.stdout]).toEqual([0, expect.stringContaining("VERIFIED")]);
}, 60_000);

test.each([
  [["--out", "night"], "--out means nothing without --scan"],
  [["--scan", "--sign"], "--sign means nothing without --out"],
  [["--risk", "risk.json"], "--risk means nothing without --scan"],
  [["--fail-on", "high"], "--fail-on means nothing without --scan"],
  [["--issue-author", "me"], "--issue-author means nothing without --issues"],
  [["--last", "0"], '--last is "0"'],
  [["--last", "51"], "write a number up to 50"],
  [["--sign-with", "local"], "vouches for nothing"],
  [["--issues"], "without a token"],
])("watch refuses %j as usage", async (words, said) => {
  const run = await capsule(["watch", ...words, "octo-org/octo-tool"], { cwd: folder });
  expect([run.status, run.stderr]).toEqual([2, expect.stringContaining(said)]);
});

test("one release is audited, and not watched", async () => {
  const run = await capsule(["watch", "octo-org/octo-tool@v1.2.3"], { cwd: folder });
  expect([run.status, run.stderr]).toEqual([2, expect.stringContaining("capsule audit")]);
});
