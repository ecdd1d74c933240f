import { afterEach, describe, expect, test } from "vitest";
import { createHttp } from "../../../src/world/http/http.ts";
import { expectFault } from "../../expect-fault.ts";
import type { FaultRule } from "../../github-server/fault-schedule.ts";
import { type GitHubServerOptions, startGitHubServer } from "../../github-server/start-github-server.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { ASSETS, COMMIT, EVIDENCE, publishingRun } from "./publishing-run.ts";

const RELEASES = "/repos/{owner}/{repo}/releases";
const [CREATE, ONE, FILES] = [`POST ${RELEASES}`, `GET ${RELEASES}/{release_id}`, `${RELEASES}/{release_id}/assets`];
const PUBLISH = `PATCH ${RELEASES}/{release_id}`;
const WAITED_FOR = 60_500;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A run against the GitHub of the loopback, whose clock is that of the run. */
async function runOn(options: GitHubServerOptions = {}) {
  const forge = createTestForge();
  const github = await startGitHubServer({ clock: forge.clock, ...options });
  closing.push(() => github.close());
  const { url, token } = github;
  const run = publishingRun(ASSETS, {}, { forge, reached: { http: createHttp(() => undefined), url, token } });
  const asked = (operation: string) => github.requests.filter((request) => request.operation === operation).length;
  const waited = () => forge.clock.waits.reduce((sum, wait) => sum + wait, 0);
  return { ...run, github, asked, waited, release: () => github.release("v1.2.3") };
}

const answers = (status: number, times = 1, message = "Not Found") =>
  ({ times, fault: { kind: "status", status, when: "before", message } }) as const satisfies Partial<FaultRule>;

describe("a tag behind a default branch whose workflow files moved on", () => {
  const commits = [COMMIT];
  const moved = (options: GitHubServerOptions, post: 403 | 404, patch: 403 | 404) =>
    runOn({ ...options, reality: { workflowsDiffer: { commits, post, patch } } });
  /** The default branch gets a commit of its own. */
  const moveOn = ({ github }: Awaited<ReturnType<typeof runOn>>) => {
    github.state.commits.push("9".repeat(40));
    github.state.refs.set("refs/heads/main", { type: "commit", sha: "9".repeat(40) });
  };

  test.each([
    ["makes a draft without a target", 404, undefined],
    ["makes a draft without a target", 403, undefined],
    ["publishes a draft that has the commit as its target", 404, COMMIT],
    ["publishes a draft that has the commit as its target", 403, COMMIT],
  ] as const)("%s, where the other way is answered %d (W1)", async (_, refused, target) => {
    const releases = target === undefined ? [] : [{ tag: "v1.2.3", draft: true, target }];
    const run = await moved({ releases }, refused, refused);
    moveOn(run);
    await run.seal();
    expect(run.release()).toMatchObject({ draft: false, tagName: "v1.2.3", targetCommitish: "main" });
    expect(run.github.violations).toEqual([]);
  });

  test("that is moved in the moment of publication is found out, and that the release is public is said (W1)", async () => {
    const run = await runOn({ faults: [{ operation: PUBLISH, fault: { kind: "meanwhile", what: "move-tag" } }] });
    const fault = await expectFault("tag-moved", () => run.seal());
    expect(fault.message).toContain("the release is public");
  });

  test.each([
    [CREATE, 403],
    [CREATE, 404],
    [PUBLISH, 403],
    [PUBLISH, 404],
  ])("is named as a cause where %s is refused by %d for another reason (W1)", async (operation, status) => {
    const message = status === 403 ? "Resource not accessible by integration" : "Not Found";
    const run = await runOn({ faults: [{ operation, ...answers(status, 99, message) }] });
    const fault = await expectFault("permission-missing", () => run.seal());
    expect(fault.hint).toMatch(/contents: write[\s\S]*Workflow permissions[\s\S]*changes workflow files/);
    expect(fault.message).toContain(message);
    expect(run.opened()).toBe(operation === CREATE ? 0 : 1);
  });
});

