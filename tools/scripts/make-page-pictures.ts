import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "../browser/chromium.ts";
import { startBrowser } from "../browser/devtools.ts";
import { serveSite } from "../site/serve-site.ts";

/**
 * Makes the pictures of our pages in docs/pictures with a headless Chromium: the first page of the site, the report of a real check, and
 * the verifier as a page. The site is made before, in a folder.
 *
 *     npm run site -- FOLDER
 *     npm run pictures -- FOLDER
 */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const site = await serveSite(resolve(process.argv[2] ?? "reports/site"));
const folder = mkdtempSync(join(tmpdir(), "capsule-pictures-"));
const chromium = findChromium(process.env);
if (chromium === undefined) throw new Error("there is no Chromium");
const browser = await startBrowser(chromium);
try {
  await take("page-site", { address: site.address, width: 1120, height: 545 });
  await take("page-report", { address: sealedAndReported(), width: 900, height: 620 });
  await take("page-verifier", { address: join(ROOT, "dist/verify.html"), width: 900, height: 760 });
} finally {
  await browser.close();
  site.close();
  rmSync(folder, { recursive: true });
}

async function take(name: string, { address, width, height }: { address: string; width: number; height: number }) {
  const png = await browser.look(address, { scheme: "light", width }, async (page) => {
    await page.evaluate("new Promise((resolve) => setTimeout(resolve, 700))");
    return page.picture(height);
  });
  writeFileSync(join(ROOT, `docs/pictures/${name}.png`), png);
  console.log(`docs/pictures/${name}.png: ${png.length} bytes`);
}

/** Seals two files of this repository with the local instance, verifies them, and gives the path of the report. */
function sealedAndReported(): string {
  const capsule = (...args: string[]) =>
    execFileSync(process.execPath, [join(ROOT, "dist/cli.js"), ...args], { cwd: folder, stdio: "pipe" });
  const assets = ["README.md", "LICENSE"];
  for (const name of assets) copyFileSync(join(ROOT, name), join(folder, name));
  capsule("seal", "--sigstore", "local", "--name", "tool", "--version", "1.4.2", "--out", "evidence", ...assets);
  const signer = ["--identity", "local@capsule-local.invalid", "--issuer", "https://capsule-local.invalid"];
  const root = ["--trusted-root", "evidence/local.trusted_root.json"];
  const files = ["evidence/tool-1.4.2.local.capsule", ...assets];
  capsule("verify", "--all", "--report", "report.html", ...signer, ...root, ...files);
  return join(folder, "report.html");
}
