import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Browser, type LookedAt, startBrowser, type View } from "../../../tools/browser/devtools.ts";
import { startGitHubSigstore } from "../../github-sigstore/start-github-sigstore.ts";
import { newFolder } from "../../run-program.ts";
import { releasedFolder } from "../../scenarios/guide-release.ts";
import {
  chromiumOfTests,
  commandLine,
  everything,
  inaccessible,
  PAGE,
  said,
  saved,
  savePicture,
  WIDE,
  waitFor,
} from "./asked-page.ts";

const chromium = chromiumOfTests();

describe.skipIf(chromium === undefined)("the page that verifies", () => {
  let browser: Browser;
  let sigstore: Awaited<ReturnType<typeof startGitHubSigstore>>;
  let release: string;

  beforeAll(async () => {
    browser = await startBrowser(chromium ?? "");
    sigstore = await startGitHubSigstore();
    const assets = { "tool-linux-x64": "the tool\n".repeat(1000), "tool.exe": Buffer.alloc(6_000_000, 7) };
    const run = { repository: "acme/tool", ref: "refs/tags/v1.4.2" };
    release = await releasedFolder(sigstore, { run, assets, publish: "standard" });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await sigstore?.close();
  });

  interface Shown {
    readonly state: string;
    readonly text: string;
    readonly json: Record<string, unknown> | undefined;
    readonly requests: readonly string[];
    readonly messages: readonly string[];
  }

  /** Gives files to the page as a person would, asks, and waits for what it says. */
  const ask = (
    {
      paths,
      repository = "acme/tool",
      root = sigstore.trustedRootPath,
    }: Partial<Record<"repository", string>> & {
      readonly paths: readonly string[];
      readonly root?: string;
    },
    view: View = WIDE,
    picture?: string,
  ): Promise<Shown> =>
    browser.look(PAGE, view, async (page) => {
      await page.choose("#files", paths);
      await page.choose("#root", [root]);
      await page.evaluate(`document.getElementById("repository").value = ${JSON.stringify(repository)}`);
      await page.evaluate(`document.querySelector("#ask button[type=submit]").click()`);
      const state = await waitFor(page);
      if (picture !== undefined) {
        await savePicture(page, picture);
        expect(await inaccessible(page)).toEqual([]);
      }
      const text = String(await page.evaluate(`document.body.innerText`));
      return { state, text, json: await saved(page, state), requests: page.requests, messages: page.messages };
    });

  const askedSo = (repository?: string) => ({
    trustedRoot: sigstore.trustedRootPath,
    ...(repository === undefined ? {} : { repository }),
  });

  test("says of a release what the command line says, word for word, and asks nobody", async () => {
    const shown = await ask({ paths: everything(release) }, WIDE, "verified");
    expect(shown.state).toBe("answer");
    expect(shown.text).toMatch(/VERIFIED/);
    expect(said(shown.json)).toEqual(said(await commandLine(release, askedSo())));
    expect(shown.requests.filter((url) => !url.startsWith("blob:"))).toEqual([]);
    expect(shown.messages).toEqual([]);
  });

  test("refuses a changed file as the command line does", async () => {
    const folder = newFolder();
    cpSync(release, folder, { recursive: true });
    appendFileSync(join(folder, "tool.exe"), "x");
    const shown = await ask({ paths: everything(folder) }, WIDE, "rejected");
    expect(shown.text).toMatch(/REJECTED/);
    expect(said(shown.json)).toEqual(said(await commandLine(folder, askedSo())));
  });

  test("refuses a release of another repository", async () => {
    const shown = await ask({ paths: everything(release), repository: "acme/other" });
    expect(shown.text).toMatch(/REJECTED/);
    expect(said(shown.json)).toEqual(said(await commandLine(release, askedSo("acme/other"))));
  });

  test.each([
    ["no capsule", ["tool.exe"], "acme/tool", /there is no capsule among the files/],
    ["no repository", ["tool-1.4.2.capsule"], " ", /no repository is named/],
    ["a repository that is none", ["tool-1.4.2.capsule"], "a/b/c/d", /error: /],
  ])("with %s says what to do, and checks nothing", async (_what, names, repository, expected) => {
    const shown = await ask({ paths: names.map((name) => join(release, name)), repository });
    expect(shown.state).toBe("problem");
    expect(shown.text).toMatch(expected);
  });

  test("is small, and its policy allows no connection", async () => {
    const look = (page: LookedAt) =>
      page.evaluate(
        `document.querySelector("meta[http-equiv]").content + " " + document.documentElement.outerHTML.length`,
      );
    const [, policy = "", size = ""] = /^(.*) (\d+)$/.exec(String(await browser.look(PAGE, WIDE, look))) ?? [];
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-\S+ 'sha256-\S+; script-src 'sha256-[^ ]+ 'wasm-unsafe-eval'; worker-src blob:/,
    );
    expect(policy.replace("'wasm-unsafe-eval'", "")).not.toMatch(/connect-src|unsafe/);
    expect(Number(size)).toBeLessThan(400_000);
  });

  test.each([
    ["asking-light", { scheme: "light", width: 1200 }],
    ["asking-dark", { scheme: "dark", width: 1200 }],
    ["asking-phone", { scheme: "light", width: 390 }],
  ] as const)("%s: the page is as wide as its window, and works by keyboard", async (name, view) => {
    await browser.look(PAGE, view, async (page) => {
      await savePicture(page, name);
      expect(await inaccessible(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      await page.press("Tab");
      expect(await page.evaluate("document.activeElement.id")).toBe("repository");
    });
  });
});
