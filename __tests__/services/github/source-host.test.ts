import { expect, onTestFinished, test } from "vitest";
import { gitHubAddress } from "../../../src/services/github/api/github-address.ts";
import { createGitHubApi } from "../../../src/services/github/api/github-api.ts";
import { gitHubSource } from "../../../src/services/github/source-host.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { expectFault } from "../../expect-fault.ts";
import { addTag } from "../../github-server/github-state.ts";
import { type GitHubServerOptions, startGitHubServer } from "../../github-server/start-github-server.ts";
import { type Answer, scriptedHttp } from "../../scripted-http.ts";
import { testClock } from "../../test-clock.ts";

/** Nothing says that the tag is there. */
const UNSURE = { isKnown: false };

async function loopback(options: GitHubServerOptions = {}) {
  const server = await startGitHubServer(options);
  onTestFinished(() => server.close());
  const { run } = server.state;
  const http = createHttp(() => undefined);
  const address = gitHubAddress(server.url, `https://github.com/${run.repository}`);
  const api = createGitHubApi(address, server.token, { http, clock: testClock() });
  onTestFinished(() => expect(server.violations).toEqual([]));
  return { server, run, source: gitHubSource(api) };
}

function scripted(script: (path: string) => Answer) {
  const http = scriptedHttp(({ url }) => script(url.replace("https://api.github.com/repos/o/r", "")));
  const address = gitHubAddress("https://api.github.com", "https://github.com/o/r");
  return { http, source: gitHubSource(createGitHubApi(address, "secret-token", { http, clock: testClock() })) };
}

test("reads the repository, and that it is public", async () => {
  const { source, run } = await loopback();
  expect(await source.repository()).toEqual({
    id: run.repositoryId,
    ownerId: run.ownerId,
    defaultBranch: "main",
    isPublic: true,
  });
});

test("peels an annotated tag, tells signed from verified, and misses what is not there (G18)", async () => {
  const { source, server, run } = await loopback();
  addTag(server.state, "annotated", { commit: run.commit, annotated: true });
  const { commit } = run;
  expect(await source.tag(run.ref.slice("refs/tags/".length), UNSURE)).toEqual({ commit, kind: "lightweight" });
  expect(await source.tag("annotated", UNSURE)).toEqual({ commit, kind: "annotated" });
  expect(await source.tag("absent", UNSURE)).toBeUndefined();
  const signature = { verified: false, reason: "unknown_key" };
  const sha = "a".repeat(40);
  const answers = (verification: object) =>
    scripted((path) => {
      if (path.startsWith("/git/ref/")) return { body: { object: { type: "tag", sha: "b".repeat(40) } } };
      return { body: { object: { type: "commit", sha }, verification } };
    });
  expect(await answers(signature).source.tag("v1", UNSURE)).toEqual({ commit: sha, kind: "signed" });
  expect(await answers({ verified: true, reason: "valid" }).source.tag("v1", UNSURE)).toEqual({
    commit: sha,
    kind: "verified",
  });
});

test("a tag that is known to be there is looked for during a minute, another one once", async () => {
  const sha = "a".repeat(40);
  let looks = 0;
  const late = scripted(() => (++looks < 4 ? { status: 404 } : { body: { object: { type: "commit", sha } } }));
  expect(await late.source.tag("v1", { isKnown: true })).toEqual({ commit: sha, kind: "lightweight" });
  const never = scripted(() => ({ status: 404 }));
  expect(await never.source.tag("v1", UNSURE)).toBeUndefined();
  expect(never.http.requests).toHaveLength(1);
});

test("a tag that leads nowhere in a circle of tags is no tag", async () => {
  const { source, http } = scripted(() => ({ body: { object: { type: "tag", sha: "b".repeat(40) } } }));
  expect(await source.tag("v1", UNSURE)).toBeUndefined();
  expect(http.requests.length).toBeLessThan(10);
});

test("lists the tags of a prefix", async () => {
  const { source, server, run } = await loopback();
  addTag(server.state, "tool-v1.0.0", { commit: run.commit });
  addTag(server.state, "tool-v1.1.0", { commit: run.commit });
  expect([...(await source.tags("tool-v"))].sort()).toEqual(["tool-v1.0.0", "tool-v1.1.0"]);
  expect((await source.tags("")).length).toBe(3);
});

test("knows whether a commit is on a branch, and whether the branch is protected", async () => {
  const { source, server, run } = await loopback();
  expect(await source.isReachable("main", run.commit)).toBe(true);
  expect(await source.isReachable("main", server.state.commits[0] ?? "")).toBe(true);
  expect(await source.isProtected("main")).toBe(true);
  server.state.protectedBranches.clear();
  expect(await source.isProtected("main")).toBe(false);
});

test.each([
  ["ahead", false],
  ["diverged", false],
  ["behind", true],
  ["identical", true],
])("a commit that is %s of the branch: %s", async (status, reachable) => {
  const { source, http } = scripted(() => ({ body: { status } }));
  expect(await source.isReachable("release/1.x", "a".repeat(40))).toBe(reachable);
  expect(http.requests[0]?.url).toContain(`/compare/release%2F1.x...${"a".repeat(40)}`);
});

test("a ruleset protects a branch too, and an older server has none", async () => {
  const rules = (answer: Answer) =>
    scripted((path) => (path.startsWith("/branches/") ? { body: { protected: false } } : answer)).source;
  expect(await rules({ body: [{ type: "deletion" }] }).isProtected("main")).toBe(true);
  expect(await rules({ body: [] }).isProtected("main")).toBe(false);
  expect(await rules({ status: 404, body: { message: "Not Found" } }).isProtected("main")).toBe(false);
});

test("re-reads the run", async () => {
  const { source, run } = await loopback();
  expect(await source.run({ id: run.runId, attempt: run.runAttempt })).toMatchObject({
    repositoryId: run.repositoryId,
    commit: run.commit,
    isRunning: true,
  });
});

test("without actions: read names the line to add (O01)", async () => {
  const { source } = scripted(() => ({ status: 404, body: { message: "Not Found" } }));
  await expectFault("permission-missing", () => source.run({ id: "1", attempt: "1" }));
  await expect(source.run({ id: "1", attempt: "1" })).rejects.toMatchObject({
    hint: expect.stringMatching(/actions: read/),
  });
});

test("an answer of another shape is a fault, and the token stands in no message (G24, G26)", async () => {
  for (const body of ["<html>", { object: 1 }, [], "null"]) {
    const { source } = scripted(() => ({ body }));
    await expectFault("response-malformed", () => source.repository());
    await expectFault("response-malformed", () => source.tag("v1", UNSURE));
  }
  const { source } = scripted(() => ({ status: 403, body: { message: "bad secret-token" } }));
  await expect(source.repository()).rejects.not.toMatchObject({ message: expect.stringMatching(/secret-token/) });
});

test("a name is percent-encoded wherever it stands in an address", async () => {
  const { source, http } = scripted(() => ({ status: 404, body: {} }));
  await source.tag("a/b?c#d%e", UNSURE);
  expect(http.requests[0]?.url).toBe("https://api.github.com/repos/o/r/git/ref/tags/a/b%3Fc%23d%25e");
});
