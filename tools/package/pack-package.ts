import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PUBLISHED_FILES, publishedManifest } from "./published-manifest.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Packs the package into a folder, as npm publishes it. What is in `instead` comes from a path of its own, not from the repository. */
export function packPackage(folder: string, instead: Readonly<Record<string, string>> = {}): void {
  const staging = mkdtempSync(join(tmpdir(), "package-"));
  try {
    const own = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    writeFileSync(join(staging, "package.json"), publishedManifest(own));
    for (const [name, source] of Object.entries(PUBLISHED_FILES)) {
      cpSync(instead[name] ?? join(ROOT, source), join(staging, name), { recursive: true });
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