describe("a replica that is behind", () => {
  test.each([
    ["the first upload", `POST ${FILES}`, 404],
    ["the list of files", `GET ${FILES}`, 404],
    ["the read of the draft", ONE, 404],
    ["a read-back", `GET ${RELEASES}/assets/{asset_id}`, 404],
    ["the redirected read-back", "GET download", 404],
    ["publishing", PUBLISH, 404],
    ["an upload under load", `POST ${FILES}`, 400],
  ])("and refuses %s (%s) by %d is asked again (W3)", async (_, operation, status) => {
    const run = await runOn({ faults: [{ operation, ...answers(status) }] });
    await run.seal();
    expect(run.release()?.draft).toBe(false);
    expect(run.release()?.assets.size).toBe(2 + EVIDENCE.length);
    expect(run.warnings.join()).not.toContain("everywhere");
  });

  test("and knows the tag no more before publication is asked again (W3)", async () => {
    const operation = "GET /repos/{owner}/{repo}/git/ref/{ref}";
    const run = await runOn({ faults: [{ operation, nth: 2, ...answers(404, 3) }] });
    await run.seal();
    expect(run.asked(operation)).toBe(1 + 4 + 1);
    expect(run.release()?.draft).toBe(false);
  });

  test("and answers 404 for a minute is believed then (W3)", async () => {
    const run = await runOn({ faults: [{ operation: ONE, ...answers(404, 99) }] });
    await expectFault("release-changed", () => run.seal());
    expect(run.waited()).toBe(WAITED_FOR);
    expect(run.release()?.draft).toBe(true);
  });

  test("and hides the leftover that takes a name is waited for (W3)", async () => {
    const rule = { operation: `POST ${FILES}`, name: "VERIFY.md" };
    const run = await runOn({ faults: [{ ...rule, fault: { kind: "starter", hiddenFor: 3 } }] });
    await run.seal();
    expect([...(run.release()?.assets.values() ?? [])].every(({ state }) => state === "uploaded")).toBe(true);
  });

  test("and shows the draft yet, after publication, fails no run (W3)", async () => {
    for (const [staleReads, isShown] of [
      [3, true],
      [99, false],
    ] as const) {
      const run = await runOn({ immutableReleases: true, reality: { staleReads } });
      const sealed = await run.seal();
      expect(sealed.publication).toMatchObject({ isPublic: true, id: String(run.release()?.id) });
      expect(run.warnings.some((text) => text.includes("does not show it as public everywhere yet"))).toBe(!isShown);
      expect(run.waited()).toBe(isShown ? 500 + 1000 + 2000 : WAITED_FOR);
    }
  });

  test("and lists a file less, after publication, fails no run (W3)", async () => {
    for (const [staleLists, isShown] of [
      [5, true],
      [99, false],
    ] as const) {
      const run = await runOn({ reality: { staleLists } });
      expect((await run.seal()).publication?.isPublic).toBe(true);
      expect(run.warnings.some((text) => text.includes("does not show all of its files"))).toBe(!isShown);
    }
  });

  test("and knows the published release no more fails no run (W3)", async () => {
    const run = await runOn({ faults: [{ operation: ONE, nth: 2, ...answers(404, 99) }] });
    const sealed = await run.seal();
    expect(sealed.publication).toMatchObject({ isPublic: true, location: expect.stringContaining("v1.2.3") });
    expect(run.warnings.join()).toContain("the release is public, but");
  });

  test("and says the digest of a file later is waited for by reading the file (W3)", async () => {
    const run = await runOn({ reality: { digestLateBy: 2 } });
    await run.seal();
    expect(run.release()?.draft).toBe(false);
  });

  test.each(Array.from({ length: 6 }, (_, seed) => seed))(
    "of seed %d is taken for no change by somebody else (W3)",
    async (seed) => {
      const run = await runOn({ reality: { lag: { seed, requests: 12 } } });
      await run.seal();
      expect([...run.github.state.releases.values()]).toMatchObject([{ draft: false, tagName: "v1.2.3" }]);
      expect(run.release()?.assets.size).toBe(2 + EVIDENCE.length);
    },
  );
});

describe("a contradiction after publication", () => {
  test.each(["add-asset", "replace-asset"] as const)(
    "(%s) is a fault that says that the release is public (W3)",
    async (what) => {
      const run = await runOn({ faults: [{ operation: PUBLISH, fault: { kind: "meanwhile", what } }] });
      const fault = await expectFault("release-changed", () => run.seal());
      expect(fault.message).toContain("the release is public");
      expect(fault.hint).toContain("new version");
      expect(run.waited()).toBe(0);
    },
  );
});

describe("generated notes that no release can hold", () => {
  test("are cut, and a warning says so (W5)", async () => {
    const run = await runOn({ reality: { notesLength: 130_000 } });
    await run.seal();
    const body = run.release()?.body ?? "";
    expect(body.length).toBeLessThanOrEqual(125_000);
    expect(body).toContain("the rest was left out");
    expect(body).toContain("**Full Changelog**");
    expect(run.warnings.join()).toContain("generated notes");
    expect(run.asked(CREATE)).toBe(1);
  });

  test("and cannot be had leave a release without them, and a warning says so (W5)", async () => {
    const operation = `POST ${RELEASES}/generate-notes`;
    const run = await runOn({ reality: { notesLength: 130_000 }, faults: [{ operation, ...answers(500, 9) }] });
    await run.seal();
    expect(run.release()).toMatchObject({ draft: false, body: "" });
    expect(run.warnings.join()).toContain("GitHub gave no list of changes");
  });
});

describe("the reasons of a 422 that says no more than that validation failed", () => {
  test("are told: a tag that an immutable release used up needs a new version (W6)", async () => {
    const run = await runOn({ reality: { burnedTags: ["v1.2.3"] } });
    const fault = await expectFault("release-immutable", () => run.seal());
    expect(fault.message).toContain('"tag_name was used by an immutable release"');
    expect(fault.hint).toContain("new version");
    expect(run.release()?.draft).toBe(true);
    expect(run.waited()).toBe(0);
  });
});

describe("a repository with many releases", () => {
  const many = Array.from({ length: 1200 }, (_, n) => ({ tag: `v0.0.${n}` }));

  test("is asked for the release of the tag and for its drafts, not for all (W11)", async () => {
    const run = await runOn({ releases: many });
    await run.seal({}, { attestations: "off" });
    // Ten pages for the release before; the others are the first two, and those once more where a draft is on the first.
    expect(run.asked(`GET ${RELEASES}`)).toBeLessThanOrEqual(10 + 5);
    expect(run.github.requests.length).toBeLessThan(75);
    expect(run.github.state.releases.size).toBe(many.length + 1);
  });

  test("shows a draft behind a page of drafts (W11)", async () => {
    const drafts = Array.from({ length: 100 }, (_, n) => ({ tag: `v2.0.${n}`, draft: true }));
    const run = await runOn({ releases: [{ tag: "v1.2.3", draft: true, body: "Mine" }, ...drafts] });
    await run.seal();
    expect(run.release()).toMatchObject({ draft: false, body: "Mine" });
    expect(run.asked(CREATE)).toBe(0);
  });
});
