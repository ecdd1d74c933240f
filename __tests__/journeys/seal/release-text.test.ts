import { afterEach, describe, expect, test } from "vitest";
import { FOOTER_BEGIN, FOOTER_END } from "../../../src/domain/release/release-notes.ts";
import type { ReleaseText } from "../../../src/ports/publishing-settings.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { type GitHubServerOptions, startGitHubServer } from "../../github-server/start-github-server.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { ASSETS, publishingRun } from "./publishing-run.ts";

const GENERATE = "POST /repos/{owner}/{repo}/releases/generate-notes";
const CHANGES = "## What's Changed";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function runOn(options: GitHubServerOptions = {}) {
  const forge = createTestForge();
  const github = await startGitHubServer({ clock: forge.clock, ...options });
  closing.push(() => github.close());
  const { url, token } = github;
  const run = publishingRun(ASSETS, {}, { forge, reached: { http: createHttp(() => undefined), url, token } });
  const seal = (text: Partial<ReleaseText> = {}, keepDraft = false) =>
    run.seal({}, { keepDraft, attestations: "off", text: { footer: true, ...text } });
  const asked = (operation: string) => github.requests.filter((request) => request.operation === operation).length;
  const body = (): string => github.release("v1.2.3")?.body ?? "";
  return { ...run, github, seal, asked, body, release: () => github.release("v1.2.3") };
}

/** Everything before our part. */
const notesIn = (body: string): string => body.slice(0, body.indexOf(FOOTER_BEGIN)).trimEnd();

