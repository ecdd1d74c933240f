import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { plannedAssets } from "../../src/domain/release/check-inventory.ts";
import { parseManifest } from "../../src/domain/release/manifest.ts";
import { PUBLISHED_FILES, publishedManifest } from "../package/published-manifest.ts";

/**
 * Makes the files of our own release in an empty folder, and refuses to leave anything but what release/manifest.yaml
 * lists. The bytes depend on the checkout alone.
 *
 *     npm run release:assets -- FOLDER
 */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const given = process.argv[2];
if (given === undefined) throw new Error("name the folder to make");
const folder = resolve(given);

const own = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
mkdirSync(folder);
packPackage();
copyFileSync(join(ROOT, "dist/cli.js"), join(folder, "cli.js"));
refuseOtherFiles();

function packPackage(): void {
  const staging = mkdtempSync(join(tmpdir(), "package-"));
  try {
    writeFileSync(join(staging, "package.json"), publishedManifest(own));
    for (const [name, source] of Object.entries(PUBLISHED_FILES)) {
      cpSync(join(ROOT, source), join(staging, name), { recursive: true });
    }
    // The archive holds modes, which would be those of this machine's mask.
    for (const entry of readdirSync(staging, { recursive: true, withFileTypes: true })) {
      chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
    }
    execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--offline", "--pack-destination", folder], {
      cwd: staging,
      shell: process.platform === "win32",
    });
  } finally {
    rmSync(staging, { recursive: true });
  }
}

function refuseOtherFiles(): void {
  const [release] = parseManifest(readFileSync(join(ROOT, "release/manifest.yaml")), "manifest.yaml");
  const facts = { name: own.name, version: own.version, tag: `v${own.version}` };
  const expected = plannedAssets(release?.assets ?? [], facts).sort();
  const made = readdirSync(folder).sort();
  if (JSON.stringify(made) !== JSON.stringify(expected)) {
    throw new Error(`the release would hold ${made.join(", ")}, but the manifest lists ${expected.join(", ")}`);
  }
  console.log(made.map((name) => join(folder, name)).join("\n"));
}
