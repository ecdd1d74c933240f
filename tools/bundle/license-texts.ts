import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rolldown";

const PACKAGE_OF_MODULE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;
const LICENSE_FILE = /^(licen[cs]e|notice|copying)([.-].*)?$/i;

/**
 * Emits `fileName`: name, version, licence and licence texts of every package whose code is in the bundle, in bytewise
 * order. A package without a licence text is listed with the expression of its package.json.
 */
export function licenseTexts(fileName: string): Plugin {
  return {
    name: "license-texts",
    generateBundle(_options, bundle) {
      const folders = new Set<string>();
      for (const output of Object.values(bundle)) {
        if (output.type === "chunk") for (const id of output.moduleIds) addPackageFolder(folders, id);
      }
      const sections = [...folders].map(section).sort((a, b) => (a < b ? -1 : 1));
      this.emitFile({ type: "asset", fileName, source: `${[...new Set(sections)].join("\n\n")}\n` });
    },
  };
}

function addPackageFolder(folders: Set<string>, moduleId: string): void {
  const folder = PACKAGE_OF_MODULE.exec(moduleId)?.[1];
  if (folder !== undefined && existsSync(join(folder, "package.json"))) folders.add(folder);
}

function section(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder)
    .filter((name) => LICENSE_FILE.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n").trim());
  return [`${manifest.name}@${manifest.version} (${manifest.license ?? "see text"})`, ...texts].join("\n\n");
}
