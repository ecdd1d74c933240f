import { isBuiltin } from "node:module";
import type { Plugin } from "rolldown";

/** Optional packages of our dependencies that are not part of the program. */
const LEFT_OUT = new Set(["kerberos", "supports-color", "xmlbuilder2"]);
/**
 * `undici` is asked for by the HTTP client of @actions/core, and only for its proxies. Our requests go through the one HTTP port, so
 * the 700 kB of it would be read at each start and never run.
 */
const REFUSING = new Map([
  ["undici", ["ProxyAgent"]],
  ["node:child_process", ["spawn"]],
]);
/** A command line may be split into programs of their own, which this one is not: it starts none for a command. */
const STARTS_PROGRAMS = /[\\/]node_modules[\\/]commander[\\/]/;
const STUB = "\0left-out:";

/**
 * Keeps a bundle self-contained. A program that asked its surroundings for a package would run whatever lies in a
 * `node_modules` folder beside or above it, so an optional package becomes a module that throws as an absent one does,
 * and an import that nothing resolves stops the build.
 */
export function missingModules(): Plugin {
  return {
    name: "missing-modules",
    resolveId: {
      order: "pre",
      handler(source, importer) {
        const isLeftOut = isBuiltin(source)
          ? REFUSING.has(source) && STARTS_PROGRAMS.test(importer ?? "")
          : LEFT_OUT.has(source) || REFUSING.has(source);
        return isLeftOut ? { id: STUB + source, moduleSideEffects: true } : null;
      },
    },
    load(id) {
      if (!id.startsWith(STUB)) return null;
      const name = id.slice(STUB.length);
      const refusal = `throw Object.assign(new Error("${name} is not part of this program"), { code: "MODULE_NOT_FOUND" });`;
      const parts = REFUSING.get(name)?.map((part) => `exports.${part} = function ${part}() { ${refusal} };`);
      return parts?.join("\n") ?? `${refusal}\nmodule.exports = {};\n`;
    },
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== "chunk") continue;
        for (const name of [...output.imports, ...output.dynamicImports]) {
          if (!isBuiltin(name) && !(name in bundle))
            this.error(`${output.fileName} would load ${name} from its surroundings`);
        }
      }
    },
  };
}
