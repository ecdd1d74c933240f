import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Browser, type LookedAt, startBrowser } from "../../../tools/browser/devtools.ts";
import { startGitHubSigstore } from "../../github-sigstore/start-github-sigstore.ts";
import { newFolder } from "../../run-program.ts";
import { releasedFolder } from "../../scenarios/guide-release.ts";
import { chromiumOfTests, commandLine, everything, PAGE, said, saved, WIDE, waitFor } from "./asked-page.ts";

const chromium = chromiumOfTests();
const CAPSULE = "tool-1.4.2.capsule";

describe.skipIf(chromium === undefined)("what is given to the page", () => {
  let browser: Browser;
  let sigstore: Awaited<ReturnType<typeof startGitHubSigstore>>;
  let release: string;

  beforeAll(async () => {
    browser = await startBrowser(chromium ?? "");
    sigstore = await startGitHubSigstore();
    const assets = { tool: "the tool\n".repeat(1000), "tool.exe": Buffer.alloc(70_000, 7) };
    const run = { repository: "acme/tool", ref: "refs/tags/v1.4.2" };
    release = await releasedFolder(sigstore, { run, assets, publish: "standard" });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await sigstore?.close();
  });

  /** A folder with the release in it, below another. */
  function copied(): { readonly top: string; readonly folder: string } {
    const top = newFolder();
    const folder = join(top, "downloads");
    cpSync(release, folder, { recursive: true });
    return { top, folder };
  }

  const look = <T>(see: (page: LookedAt) => Promise<T>) => browser.look(PAGE, WIDE, see);

  async function typed(page: LookedAt): Promise<void> {
    await page.evaluate(`document.getElementById("repository").value = "acme/tool"`);
  }

  async function dropped(page: LookedAt, paths: readonly string[], files: RegExp): Promise<void> {
    await page.drop(".drop", paths);
    await until(page, `document.getElementById("count").textContent`, files);
  }

  async function until(page: LookedAt, expression: string, expected: RegExp): Promise<void> {
    await expect.poll(() => page.evaluate(expression), { timeout: 60_000 }).toMatch(expected);
  }

  async function asked(page: LookedAt): Promise<Record<string, unknown>> {
    await page.evaluate(`document.querySelector("#ask button[type=submit]").click()`);
    const answer = await saved(page, await waitFor(page));
    if (answer === undefined) throw new Error(String(await page.evaluate(`document.body.innerText`)));
    return answer;
  }

  test("is a folder, dropped with its trusted root beside it, and is verified as on the command line", async () => {
    const { folder } = copied();
    const answer = await look(async (page) => {
      await typed(page);
      await dropped(page, everything(folder), /^\d+ files/);
      await page.evaluate(`document.querySelector("details").open = true`);
      await page.drop("#own-root", [sigstore.trustedRootPath]);
      expect(await page.evaluate(`document.getElementById("root").files[0].name`)).toBe("trusted_root.json");
      expect(page.messages).toEqual([]);
      return asked(page);
    });
    expect(said(answer)).toEqual(said(await commandLine(folder, { trustedRoot: sigstore.trustedRootPath })));
  });

  test("is a folder with folders in it, in which other files decide nothing", async () => {
    const { top, folder } = copied();
    mkdirSync(join(folder, "notes/of mine"), { recursive: true });
    writeFileSync(join(folder, "notes/of mine/plan.txt"), "something else");
    const answer = await look(async (page) => {
      await typed(page);
      await page.choose("#root", [sigstore.trustedRootPath]);
      await dropped(page, [top], /^\d+ files/);
      const rows = String(await page.evaluate(`document.getElementById("given").innerText`));
      expect(rows).toContain("/downloads/notes/of mine/plan.txt");
      return asked(page);
    });
    expect(answer).toMatchObject({ verdict: "verified" });
    const statuses = (answer["assets"] as readonly { looked: string; status: string }[]).map(
      ({ looked, status }) => `${looked.slice(looked.lastIndexOf("/") + 1)} ${status}`,
    );
    expect(statuses).toEqual(expect.arrayContaining(["tool verified", "tool.exe verified", "plan.txt beside"]));
  });

  test("holds a false file under the name of a good one, and neither hides the other", async () => {
    const { folder } = copied();
    for (const [first, second] of [
      ["a", "z"],
      ["z", "a"],
    ] as const) {
      const top = newFolder();
      mkdirSync(join(top, first));
      mkdirSync(join(top, second));
      writeFileSync(join(top, first, "tool"), "false\n");
      cpSync(join(folder, "tool"), join(top, second, "tool"));
      const answer = await look(async (page) => {
        await typed(page);
        await page.choose("#root", [sigstore.trustedRootPath]);
        await dropped(page, [join(folder, CAPSULE), top], /^3 files/);
        return asked(page);
      });
      expect(answer).toMatchObject({ verdict: "rejected" });
    }
  });

  test("has names that try to become markup, and stays text", async () => {
    const { folder } = copied();
    const hostile = `"'><img src=x onerror=alert(1)>\u202egpj.exe`;
    writeFileSync(join(folder, hostile), "x");
    await look(async (page) => {
      await typed(page);
      await page.choose("#root", [sigstore.trustedRootPath]);
      await dropped(page, everything(folder), /^\d+ files/);
      expect(await page.evaluate(`document.querySelectorAll("#given img, #report img").length`)).toBe(0);
      expect(String(await page.evaluate(`document.getElementById("given").textContent`))).toContain(hostile);
      expect(await asked(page)).toMatchObject({ verdict: "incomplete" });
      expect(await page.evaluate(`document.querySelectorAll("#report img[src=x]").length`)).toBe(0);
      expect(page.messages).toEqual([]);
    });
  });

  test("is a folder of 10,000 files, which is shown, and looked at, in its time", async () => {
    const { folder } = copied();
    mkdirSync(join(folder, "more"));
    for (let at = 0; at < 10_000; at += 1) writeFileSync(join(folder, "more", `file-${at}`), `${at}`);
    await look(async (page) => {
      await typed(page);
      await page.choose("#root", [sigstore.trustedRootPath]);
      const started = performance.now();
      await dropped(page, [folder], /^10,?0\d\d files/);
      expect(performance.now() - started).toBeLessThan(20_000);
      expect(await page.evaluate(`document.querySelectorAll("#given li").length`)).toBe(200);
      expect(await asked(page)).toMatchObject({ verdict: "verified" });
    });
  }, 120_000);

  test("works by the keyboard alone, and every part has a name that is spoken", async () => {
    await look(async (page) => {
      const focused = () => page.evaluate("document.activeElement.id || document.activeElement.textContent");
      const next = async () => {
        await page.press("Tab");
        return focused();
      };
      expect(await next()).toBe("repository");
      await page.type("acme/tool");
      expect([await next(), await next()]).toEqual(["files", "folder"]);
      expect(await next()).toBe("Another signer, or other keys");
      await page.press("Enter");
      expect([await next(), await next(), await next()]).toEqual(["identity", "issuer", "root"]);
      await page.choose("#root", [sigstore.trustedRootPath]);
      await page.choose("#files", everything(release));
      expect(await next()).toBe("Check");
      const spoken = await page.spoken();
      expect(spoken).toEqual(
        expect.arrayContaining([
          "main: ",
          "heading: Check a release",
          "textbox: 1. Repository that you trust",
          "group: 2. Capsule and files",
          "button: Choose files",
          "button: Choose a folder",
          "list: Files to check",
          "button: Trusted root, instead of the built-in ones",
          "button: Check",
          "button: Remove the files",
        ]),
      );
      expect(spoken.filter((one) => /^(?:button|textbox|list|progressbar|link): *$/.test(one))).toEqual([]);
      await page.press("Enter");
      expect(await waitFor(page)).toBe("answer");
      expect(await focused()).toBe("answer");
      expect(await page.spoken()).toEqual(
        expect.arrayContaining(["button: Save report", "button: Save as JSON", "button: Check another"]),
      );
      for (let at = 0; at < 40 && (await focused()) !== "again"; at += 1) await next();
      await page.press("Enter");
      expect(await focused()).toBe("repository");
    });
  });

  const tail = (capsule: Buffer, at: number) => {
    const changed = Buffer.from(capsule);
    changed[capsule.length + at] = (changed[capsule.length + at] ?? 0) ^ 1;
    return changed;
  };
  test.each<[string, (capsule: Buffer) => Buffer]>([
    ["another CRC", (capsule) => tail(capsule, -8)],
    ["another length", (capsule) => tail(capsule, -1)],
    ["an empty second member", (capsule) => Buffer.concat([capsule, gzipSync("")])],
    ["a second member", (capsule) => Buffer.concat([capsule, gzipSync("more")])],
    ["a byte behind its end", (capsule) => Buffer.concat([capsule, Buffer.from([0])])],
    ["no last byte", (capsule) => capsule.subarray(0, -1)],
    ["no trailer", (capsule) => capsule.subarray(0, -8)],
    ["nothing but its header", (capsule) => capsule.subarray(0, 10)],
  ])("is refused as on the command line if the capsule has %s", async (_what, change) => {
    const { folder } = copied();
    const capsule = join(folder, CAPSULE);
    writeFileSync(capsule, change(readFileSync(capsule)));
    const answer = await look(async (page) => {
      await typed(page);
      await page.choose("#root", [sigstore.trustedRootPath]);
      await page.choose("#files", everything(folder));
      return asked(page);
    });
    expect(answer).toMatchObject({ verdict: "rejected" });
    expect(said(answer)).toEqual(said(await commandLine(folder, { trustedRoot: sigstore.trustedRootPath })));
  });

  test("is read once more where it is changed, and refused", async () => {
    const { folder } = copied();
    await look(async (page) => {
      await typed(page);
      await page.choose("#root", [sigstore.trustedRootPath]);
      await dropped(page, everything(folder), /^\d+ files/);
      appendFileSync(join(folder, "tool"), "x");
      await page.evaluate(`document.querySelector("#ask button[type=submit]").click()`);
      await waitFor(page);
      expect(await page.evaluate("document.body.innerText")).toMatch(/INCOMPLETE|REJECTED/);
    });
  });
});
