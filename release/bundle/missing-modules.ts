import { isBuiltin } from "node:module";
import type { Plugin } from "rolldown";

/** Optional packages of our dependencies that are not part of the program. */
const LEFT_OUT = new Set(["kerberos", "supports-color", "xmlbuilder2"]);
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
      handler(source) {
        if (LEFT_OUT.has(source)) return { id: STUB + source, moduleSideEffects: true };
        return null;
      },
    },
    load(id) {
      if (!id.startsWith(STUB)) return null;
      const message = JSON.stringify(`the package ${id.slice(STUB.length)} is not part of this program`);
      return `throw Object.assign(new Error(${message}), { code: "MODULE_NOT_FOUND" });\nmodule.exports = {};\n`;
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
