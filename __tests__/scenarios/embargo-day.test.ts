import { afterAll, beforeAll, expect, test } from "vitest";
import { type GitHubServer, startGitHubServer } from "../github-server/start-github-server.ts";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { capsule } from "../run-program.ts";
import { CAPSULE, type EmbargoedRelease, embargoedRelease, jobEnv, jsonOf } from "./embargoed-release.ts";

/** The day of an embargo on a GitHub that has the release and the log, cut off after each thing that others can see. */
let onStep: (operation: string) => void = () => undefined;
const sigstore = await startGitHubSigstore({
  served: (service, method, status) => {
    if (service !== "token" && method === "POST" && status < 400) onStep(`POST ${service}`);
  },
});
let github: GitHubServer;
let release: EmbargoedRelease;
let env: Record<string, string>;
const LOG = ["--log", "https://github.com/octo-org/octo-tool", "--log-branch", "release-log", "--log-key", "log.key"];
const HEAD = "refs/heads/release-log";
/** What was there before the day. */
let before: { readonly head: ReturnType<GitHubServer["state"]["refs"]["get"]>; readonly payloads: ReadonlySet<number> };

beforeAll(async () => {
  github = await startGitHubServer({ rateLimit: 1_000_000 });
  github.onVisible = ({ operation }) => onStep(operation);
  release = await embargoedRelease(sigstore, "2026-01-06T16:00:00Z");
  env = { ...jobEnv(sigstore), GITHUB_API_URL: github.url, GITHUB_TOKEN: github.token };
  const init = "log init --key log.key --branch release-log https://github.com/octo-org/octo-tool policy.json";
  expect(await release.run(init, env)).toMatchObject({ status: 0 });
  expect(await release.embargo("commit", LOG, env)).toMatchObject({ status: 0 });
  const payloads = new Set(github.release("release-log-payloads")?.assets.keys());
  github.state.publications = 0;
  before = { head: github.state.refs.get(HEAD), payloads };
}, 120_000);
afterAll(() => Promise.all([github.close(), sigstore.close()]));

/** As it was on the evening before. */
function evening(): void {
  const { releases, refs, made } = github.state;
  for (const [id, { tagName }] of releases) if (tagName === "v1.2.3") releases.delete(id);
  const payloads = github.release("release-log-payloads");
  for (const id of payloads?.assets.keys() ?? []) if (!before.payloads.has(id)) payloads?.assets.delete(id);
  if (before.head !== undefined) refs.set(HEAD, before.head);
  made.length = 0;
  github.state.publications = 0;
}

/** What stands at the end, which must be the same whatever happened. */
async function ended() {
  const log = `--branch release-log --log-signer ${release.logKey} https://github.com/octo-org/octo-tool`;
  const { entries } = jsonOf(await release.run(`timeline --json ${log}`, env));
  const published = github.release("v1.2.3");
  return {
    draft: published?.draft,
    files: [...(published?.assets.values() ?? [])]
      .map(({ name, sha256, state }) => `${name} ${sha256} ${state}`)
      .sort(),
    publications: github.state.publications,
    said: entries.map((one: Record<string, string>) => `${one["says"]} ${one["standing"]} ${one["release"]}`),
  };
}

let reference: Awaited<ReturnType<typeof ended>>;
const steps: string[] = [];

test("publishes first, then tells the log, and does nothing twice", async () => {
  onStep = (operation) => steps.push(operation);
  const day = await release.embargo("lift", [...LOG, "--json"], env);
  onStep = () => undefined;
  expect([day.status, day.stderr]).toEqual([0, expect.any(String)]);
  expect(jsonOf(day).steps.map(({ does, status }: Record<string, string>) => `${does} ${status}`)).toEqual([
    "publish done",
    "opened done",
    "published done",
    "yanked done",
  ]);
  expect(jsonOf(day).late).toEqual([expect.stringContaining("it was to become public at 2026-01-06T16:00:00Z")]);
  reference = await ended();
  expect(reference).toMatchObject({ draft: false, publications: 1 });
  expect(reference.said).toEqual([
    "committed in-effect null",
    "opened in-effect pkg:github/octo-org/octo-tool@v1.2.3",
    "published in-effect pkg:github/octo-org/octo-tool@v1.2.3",
    "yanked in-effect pkg:github/octo-org/octo-tool@v1.2.2",
  ]);
  const published = steps.indexOf("PATCH /repos/{owner}/{repo}/releases/{release_id}");
  const told = steps.indexOf("PATCH /repos/{owner}/{repo}/git/refs/{ref}");
  expect([published > 0, told > published]).toEqual([true, true]);
  expect(steps.slice(0, published).filter((operation) => operation === "POST log")).toEqual([]);
  const again = await release.embargo("lift", [...LOG, "--json"], env);
  expect(new Set(jsonOf(again).steps.map(({ status }: { status: string }) => status))).toEqual(new Set(["already"]));
  expect(await ended()).toEqual(reference);
}, 120_000);

test("is rehearsed without a trace", async () => {
  evening();
  const seen: string[] = [];
  onStep = (operation) => seen.push(operation);
  const { status, stdout } = await release.embargo("lift", [...LOG, "--dry-run"], env);
  onStep = () => undefined;
  expect([status, stdout]).toEqual([0, expect.stringContaining("NOTHING WAS DONE")]);
  expect(stdout.match(/would be done/g)).toHaveLength(4);
  expect([seen, github.release("v1.2.3")]).toEqual([[], undefined]);
});

test("cut off after each step that others can see, is finished by the next run in the same end", async () => {
  expect(steps.length).toBeGreaterThan(20);
  const last = new Map(steps.map((operation, at) => [operation, at + 1]));
  const all = process.env["KILLPOINTS"] === "all";
  const ends: (readonly unknown[])[] = [];
  // The last of each kind; all of them if that is asked for.
  for (const nth of all ? steps.map((_, at) => at + 1) : last.values()) {
    evening();
    let count = 0;
    const words = [
      "--key",
      "k.pub",
      "--trusted-root",
      sigstore.trustedRootPath,
      "--sign-with",
      sigstore.signingConfigPath,
    ];
    const day = ["--affected", "old/octo-tool-1.2.2.capsule", "--announced", "."];
    const killed = await capsule(
      ["embargo", "lift", ...words, ...day, ...LOG, "announcement.json", CAPSULE, "tool.bin"],
      {
        ...{ cwd: release.folder, env },
        started: (kill) => {
          onStep = () => {
            count += 1;
            if (count === nth) kill("SIGKILL");
          };
        },
      },
    );
    onStep = () => undefined;
    ends.push([nth, steps[nth - 1], killed.signal]);
    const next = await release.embargo("lift", LOG, env);
    expect([nth, steps[nth - 1], next.status, next.stderr]).toEqual([nth, steps[nth - 1], 0, expect.any(String)]);
    expect([nth, steps[nth - 1], await ended()]).toEqual([nth, steps[nth - 1], reference]);
  }
  // After the very last one nothing was left to do, so that it may have ended by itself.
  expect(ends.filter((one) => one[0] !== steps.length && one[2] !== "SIGKILL")).toEqual([]);
  expect(github.violations).toEqual([]);
}, 600_000);
