import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../tools/browser/chromium.ts";
import { type Browser, type LookedAt, startBrowser, type View } from "../../tools/browser/devtools.ts";
import { OUTLINE } from "../../tools/site/outline.ts";
import { type ServedSite, serveSite } from "../../tools/site/serve-site.ts";
import { headingAnchor, siteConfig } from "../../tools/site/site-config.ts";
import { llmsText, siteDocuments, stagedPages, titleOf } from "../../tools/site/stage-pages.ts";
import { newFolder } from "../run-program.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PICTURES = process.env["CAPSULE_PICTURES"];

describe("what the generator reads", () => {
  test("every document has one place in the outline, but for the records, which their list links", () => {
    const placed = OUTLINE.flatMap(({ pages }) => pages);
    const expected = siteDocuments()
      .map((path) => path.replace(/\.md$/, ""))
      .filter((page) => !page.startsWith("decisions/") || page === "decisions/README");
    expect([...placed].sort()).toEqual(expected.sort());
    expect(new Set(placed).size).toBe(placed.length);
    expect(placed.map(titleOf).filter((title) => title === "")).toEqual([]);
  });

  test("a link leads to a page of the site, or to a file of the repository", () => {
    const pages = stagedPages();
    const links = [...pages].flatMap(([path, text]) =>
      [...text.replaceAll(/^```[\s\S]*?^```$|`[^`\n]+`/gm, "").matchAll(/\]\(([^)\s#]+)/g)].map(
        ([, to = ""]) => [path, to] as const,
      ),
    );
    expect(links.length).toBeGreaterThan(200);
    for (const [path, to] of links) {
      if (to.startsWith("./pictures/")) expect(existsSync(join(ROOT, "docs", to))).toBe(true);
      if (to.startsWith("/")) expect([...pages.keys(), ""], path).toContain(to.slice(1));
      const [, file] =
        /^https:\/\/github\.com\/release-capsule\/release-capsule\/(?:blob|tree)\/main\/(.+)$/.exec(to) ?? [];
      if (file !== undefined) expect(existsSync(join(ROOT, file)), `${path}: ${to}`).toBe(true);
      if (!to.startsWith("/")) expect(to, path).toMatch(/^(?:https?:|mailto:|\.\/pictures\/)/);
    }
  });

  test("an anchor in a link is that of a heading", () => {
    const pages = stagedPages();
    const anchors = new Map(
      [...pages].map(([path, text]) => [path, new Set(headings(text).map(plainHeading).map(headingAnchor))]),
    );
    for (const [path, text] of pages) {
      for (const [, to = "", anchor = ""] of text.matchAll(/\]\(\/?([^)\s#:]*\.md)?#([^)\s]+)\)/g)) {
        expect([...(anchors.get(to === "" ? path : to) ?? [])], `${path} to ${to}`).toContain(anchor);
      }
    }
  });

  test("llms.txt names every page of the outline with what it is about", () => {
    const text = llmsText("https://example.com");
    for (const page of OUTLINE.flatMap(({ pages }) => pages))
      expect(text).toContain(`- [${titleOf(page)}](https://example.com/`);
    expect(text.split("\n").filter((line) => /^- \[.*\]\([^)]+\): ?$/.test(line))).toEqual([]);
  });

  test("the generator is pinned, and its lockfile holds digests and no addresses", () => {
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "tools/site/package.json"), "utf8"));
    expect(Object.values<string>(devDependencies).every((version) => /^\d+\.\d+\.\d+$/.test(version))).toBe(true);
    const { packages } = JSON.parse(readFileSync(join(ROOT, "tools/site/package-lock.json"), "utf8"));
    for (const [path, { resolved, integrity }] of Object.entries<{ resolved?: string; integrity?: string }>(packages)) {
      expect(resolved, path).toBeUndefined();
      if (path !== "") expect(integrity, path).toMatch(/^sha512-/);
    }
    expect(readFileSync(join(ROOT, "tools/site/.npmrc"), "utf8")).toContain("ignore-scripts=true");
  });
});

/** As it is read, without links and marks. */
function plainHeading(heading: string): string {
  return heading.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1").replaceAll(/[`*]/g, "");
}

function headings(text: string): string[] {
  return [...text.replaceAll(/^```[\s\S]*?^```$/gm, "").matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => heading);
}

const chromium = findChromium(process.env);
const isInstalled = existsSync(join(ROOT, "tools/site/node_modules/vitepress"));

