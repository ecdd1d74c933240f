import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { HOME } from "../../src/domain/home.ts";
import { pageFiles } from "../pages/pages.ts";
import { llmsText, stagedPages } from "../site/stage-pages.ts";

/**
 * Makes the project's pages in a folder: the documentation, the pages that answer at the addresses in our documents, the verifier, and
 * llms.txt. The generator is installed apart: `npm ci --prefix tools/site`.
 *
 *     npm run site -- FOLDER
 */
const SITE = fileURLToPath(new URL("../site/", import.meta.url));
const folder = resolve(process.argv[2] ?? "reports/site");
const generator = join(SITE, "node_modules/vitepress/bin/vitepress.js");
if (!existsSync(generator)) throw new Error("the generator is not installed: npm ci --prefix tools/site");

const staged = join(SITE, "staged");
rmSync(staged, { recursive: true, force: true });
put(staged, stagedPages());
cpSync(fileURLToPath(new URL("../../docs/pictures", import.meta.url)), join(staged, "pictures"), { recursive: true });
try {
  execFileSync(process.execPath, [generator, "build", SITE, "--outDir", folder], { stdio: "inherit" });
} finally {
  rmSync(staged, { recursive: true });
}
requirePages(folder);
put(folder, pageFiles());
put(folder, new Map([["llms.txt", llmsText(HOME)]]));
for (const [path, text] of stagedPages()) put(folder, new Map([[path, text]]));
mkdirSync(join(folder, "verifier"), { recursive: true });
copyFileSync(fileURLToPath(new URL("../../dist/verify.html", import.meta.url)), join(folder, "verifier/verify.html"));
// GitHub Pages would leave out what begins with an underscore.
writeFileSync(join(folder, ".nojekyll"), "");
console.log(`the site is in ${folder}`);

/** The generator leaves out a page that it cannot render, and goes on. */
function requirePages(made: string): void {
  for (const path of stagedPages().keys()) {
    const place = join(made, path.replace(/\.md$/, ".html"));
    const text = existsSync(place) ? readFileSync(place, "utf8") : "";
    if (!/<h1[ >]/.test(text)) throw new Error(`${path} was not made`);
  }
}

function put(into: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    writeFileSync(join(into, path), text);
  }
}
