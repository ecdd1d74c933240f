import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** Whether a test file imports one of the sources, directly or through others: a mutant elsewhere cannot matter to it. */
export function reaches(root: string, sources: readonly string[]): (test: string) => boolean {
  const wanted = new Set(sources);
  const imports = new Map<string, readonly string[]>();
  return (test) => {
    const seen = new Set<string>();
    const open = [normalize(test)];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (wanted.has(file)) return true;
      if (seen.has(file)) continue;
      seen.add(file);
      const next = imports.get(file) ?? importsOf(root, file);
      imports.set(file, next);
      open.push(...next);
    }
    return false;
  };
}

/** Files that a file imports, by their paths from the root. */
export function importsOf(root: string, file: string): string[] {
  if (!file.endsWith(".ts") || !existsSync(join(root, file))) return [];
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, path = ""]) => join(dirname(file), path));
}