describe.skipIf(chromium === undefined || !isInstalled)("the site", () => {
  const folder = newFolder();
  let served: ServedSite;
  let browser: Browser;
  beforeAll(async () => {
    execFileSync(process.execPath, [join(ROOT, "tools/scripts/make-site.ts"), folder], { stdio: "ignore" });
    served = await serveSite(folder);
    browser = await startBrowser(chromium ?? "");
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    served?.close();
  });

  const look = <T>(page: string, view: View, see: (page: LookedAt) => Promise<T>) =>
    browser.look(served.address + page, view, see);

  test.each(["", "start", "questions", "reference", "concepts", "guides/crates", "cra"])(
    "%s loads nothing from elsewhere, and is accessible in light, dark and on a phone",
    async (page) => {
      for (const view of [
        { scheme: "light", width: 1280 },
        { scheme: "dark", width: 1280 },
        { scheme: "light", width: 390 },
      ] satisfies View[]) {
        const seen = await look(page, view, async (shown) => {
          await shown.evaluate("new Promise((resolve) => setTimeout(resolve, 700))");
          await shown.evaluate(axe.source);
          const broken = await shown.evaluate(
            "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].target + ' ' + nodes.length))",
          );
          const wide = await shown.evaluate("document.documentElement.scrollWidth - innerWidth");
          if (PICTURES !== undefined) {
            mkdirSync(PICTURES, { recursive: true });
            const name = `site-${page.replace("/", "-") || "home"}-${view.scheme}-${view.width}.png`;
            writeFileSync(join(PICTURES, name), await shown.picture(4_000));
          }
          return { broken, wide, requests: shown.requests, messages: shown.messages };
        });
        expect(seen.broken, `${page} ${view.scheme} ${view.width}`).toEqual([]);
        expect(seen.wide).toBeLessThanOrEqual(0);
        expect(seen.requests.filter((url) => !url.startsWith(served.address) && !url.startsWith("data:"))).toEqual([]);
        expect(seen.messages).toEqual([]);
      }
    },
    300_000,
  );

  test.each(typedWords())(
    "the search for %s finds %s",
    async (words, page) => {
      const first = await look("", { scheme: "light", width: 1280 }, async (shown) => {
        await shown.evaluate("new Promise((resolve) => setTimeout(resolve, 700))");
        return shown.evaluate(`(async () => {
          const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
          document.querySelector(".DocSearch-Button").click();
          for (let n = 0; n < 100 && !document.querySelector(".search-input"); n++) await wait(50);
          const input = document.querySelector(".search-input");
          input.value = ${JSON.stringify(words)};
          input.dispatchEvent(new Event("input"));
          for (let n = 0; n < 100 && !document.querySelector(".result"); n++) await wait(50);
          await wait(500);
          return [...document.querySelectorAll(".result")].slice(0, 3).map((one) => one.getAttribute("href")).join(" ");
        })()`);
      });
      expect(String(first)).toContain(`${siteConfig.base}${page}`);
    },
    60_000,
  );

  test("the addresses of types and schemas answer, and so do llms.txt and the sources of the pages", () => {
    for (const path of [
      "capsule/v1.html",
      "schemas/verification/v1.json",
      "llms.txt",
      "start.md",
      "verifier/verify.html",
    ]) {
      expect(existsSync(join(folder, path)), path).toBe(true);
    }
  });
});

/** What strangers type, and the page that answers it; one of the first three results. */
function typedWords(): (readonly [words: string, page: string])[] {
  return [
    ["immutable releases", "questions"],
    ["exit codes", "reference"],
    ["private repository", "questions"],
    ["offline", "questions"],
    ["monorepo", "questions"],
    ["softprops", "guides/gh-release"],
    ["gh release create", "guides/gh-release"],
    ["GoReleaser", "guides/goreleaser"],
    ["semantic-release", "guides/semantic-release"],
    ["changesets", "guides/changesets"],
    ["crates.io", "guides/crates"],
    ["cargo-dist", "guides/dist"],
    ["private Sigstore", "guides/private-sigstore"],
    ["Enterprise Server", "guides/ghes"],
    ["Cyber Resilience Act", "cra"],
    ["GitLab", "guides/gitlab"],
    ["interrupted run", "questions"],
    ["INCOMPLETE", "questions"],
    ["trusted root too old", "verification"],
    ["SLSA level", "slsa"],
    ["malware", "questions"],
    ["matrix", "questions"],
    ["container images", "images"],
    ["known vulnerabilities", "scan"],
    ["library types", "library"],
    ["without installing", "questions"],
    ["threat model", "threat-model"],
    ["smart card", "questions"],
    ["two approvals", "questions"],
    ["permission-missing", "faults"],
    ["withdrawn", "questions"],
    ["SBOM scores", "sbom"],
    ["policy file", "policy"],
    ["environment variables", "reference"],
    ["capsule format", "capsule-format"],
    ["glossary trusted root", "concepts"],
  ];
}
