import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { osvArchive, osvRecord } from "../domain/vulnerability/osv-archive.ts";
import { type GitHubServer, startGitHubServer } from "../github-server/start-github-server.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { capsule, newFolder } from "../run-program.ts";
import { publishApp } from "./publish-app.ts";

let sigstore: GitHubSigstore;
let github: GitHubServer;
const folder = newFolder();
const at = (name: string) => join(folder, name);
const NAME = "octo-tool-1.2.3.capsule";
const RELEASE = "octo-org/octo-tool@v1.2.3";

beforeAll(async () => {
  sigstore = await startGitHubSigstore();
  github = await startGitHubServer({ releases: [{ tag: "v1.2.2", assets: { "app.txt": Buffer.from("old") } }] });
  await publishApp(newFolder(), { sigstore, github });
  const got = await run("get", RELEASE, "app.tgz", "*.capsule");
  expect([got.status, readdirSync(folder)]).toEqual([0, ["app.tgz", NAME]]);
  const now = { modified: new Date().toISOString() };
  const left = osvRecord("GHSA-aaaa-bbbb-cccc", "npm", "@octocat/left", now);
  for (const [name, records] of Object.entries({
    db: [left],
    clean: [osvRecord("GHSA-else-else-else", "npm", "other", now)],
  })) {
    mkdirSync(at(name));
    writeFileSync(at(`${name}/npm.zip`), osvArchive(...records));
  }
}, 120_000);
afterAll(async () => {
  expect(github.violations).toEqual([]);
  await Promise.all([sigstore.close(), github.close()]);
});

const run = (...args: string[]) => {
  const env = { ...sigstore.env, GITHUB_API_URL: github.url };
  return capsule([...args, "--trusted-root", sigstore.trustedRootPath], { cwd: folder, env });
};
const scan = (...args: string[]) => run("scan", ...args);

describe("the name of a release", () => {
  test("stands for its capsule, which is verified, scanned and not kept", async () => {
    const before = readdirSync(folder);
    const { status, stdout } = await scan("--database", "db", RELEASE);
    expect([status, stdout]).toEqual([1, expect.stringContaining(`SCAN  ${NAME}: 1 vulnerability`)]);
    expect(stdout).toContain("GHSA-aaaa-bbbb-cccc  @octocat/left 1.0.0");
    const clean = await scan("--database", "clean", RELEASE, "--json");
    expect([clean.status, JSON.parse(clean.stdout)]).toMatchObject([0, { subject: { name: NAME }, findings: [] }]);
    const here = await capsule(["scan", "--database", "clean", "--json", NAME], { cwd: folder });
    expect(JSON.parse(here.stdout).subject).toEqual(JSON.parse(clean.stdout).subject);
    expect(readdirSync(folder)).toEqual(before);
  });

  test("of which somebody else signed the capsule is refused as capsule get refuses it, and not scanned", async () => {
    const other = await scan("--database", "db", "--repository", "octo-org/other", RELEASE);
    expect([other.status, other.stdout]).toEqual([1, expect.stringContaining("REJECTED")]);
    expect(other.stdout).not.toContain("GHSA-aaaa-bbbb-cccc");
    const json = await scan("--database", "db", "--repository", "octo-org/other", "--json", RELEASE);
    expect(JSON.parse(json.stdout).verdict).toBe("rejected");
  });

  test("without a capsule says what it has instead", async () => {
    const { status, stderr } = await scan("--database", "db", "octo-org/octo-tool@v1.2.2");
    expect([status, stderr]).toEqual([2, expect.stringContaining('the release has no file "*.capsule"')]);
  });

  test("is what the options about signers are for", async () => {
    const { status, stderr } = await scan("--database", "db", NAME);
    expect([status, stderr]).toEqual([2, expect.stringContaining("--trusted-root means nothing for a file")]);
  });
});

