import { isBuiltin } from "node:module";
import type { Plugin } from "rolldown";

const STUB = "\0builtin:";
const LATELY = "\0late:";
const USED = "\0used:";

/**
 * What most runs never use, with the exports that we import: the curve is for signing a digest, the spinner
 * is for terminals, compression for capsules, the system's folders for what no option names. A default export is a function.
 */
export const LATE: ReadonlyMap<string, readonly string[]> = new Map([
  ["@noble/curves/nist.js", ["p256"]],
  ["yocto-spinner", ["default"]],
  ["node:os", ["devNull", "homedir", "hostname", "platform", "tmpdir"]],
  [
    "node:zlib",
    ["constants", "crc32", "createGunzip", "createInflateRaw", "deflateRawSync", "inflateRawSync", "inflateSync"],
  ],
]);

/** Packages import all kinds of Node's modules, and in all kinds of ways. */
const OF_A_PACKAGE = /[\\/]node_modules[\\/]/;

/**
 * Loads a module of Node when the first module that imports it runs. A bundler puts such imports at the top of the file, so that
 * verifying, which opens no socket, would begin by loading the HTTP stack; that was half of its time. What is in `LATE` is
 * evaluated even later, when an export of it is used. Of a module that is imported for nothing, nothing is loaded.
 */
export function lateModules(): Plugin {
  const resolved = new Map<string, string>();
  return {
    name: "late-modules",
    resolveId: {
      order: "pre",
      async handler(source, importer) {
        if (isBuiltin(source)) {
          const id = source.startsWith("node:") ? source : `node:${source}`;
          if (importer?.startsWith(STUB) || importer?.startsWith(LATELY)) return { id, external: true };
          if (LATE.has(id) && importer !== undefined && !OF_A_PACKAGE.test(importer)) return late(id);
          return { id: STUB + id, moduleSideEffects: false };
        }
        if (source.startsWith(USED)) return source;
        if (!LATE.has(source) || importer?.startsWith(USED)) return null;
        const found = await this.resolve(source, importer, { skipSelf: true });
        if (found === null) return null;
        resolved.set(source, found.id);
        return late(source);
      },
    },
    load(id) {
      if (id.startsWith(STUB)) return `module.exports = require("${id.slice(STUB.length)}");\n`;
      const [kind, source] = [LATELY, USED].flatMap((prefix) =>
        id.startsWith(prefix) ? [prefix, id.slice(prefix.length)] : [],
      );
      const names = LATE.get(source ?? "") ?? [];
      // Through a module that names what is used, so that the rest of the package stays out of the program.
      if (kind === USED) return `export { ${names.join(", ")} } from ${JSON.stringify(resolved.get(source ?? ""))};\n`;
      if (kind === LATELY) return lateExports(names, source ?? "");
      return null;
    },
  };
}

function late(source: string) {
  return { id: LATELY + source, moduleSideEffects: true };
}

function lateExports(names: readonly string[], source: string): string {
  // `oneFile` makes a part of the package that is imported so, and of this call one that loads it at once.
  const load = isBuiltin(source) ? `require("${source}")` : `latePart(() => import(${JSON.stringify(USED + source)}))`;
  const lines = ["let loaded;", `function load() { return (loaded ??= ${load}); }`];
  // An import of the default of such a module is the whole of it.
  if (names.includes("default")) lines.push("module.exports = (...given) => load().default(...given);");
  const getters = names
    .filter((name) => name !== "default")
    .map((name) => `${name}: { enumerable: true, get: () => load().${name} }`);
  return [...lines, `Object.defineProperties(module.exports, { ${getters.join(", ")} });`].join("\n");
}
