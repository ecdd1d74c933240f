import { appendFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../../tools/browser/chromium.ts";
import { type Browser, type LookedAt, startBrowser, type View } from "../../../tools/browser/devtools.ts";
import { startGitHubSigstore } from "../../github-sigstore/start-github-sigstore.ts";
import { capsule, newFolder } from "../../run-program.ts";
import { releasedFolder } from "../../scenarios/guide-release.ts";

/** The page as people have it: the file of dist/, opened from the disk in a browser. */
const PAGE = fileURLToPath(new URL("../../../dist/verify.html", import.meta.url));
const PICTURES = process.env["CAPSULE_PICTURES"];
const chromium = findChromium(process.env);
if (chromium === undefined && process.env["CAPSULE_BROWSER"] === "required") throw new Error("there is no Chromium");

const WIDE: View = { scheme: "light", width: 1200 };

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
        await save(page, picture);
        expect(await inaccessible(page)).toEqual([]);
      }
      const text = String(await page.evaluate(`document.body.innerText`));
      return { state, text, json: await saved(page, state), requests: page.requests, messages: page.messages };
    });

  async function waitFor(page: LookedAt): Promise<string> {
    const answered = `new Promise((resolve) => {
      const look = () => {
        if (!document.getElementById("answer").hidden) resolve("answer");
        else if (document.getElementById("problem").textContent !== "") resolve("problem");
        else setTimeout(look, 20);
      };
      look();
    })`;
    return String(await page.evaluate(answered));
  }

  async function inaccessible(page: LookedAt): Promise<unknown> {
    await page.evaluate(axe.source);
    return page.evaluate(
      "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].target))",
    );
  }

  /** What "Save as JSON" saves. */
  async function saved(page: LookedAt, state: string): Promise<Record<string, unknown> | undefined> {
    if (state !== "answer") return undefined;
    const text = await page.evaluate(`new Promise((resolve) => {
      URL.createObjectURL = (blob) => { blob.text().then(resolve); return "data:,"; };
      HTMLAnchorElement.prototype.click = () => undefined;
      document.getElementById("save-json").dispatchEvent(new Event("click"));
    })`);
    return JSON.parse(String(text));
  }

  async function save(page: LookedAt, name: string): Promise<void> {
    if (PICTURES === undefined) return;
    mkdirSync(PICTURES, { recursive: true });
    writeFileSync(join(PICTURES, `${name}.png`), await page.picture());
  }

  const everything = (folder: string) =>
    readdirSync(folder)
      .filter((name) => name !== "trusted_root.json")
      .map((name) => join(folder, name));

  /** The same question, asked on the command line. */
  async function commandLine(folder: string, repository = "acme/tool"): Promise<Record<string, unknown>> {
    const trust = ["--trusted-root", sigstore.trustedRootPath, "--repository", repository];
    const names = readdirSync(folder).filter((name) => name !== "trusted_root.json" && !name.endsWith(".capsule"));
    const run = await capsule(["verify", "--json", ...trust, "tool-1.4.2.capsule", ...names], { cwd: folder });
    return JSON.parse(run.stdout);
  }

  /** What both say, without the folders of this machine. */
  const said = (result: Record<string, unknown> | undefined) => {
    const { verdict, claims, assets, capsule: own } = result as Record<string, unknown>;
    return JSON.parse(
      JSON.stringify([verdict, claims, assets, own], (_key, value) =>
        typeof value === "string" ? value.replace(/(?:[\w.-]*\/)+/g, "") : value,
      ),
    );
  };

  test("says of a release what the command line says, word for word, and asks nobody", async () => {
    const shown = await ask({ paths: everything(release) }, WIDE, "verified");
    expect(shown.state).toBe("answer");
    expect(shown.text).toMatch(/VERIFIED/);
    expect(said(shown.json)).toEqual(said(await commandLine(release)));
    expect(shown.requests.filter((url) => !url.startsWith("blob:"))).toEqual([]);
    expect(shown.messages).toEqual([]);
  });

  test("refuses a changed file as the command line does", async () => {
    const folder = newFolder();
    cpSync(release, folder, { recursive: true });
    appendFileSync(join(folder, "tool.exe"), "x");
    const shown = await ask({ paths: everything(folder) }, WIDE, "rejected");
    expect(shown.text).toMatch(/REJECTED/);
    expect(said(shown.json)).toEqual(said(await commandLine(folder)));
  });

  test("refuses a release of another repository", async () => {
    const shown = await ask({ paths: everything(release), repository: "acme/other" });
    expect(shown.text).toMatch(/REJECTED/);
    expect(said(shown.json)).toEqual(said(await commandLine(release, "acme/other")));
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
      /^default-src 'none'; style-src 'sha256-\S+ 'sha256-\S+; script-src 'sha256-[^ ]+; worker-src blob:/,
    );
    expect(policy).not.toMatch(/connect-src|unsafe/);
    expect(Number(size)).toBeLessThan(400_000);
  });

  test.each([
    ["asking-light", { scheme: "light", width: 1200 }],
    ["asking-dark", { scheme: "dark", width: 1200 }],
    ["asking-phone", { scheme: "light", width: 390 }],
  ] as const)("%s: the page is as wide as its window, and works by keyboard", async (name, view) => {
    await browser.look(PAGE, view, async (page) => {
      await save(page, name);
      expect(await inaccessible(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      await page.press("Tab");
      expect(await page.evaluate("document.activeElement.id")).toBe("repository");
    });
  });
});
