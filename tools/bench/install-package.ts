import { spawnSync } from "node:child_process";
import { join } from "node:path";

/**
 * Installs a package into `folder` with the npm client, without running its scripts; its own folder, or undefined where
 * no registry answers.
 */
export function installPackage(folder: string, name: string, version: string): string | undefined {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const order = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder];
  const { status } = spawnSync(npm, [...order, `${name}@${version}`], {
    stdio: "ignore",
    shell: process.platform === "win32",
  });
  return status === 0 ? join(folder, "node_modules", name) : undefined;
}