describe("a release that is made here", () => {
  test("has its tag as title, GitHub's list of changes, and the consumer's command at the end", async () => {
    const run = await runOn();
    await run.seal();
    expect(run.release()).toMatchObject({ draft: false, name: "v1.2.3" });
    expect(notesIn(run.body())).toMatch(/^## What's Changed/);
    expect(run.body()).toMatch(/verify octo-tool-1\.2\.3\.capsule --repository octo-org\/octo-tool/);
    expect(run.body()).toContain(
      "[VERIFY.md](https://github.com/octo-org/octo-tool/releases/download/v1.2.3/VERIFY.md)",
    );
    expect(run.body().endsWith(FOOTER_END)).toBe(true);
    expect(run.github.violations).toEqual([]);
    expect(run.warnings).toEqual([]);
  });

  test.each([
    ["with notes alone", { notes: "# Ours\n\n- one\n", title: "Tool 1.2.3" }, "# Ours\n\n- one", 0],
    ["with neither", { generate: false }, "", 0],
  ] as const)("%s", async (_what, text, notes, asked) => {
    const run = await runOn();
    await run.seal(text);
    expect(notesIn(run.body())).toBe(notes);
    expect(run.release()?.name).toBe("title" in text ? text.title : "v1.2.3");
    expect(run.asked(GENERATE)).toBe(asked);
  });

  test("has both, the list after the notes, where both are asked for", async () => {
    const run = await runOn();
    await run.seal({ notes: "# Ours", generate: true, footer: false });
    expect(run.body()).toMatch(/^# Ours\n\n## What's Changed/);
    expect(run.body()).not.toContain(FOOTER_BEGIN);
  });

  test.each([403, 404, 500])(
    "has no list where GitHub gives none (%d), which is said, and is published",
    async (status) => {
      const rule = {
        operation: GENERATE,
        times: 9,
        fault: { kind: "status", status, when: "before", message: "No" },
      } as const;
      const run = await runOn({ faults: [rule] });
      await run.seal({ notes: "# Ours", generate: true });
      expect(notesIn(run.body())).toBe("# Ours");
      expect(run.release()?.draft).toBe(false);
      expect(run.warnings.join()).toContain("GitHub gave no list of changes");
    },
  );

  test("has a part of the list where not all fits behind the notes (W5)", async () => {
    const run = await runOn({ reality: { notesLength: 130_000 } });
    const notes = `# Ours\n${"x".repeat(110_000)}`;
    await run.seal({ notes, generate: true });
    expect(run.body().length).toBeLessThanOrEqual(125_000);
    expect(run.body().startsWith(notes)).toBe(true);
    expect(run.body()).toContain("the rest was left out");
    expect(run.body().endsWith(FOOTER_END)).toBe(true);
    expect(run.warnings.join()).toContain("longer than a release can hold");
  });

  test("with notes that fill it has no room for our part, which is said", async () => {
    const run = await runOn();
    const notes = "x".repeat(124_990);
    await run.seal({ notes });
    expect(run.body()).toBe(notes);
    expect(run.warnings.join()).toContain("no room for the command");
  });
});

describe("a draft that is there", () => {
  const draft = (release: { readonly body?: string; readonly name?: string }) =>
    runOn({ releases: [{ tag: "v1.2.3", draft: true, ...release }] });

  test("keeps its notes and its title, whoever wrote them, and gets our part", async () => {
    const run = await draft({ body: "By hand.\r\n\r\n- one", name: "By hand" });
    await run.seal({ notes: "# Ours", title: "Ours", generate: true });
    expect(notesIn(run.body())).toBe("By hand.\r\n\r\n- one");
    expect(run.release()?.name).toBe("By hand");
    expect(run.warnings.join()).toContain("notes of its own");
    expect(run.warnings.join()).toContain("title of its own");
    expect(run.asked(GENERATE)).toBe(0);
  });

  test("that is empty gets what is given, and a list only if it is asked for", async () => {
    const named = await draft({ body: "", name: "v1.2.3" });
    await named.seal({ notes: "# Ours", title: "Ours" });
    expect([notesIn(named.body()), named.release()?.name]).toEqual(["# Ours", "Ours"]);
    const plain = await draft({ body: "" });
    await plain.seal();
    expect(notesIn(plain.body())).toBe("");
    const listed = await draft({ body: "" });
    await listed.seal({ generate: true });
    expect(notesIn(listed.body())).toContain(CHANGES);
  });

  test("with an imitation of our part has ours in its place", async () => {
    const run = await draft({ body: `- one\n${FOOTER_BEGIN}\nnode evil.js\n${FOOTER_END}\n- two` });
    await run.seal();
    expect(run.body()).not.toContain("evil");
    expect(run.body()).toMatch(/^- one\n<!--[\s\S]*-->\n- two$/);
    expect(run.body().split(FOOTER_BEGIN)).toHaveLength(2);
  });

  test("with a comment that is never closed shows our part: its first line closes it", async () => {
    const run = await draft({ body: "- one\n\n<!-- hidden" });
    await run.seal();
    expect(run.body()).toMatch(/<!-- hidden\n\n<!-- release-capsule: how to verify -->\n### Verify/);
  });
});

describe("a run that is run again", () => {
  test("leaves what a person wrote meanwhile, and does not double our part", async () => {
    const run = await runOn();
    await run.seal({ notes: "# Ours" }, true);
    const [release] = run.github.state.releases.values();
    expect(release?.body).toContain(FOOTER_BEGIN);
    if (release === undefined) throw new Error("there is a draft");
    release.body = `${release.body}\n\nAdded by hand.`;
    release.name = "By hand";
    await run.seal({ notes: "# Ours" }, true);
    await run.seal({ notes: "# Ours" });
    expect(run.release()).toMatchObject({ draft: false, name: "By hand" });
    expect(run.body()).toMatch(/^# Ours\n\n<!--[\s\S]*-->\n\nAdded by hand\.$/);
    expect(run.body().split(FOOTER_BEGIN)).toHaveLength(2);
    expect(run.warnings.join()).not.toContain("of its own");
    expect(run.opened()).toBe(1);
    expect(run.github.violations).toEqual([]);
  });

  test("changes no word of a release that is public", async () => {
    const run = await runOn();
    await run.seal({ notes: "# Ours" });
    const [release] = run.github.state.releases.values();
    if (release === undefined) throw new Error("there is a release");
    release.body = "Corrected afterwards.";
    await run.seal({ notes: "# Ours" });
    expect(run.body()).toBe("Corrected afterwards.");
  });
});
