import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

test("what checks a signature needs no module of Node and no Buffer", () => {
  const reached = reachedFrom(["src/domain/sigstore/verify-bundle.ts", "src/crypto/web.ts"]);
  const bound = [...reached].filter(([, code]) => /from "node:|\bBuffer\b/.test(code)).map(([path]) => path);
  expect(reached.size).toBeGreaterThan(50);
  expect(bound.sort()).toEqual([]);
});

/** The code of every module that is loaded with these, without comments; what is imported for its type alone is not. */
function reachedFrom(entries: readonly string[]): ReadonlyMap<string, string> {
  const reached = new Map<string, string>();
  const visit = (path: string): void => {
    if (reached.has(path)) return;
    const code = readFileSync(ROOT + path, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    reached.set(path, code);
    const values = code.replace(/^(?:im|ex)port type [^;]*;/gm, "");
    for (const [, specifier = ""] of values.matchAll(/(?:from |import\()"(\.[^"]+\.ts)"/g)) {
      visit(posix.join(posix.dirname(path), specifier));
    }
  };
  for (const entry of entries) visit(entry);
  return reached;
}