describe("after the release", () => {
  const DAY = 86_400_000;
  const NIGHTLY = { repository: "octo-org/octo-tool", sourceRef: "refs/heads/main", unsafeTriggers: ["schedule"] };
  const POLICY = {
    schema: "https://release-capsule.github.io/release-capsule/schemas/policy/v1",
    signers: [{ repository: "octo-org/octo-tool" }],
    require: ["vulnerabilities"],
    vulnerabilities: { maxAgeDays: 7, failOn: "high", signers: [NIGHTLY] },
  };

  /** A consumer's folder with the release, and what a job of the night does there. */
  function consumer() {
    const cwd = newFolder();
    for (const name of ["app.tgz", NAME, "db", "clean"]) cpSync(at(name), join(cwd, name), { recursive: true });
    writeFileSync(join(cwd, "policy.json"), JSON.stringify(POLICY));
    const night = { runId: "9000000001", event: "schedule", ref: "refs/heads/main" };
    const env = {
      ...sigstore.jobOf({ ...night, workflow: ".github/workflows/nightly.yml" }),
      GITHUB_API_URL: github.url,
    };
    const trust = ["--trusted-root", sigstore.trustedRootPath];
    const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString().replace(/\.\d+/, "");
    return {
      cwd,
      run: (...args: string[]) => capsule(args, { cwd, env: { ...env, GITHUB_TOKEN: github.token } }),
      signing: [...trust, "--sign-with", sigstore.signingConfigPath],
      /** What the consumer's policy says of it, so many days from now. */
      async verify(days = 0) {
        const when = days === 0 ? [] : ["--effective-time", inDays(days)];
        const args = ["verify", "--policy", "policy.json", ...trust, ...when, "--json", NAME, "app.tgz"];
        const { status, stdout } = await capsule(args, { cwd });
        const claim = JSON.parse(stdout).claims.find(({ id }: { id: string }) => id === "vulnerabilities");
        return [status, claim.status, claim.code ?? claim.reason];
      },
    };
  }

  test("a policy that asks for scans is open until a night scans and signs, and open again when that is too old", async () => {
    const { cwd, run, signing, verify } = consumer();
    expect(await verify()).toEqual([3, "missing", 'no scan of "app.tgz" is there by a signer whom the policy accepts']);
    const watch = ["watch", "--last", "1", "--scan", ...signing, "--sign", "--out", "."];
    const quiet = await run(...watch, "--database", "clean", "octo-org/octo-tool");
    expect([quiet.status, quiet.stderr]).toEqual([0, expect.not.stringContaining("error")]);
    expect((await verify()).slice(0, 2)).toEqual([0, "verified"]);
    expect(await verify(6)).toEqual([0, "verified", expect.anything()]);
    expect(await verify(8)).toEqual([
      3,
      "missing",
      expect.stringContaining("more than 7 days before the effective time"),
    ]);

    const loud = await run(...watch, "--database", "db", "octo-org/octo-tool");
    expect(loud.status).toBe(1);
    expect(await verify()).toEqual([1, "failed", "policy-unmet"]);

    // What is decided at night is signed at night, and decides for the consumer as well.
    const decision = {
      ...{ id: "GHSA-aaaa-bbbb-cccc", component: "pkg:npm/%40octocat/left", status: "not_affected" },
      ...{ justification: "vulnerable_code_not_present", owner: "a", reason: "b" },
      ...{ reviewed: "2026-01-01", expires: "2999-01-01" },
    };
    const schema = "https://release-capsule.github.io/release-capsule/schemas/risk/v1";
    writeFileSync(join(cwd, "risk.json"), JSON.stringify({ schema, decisions: [decision] }));
    const decided = await run(...watch, "--database", "db", "--risk", "risk.json", "octo-org/octo-tool");
    expect([decided.status, decided.stderr]).toEqual([0, expect.not.stringContaining("error")]);
    expect((await verify()).slice(0, 2)).toEqual([0, "verified"]);
  }, 60_000);

  test("who has the capsule alone scans it, signs what the scan says, and puts it beside the capsule", async () => {
    const { cwd, run, signing, verify } = consumer();
    const scanned = await run("scan", "--database", "clean", "--format", "statement", NAME);
    writeFileSync(join(cwd, "scan.json"), scanned.stdout);
    const signed = await run("vouch", "vulns", ...signing, "--json", NAME, "scan.json");
    const { file } = JSON.parse(signed.stdout);
    expect([signed.status, file]).toEqual([
      0,
      expect.stringMatching(/^octo-tool-1\.2\.3\.[0-9a-f]{12}\.scan\.sigstore\.json$/),
    ]);
    expect((await verify()).slice(0, 2)).toEqual([0, "verified"]);
    expect((await verify(8)).slice(0, 2)).toEqual([3, "missing"]);
  });

  test.each([
    ["about another file", ["scan", "--database", "clean", "--format", "statement", "app.tgz"], "about something else"],
    ["that is no scan", ["scan", "--database", "clean", "--json", NAME], "vulnerab"],
  ])("nobody signs a statement %s", async (_, made, said) => {
    const { cwd, run, signing } = consumer();
    writeFileSync(join(cwd, "scan.json"), (await run(...made)).stdout);
    const before = readdirSync(cwd);
    const { status, stderr } = await run("vouch", "vulns", ...signing, NAME, "scan.json");
    expect([status, stderr, readdirSync(cwd)]).toEqual([expect.any(Number), expect.stringContaining(said), before]);
    expect([1, 2]).toContain(status);
  });
});
