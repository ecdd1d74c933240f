import majorOf from "semver/functions/major.js";
import type { NumberedVersion } from "../../source/tag-template.ts";

const PEP440_PHASES: ReadonlyMap<string, string> = new Map([
  ["alpha", "a"],
  ["a", "a"],
  ["beta", "b"],
  ["b", "b"],
  ["rc", "rc"],
  ["c", "rc"],
  ["pre", "rc"],
  ["preview", "rc"],
]);

/**
 * Whether a package's version is that of the release in its own ecosystem's spelling: as it is, or for Python as PEP 440
 * normalises it (1.2.3-rc.1 is 1.2.3rc1), or for Ruby
 * (1.2.3.rc.1, 1.2.3.pre.rc.1). npm and Cargo know three plain numbers only, so there 2024.11 is 2024.11.0 and 2024.11.03 is 2024.11.3.
 */
export function isSameVersion(declared: string, { version, versioning }: NumberedVersion, path: string): boolean {
  if (declared === version) return true;
  if (path.endsWith("pyproject.toml") && pep440(declared) === pep440(version)) return true;
  if (versioning === "calver" || versioning === "pep440") return threeNumbers(declared) === threeNumbers(version);
  if (path.endsWith(".gemspec")) return [version.replace("-", "."), version.replace("-", ".pre.")].includes(declared);
  return false;
}

/** Without leading zeros, and with a zero for what is not said; the text itself if it is more than numbers. */
function threeNumbers(text: string): string {
  if (!/^\d+(?:\.\d+)*$/.test(text)) return text;
  const numbers = text.split(".").map(Number);
  return Array.from({ length: Math.max(3, numbers.length) }, (_, index) => numbers[index] ?? 0).join(".");
}

/** A version in the normal form of PEP 440, https://peps.python.org/pep-0440/#normalization; the text itself if it is not one. */
function pep440(text: string): string {
  const match = /^v?(\d+(?:\.\d+)*)(?:[-_.]?([a-z]+)[-_.]?(\d*))?(?:\+([a-z0-9._-]+))?$/i.exec(text.trim());
  if (match?.[1] === undefined) return text;
  const release = match[1].replace(/(\d+)/g, (digits) => String(Number(digits)));
  const local = match[4] === undefined ? "" : `+${match[4].toLowerCase().replace(/[-_]/g, ".")}`;
  if (match[2] === undefined) return release + local;
  const word = match[2].toLowerCase();
  const number = Number(match[3] === "" ? "0" : match[3]);
  if (word === "dev" || word === "post") return `${release}.${word}${number}${local}`;
  const phase = PEP440_PHASES.get(word);
  return phase === undefined ? text : `${release}${phase}${number}${local}`;
}

/** Whether a Go module of this path can have the version: from 2 on, the path ends in `/vN` (`.vN` on gopkg.in). */
export function fitsGoModule(module: string, version: string): boolean {
  const major = majorOf(version);
  const suffix = /(?:\/|^gopkg\.in\/.*\.)v(\d+)$/.exec(module)?.[1];
  if (module.startsWith("gopkg.in/")) return suffix === String(major);
  return suffix === undefined ? major < 2 : Number(suffix) === major && major >= 2;
}
