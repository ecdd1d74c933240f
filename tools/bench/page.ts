import { execFileSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { findChromium } from "../browser/chromium.ts";
import { type Browser, startBrowser } from "../browser/devtools.ts";
import { inTurns, type Row } from "./row.ts";
import { sealedRelease } from "./sealed-release.ts";

const PAGE = fileURLToPath(new URL("../../dist/verify.html", import.meta.url));

/** A large asset, verified by the page in a headless Chromium; nothing is measured where there is none. */
export async function measurePage(folder: string, large: string): Promise<Row[]> {
  const chromium = findChromium(process.env);
  if (chromium === undefined) return [];
  const release = sealedRelease(folder, "page", [large]);
  const told = (flag: string) => release.verify[release.verify.indexOf(flag) + 1] ?? "";
  const browser = await startBrowser(chromium);
  try {
    const times = await inTurns(3, {
      openssl: () => execFileSync("openssl", ["dgst", "-sha256", large]),
      page: () =>
        verifyInPage(browser, {
          files: [release.capsule, large],
          root: release.trustedRoot,
          fields: { identity: told("--identity"), issuer: told("--issuer") },
        }),
    });
    const ratio = times.page / times.openssl;
    return [
      {
        work: "verify a 1 GiB asset in dist/verify.html, in a headless Chromium",
        measured: `${times.page.toFixed(2)} s, ${ratio.toFixed(1)} ×`,
        reference: `openssl sha256: ${times.openssl.toFixed(2)} s`,
        budget: "≤ 15 ×",
        within: ratio <= 15,
      },
    ];
  } finally {
    await browser.close();
  }
}

interface Given {
  readonly files: readonly string[];
  readonly root: string;
  /** By their ids. */
  readonly fields: Readonly<Record<string, string>>;
}

function verifyInPage(browser: Browser, { files, root, fields }: Given): Promise<void> {
  return browser.look(PAGE, { scheme: "light", width: 1200 }, async (page) => {
    await page.choose("#files", files);
    await page.choose("#root", [root]);
    for (const [id, value] of Object.entries(fields)) {
      await page.evaluate(`document.getElementById("${id}").value = ${JSON.stringify(value)}`);
    }
    await page.evaluate(`document.querySelector("#ask button[type=submit]").click()`);
    while ((await page.evaluate(`document.getElementById("reading").hidden`)) !== true) await wait(20);
    const said = String(await page.evaluate("document.title + document.getElementById('problem').textContent"));
    if (!said.startsWith("VERIFIED")) throw new Error(`the page says ${said}`);
  });
}
