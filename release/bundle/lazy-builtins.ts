import { isBuiltin } from "node:module";
import type { Plugin } from "rolldown";

const STUB = "\0builtin:";

/**
 * Loads a module of Node when the first module that imports it runs. A bundler puts such imports at the top of the file, so that
 * verifying, which opens no socket, would begin by loading the HTTP stack; that was half of its time.
 */
export function lazyBuiltins(): Plugin {
  return {
    name: "lazy-builtins",
    resolveId: {
      order: "pre",
      handler(source, importer) {
        if (!isBuiltin(source)) return null;
        const id = source.startsWith("node:") ? source : `node:${source}`;
        return importer?.startsWith(STUB) ? { id, external: true } : { id: STUB + id, moduleSideEffects: true };
      },
    },
    load(id) {
      return id.startsWith(STUB) ? `module.exports = require("${id.slice(STUB.length)}");\n` : null;
    },
  };
}
