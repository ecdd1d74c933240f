import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { githubName } from "./github-name.ts";

/**
 * Refuses names that some consumer would store as one file: equal names, names that differ in letter case or Unicode
 * normalisation only (Windows, macOS), and names that GitHub renames to the same. Fault: `asset-name-collision`.
 */
export function refuseCollisions(names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    for (const key of [`disk:${foldName(name)}`, `github:${foldName(githubName(name))}`]) {
      const other = seen.get(key);
      if (other !== undefined) throw collision(other, name);
      seen.set(key, name);
    }
  }
}

/** Refuses a name that GitHub would store differently (N18). Fault: `asset-name-renamed`. */
export function refuseGithubRenames(names: readonly string[]): void {
  for (const name of names) {
    const stored = githubName(name);
    if (stored === name) continue;
    throw new Fault("asset-name-renamed", `GitHub would store the asset ${printable(name)} under another name`, {
      hint: `rename the file to ${printable(stored)}`,
    });
  }
}

/** Equal for names that a case-insensitive, normalising file system takes for one. Upper case first: it folds ß and ſ. */
export function foldName(name: string): string {
  return name.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}

function collision(one: string, other: string): Fault {
  return new Fault(
    "asset-name-collision",
    `the assets ${printable(one)} and ${printable(other)} would be the same file for some consumers`,
    { hint: "rename one of them" },
  );
}
