import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { policyDigest } from "../../../src/doors/results/write-report.ts";
import { capsulePage } from "../../../src/views/report/capsule-page.ts";
import { findChromium } from "../../../tools/browser/chromium.ts";
import { type Browser, type LookedAt, startBrowser, type View } from "../../../tools/browser/devtools.ts";
import { newFolder } from "../../run-program.ts";
import { certificate, HEX, root } from "../sample.ts";
import { announcementCases } from "./announcement-cases.ts";
import { largeCase, reportCases } from "./report-cases.ts";

// Without a Chromium nothing here is run, which is a failure where CAPSULE_BROWSER=required.

const chromium = findChromium(process.env);
const AXE = axe.source;
const REPORTS = ["good", "rejected", "incomplete", "refused-signer", "hostile", "shown"] as const;
const NAMES = [...REPORTS, "announcement", "announcement-hostile"] as const;
const VIEWS: Readonly<Record<string, View>> = {
  light: { scheme: "light", width: 1280 },
  dark: { scheme: "dark", width: 1280 },
  phone: { scheme: "light", width: 390 },
  "phone, dark": { scheme: "dark", width: 390 },
};

test("there is a Chromium where one is required", () => {
  if (process.env["CAPSULE_BROWSER"] === "required") expect(chromium).toBeDefined();
});

describe.skipIf(chromium === undefined)("in a headless Chromium, without which this is skipped", () => {
  const folder = newFolder();
  let browser: Browser;
  const look = <T>(name: string, view: View | undefined, see: (page: LookedAt) => Promise<T>): Promise<T> =>
    browser.look(join(folder, `${name}.html`), view ?? { scheme: "light", width: 1280 }, see);

  beforeAll(async () => {
    for (const { name, html } of [...(await reportCases()), await largeCase()])
      writeFileSync(join(folder, `${name}.html`), html);
    const capsule = { sha256: HEX, root, rootSha256: HEX, certificate: certificate(), entries: [] };
    writeFileSync(join(folder, "shown.html"), await capsulePage(capsule, policyDigest(nodeCryptography)));
    for (const [name, html] of await announcementCases()) writeFileSync(join(folder, `${name}.html`), html);
    browser = await startBrowser(chromium ?? "");
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const seen = NAMES.flatMap((name) => Object.keys(VIEWS).map((view) => [name, view] as const));
  test.each(seen)(
    "%s, %s: no violation of accessibility, no request, no error, nothing beside the page",
    async (name, view) => {
      await look(name, VIEWS[view], async (page) => {
        await page.evaluate(AXE);
        const violations = await page.evaluate(
          "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].target))",
        );
        expect(violations).toEqual([]);
        expect([page.requests, page.messages]).toEqual([[], []]);
        expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      });
    },
  );

  test("what judges accessibility finds what is planted", async () => {
    await look("good", undefined, async (page) => {
      await page.evaluate(AXE);
      await page.evaluate("document.querySelector('main').append(Object.assign(document.createElement('button')))");
      expect(await page.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))")).toEqual([
        "button-name",
      ]);
    });
  });

  test("the policy refuses a request, a style and a script that somebody adds, and the browser says so", async () => {
    const good = readFileSync(join(folder, "good.html"), "utf8");
    const bad = `<script>document.title = "run"</script><img src="https://example.invalid/x.png" alt=""><p style="color:red">`;
    writeFileSync(join(folder, "planted.html"), good.replace("<main>", `<main>${bad}`));
    await look("planted", undefined, async (page) => {
      expect(await page.evaluate("document.title")).toBe("VERIFIED: octo-tool 1.2.3");
      expect(page.messages.length).toBeGreaterThan(0);
      expect(page.messages.join("\n")).toContain("Content Security Policy");
    });
  });

  test("nothing hostile becomes an element of its own", async () => {
    await look("hostile", undefined, async (page) => {
      expect(
        await page.evaluate("document.querySelectorAll('img, iframe, object, embed, form, main script').length"),
      ).toBe(0);
      expect(await page.evaluate("document.scripts.length + document.querySelectorAll('style').length")).toBe(2);
      expect(
        await page.evaluate(
          "[...document.querySelectorAll('*')].filter((one) => [...one.attributes].some(({ name }) => name.startsWith('on') || name === 'style')).length",
        ),
      ).toBe(0);
    });
  });

  test("the search finds packages and licences, also those that are folded, and gives back all", async () => {
    await look("good", undefined, async (page) => {
      const find = (text: string) =>
        page.evaluate(`(() => { const field = document.querySelector("#find"); field.value = ${JSON.stringify(text)}; field.dispatchEvent(new Event("input"));
          const rows = [...document.querySelectorAll("#packages tbody tr")].filter((row) => row.checkVisibility());
          return [rows.length, document.querySelector("output").textContent]; })()`);
      expect(await find("package-113")).toEqual([1, "1 found"]);
      expect(await find("  MPL-2.0 ")).toEqual([15, "15 found"]);
      expect(await find("nothing like it")).toEqual([0, "0 found"]);
      expect(await find("")).toEqual([25, ""]);
    });
  });

  test("without script everything is there but the search", async () => {
    const read = (page: LookedAt) => page.evaluate("document.querySelector('main').textContent.length");
    const [withScript, without] = [
      await look("good", undefined, read),
      await look("good", { scheme: "light", width: 1280, script: false }, async (page) => {
        expect(await page.evaluate("document.querySelector('#find')")).toBeNull();
        return read(page);
      }),
    ];
    expect(Number(without)).toBe(Number(withScript) - "Find a package or licence".length);
  });

  test("the keyboard reaches links, the search and the fold, each with an outline", async () => {
    await look("good", undefined, async (page) => {
      const reached: string[] = [];
      for (let step = 0; step < 12; step++) {
        await page.press("Tab");
        reached.push(
          String(
            await page.evaluate(
              "document.activeElement.tagName + (getComputedStyle(document.activeElement).outlineStyle === 'solid' ? '' : ' without outline')",
            ),
          ),
        );
      }
      expect(reached.slice(0, 10)).toEqual([...Array.from({ length: 8 }, () => "A"), "INPUT", "SUMMARY"]);
    });
  });

  test("light and dark are two designs, and every state is a word in both", async () => {
    const ground = (page: LookedAt) => page.evaluate("getComputedStyle(document.body).backgroundColor");
    expect(await look("good", VIEWS["light"], ground)).toBe("rgb(250, 249, 245)");
    expect(await look("good", VIEWS["dark"], ground)).toBe("rgb(20, 23, 26)");
  });

  test.each([...REPORTS, "large"])("%s: its summary is printed on two pages at most", async (name) => {
    const pdf = await look(name, undefined, (page) => page.pdf());
    const pages =
      Buffer.from(pdf)
        .toString("latin1")
        .match(/\/Type\s*\/Page\b/g) ?? [];
    expect(pages.length).toBeGreaterThan(0);
    expect(pages.length).toBeLessThanOrEqual(2);
  });
});
