import { readFileSync } from "node:fs";
import { posix } from "node:path";
import type { Plugin } from "rolldown";
import { isolatedDeclarationSync } from "rolldown/experimental";

/**
 * Emits the types of the modules in one folder of the sources, `NAME.ts` as `NAME.d.mts`: those of `entries`, and of what these name.
 * A type from elsewhere would be a promise about code that may change, so it stops the build.
 */
export function declarations(folder: string, entries: readonly string[], into: string): Plugin {
  return {
    name: "declarations",
    generateBundle() {
      const waiting = [...entries];
      const done = new Set<string>();
      for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
        if (done.has(name)) continue;
        done.add(name);
        const { source, names } = declarationOf(folder, name);
        waiting.push(...names);
        this.emitFile({ type: "asset", fileName: posix.join(into, `${name}.d.mts`), source });
      }
    },
  };
}

function declarationOf(folder: string, name: string): { readonly source: string; readonly names: readonly string[] } {
  const path = posix.join(folder, `${name}.ts`);
  const { code, errors } = isolatedDeclarationSync(path, readFileSync(path, "utf8"), { sourcemap: false });
  if (errors.length > 0) throw new Error(`${path} has no types of its own: ${errors.map(String).join(", ")}`);
  const names: string[] = [];
  const source = code.replaceAll(/\bfrom "([^"]+)"/g, (_, specifier: string) => {
    const [, found] = /^\.\/([a-z-]+)\.ts$/.exec(specifier) ?? [];
    if (found === undefined) throw new Error(`${path} shows a type of ${specifier}`);
    names.push(found);
    return `from "./${found}.mjs"`;
  });
  return { source, names };
}
