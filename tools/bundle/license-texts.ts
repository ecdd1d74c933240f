import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rolldown";
import { type BundledPackage, bundledPackages } from "./bundled-packages.ts";

const LICENSE_FILE = /^(licen[cs]e|notice|copying)([.-].*)?$/i;
/** Texts of packages that carry none; each begins with what the package says of itself. */
const KEPT = new URL("licenses/", import.meta.url);
/** Packages that carry none, and one of the same repository that carries the text of both. */
const TEXT_OF: Readonly<Record<string, string>> = {
  "proxy-agent-negotiate": "agent-base",
};

/**
 * Emits `fileName`: name, version, licence and licence texts of every package whose code is in the bundle, in bytewise
 * order. A package without a licence or a text stops the build.
 */
export function licenseTexts(fileName: string): Plugin {
  return {
    name: "license-texts",
    generateBundle(_options, bundle) {
      const packages = bundledPackages(bundle);
      this.emitFile({ type: "asset", fileName, source: `${packages.map(licenseSection).join("\n\n")}\n` });
    },
  };
}

/** Throws where the package has no licence, or nothing says its text. */
export function licenseSection({ name, version, license, folder }: BundledPackage): string {
  const texts = [...textsIn(folder), ...textsKept(name), ...textsOfSibling(name, folder)];
  if (license === undefined) throw new Error(`${name}@${version} names no licence`);
  if (texts.length === 0)
    throw new Error(`${name}@${version} (${license}) has no licence text: put it into tools/bundle/licenses/`);
  return [`${name}@${version} (${license})`, ...texts].join("\n\n");
}

function textsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => LICENSE_FILE.test(name))
    .sort()
    .map((name) => text(join(folder, name)));
}

function textsKept(name: string): string[] {
  const file = new URL(`${name.replace("/", "+")}.txt`, KEPT);
  return existsSync(file) ? [text(file)] : [];
}

function textsOfSibling(name: string, folder: string): string[] {
  const sibling = TEXT_OF[name];
  if (sibling === undefined) return [];
  const other = join(folder.slice(0, -name.length), sibling);
  if (repositoryOf(folder) !== repositoryOf(other)) throw new Error(`${name} and ${sibling} are of two repositories`);
  return textsIn(other);
}

function repositoryOf(folder: string): string {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).repository?.url ?? folder;
}

function text(file: string | URL): string {
  return readFileSync(file, "utf8").replaceAll("\r\n", "\n").trim();
}
