import { isBuiltin } from "node:module";
import type { Plugin } from "rolldown";

const STUB = "\0builtin:";
const LATE = "\0late:";
const USED = "\0used:";

/**
 * Packages that most runs never use, with the exports that we import: the curves are for signatures over a digest alone,
 * the spinner is for terminals. A default export is a function.
 */
const LATE_PACKAGES: ReadonlyMap<string, readonly string[]> = new Map([
  ["@noble/curves/nist.js", ["p256", "p384", "p521"]],
  ["yocto-spinner", ["default"]],
]);

/**
 * Loads a module of Node when the first module that imports it runs. A bundler puts such imports at the top of the file, so that
 * verifying, which opens no socket, would begin by loading the HTTP stack; that was half of its time. The packages of
 * `LATE_PACKAGES` are evaluated even later, when an export of theirs is used.
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
          return importer?.startsWith(STUB) ? { id, external: true } : { id: STUB + id, moduleSideEffects: true };
        }
        if (source.startsWith(USED)) return source;
        if (!LATE_PACKAGES.has(source) || importer?.startsWith(USED)) return null;
        const found = await this.resolve(source, importer, { skipSelf: true });
        if (found === null) return null;
        resolved.set(source, found.id);
        return { id: LATE + source, moduleSideEffects: true };
      },
    },
    load(id) {
      if (id.startsWith(STUB)) return `module.exports = require("${id.slice(STUB.length)}");\n`;
      const [kind, source] = [LATE, USED].flatMap((prefix) =>
        id.startsWith(prefix) ? [prefix, id.slice(prefix.length)] : [],
      );
      const names = LATE_PACKAGES.get(source ?? "") ?? [];
      // Through a module that names what is used, so that the rest of the package stays out of the program.
      if (kind === USED) return `export { ${names.join(", ")} } from ${JSON.stringify(resolved.get(source ?? ""))};\n`;
      if (kind === LATE) return lateExports(names, USED + source);
      return null;
    },
  };
}

function lateExports(names: readonly string[], module: string): string {
  // `oneFile` makes a part of what is imported so, and of this call one that loads it at once.
  const load = `latePart(() => import(${JSON.stringify(module)}))`;
  const lines = ["let loaded;", `function load() { return (loaded ??= ${load}); }`];
  // An import of the default of such a module is the whole of it.
  if (names.includes("default")) lines.push("module.exports = (...given) => load().default(...given);");
  const getters = names
    .filter((name) => name !== "default")
    .map((name) => `${name}: { enumerable: true, get: () => load().${name} }`);
  return [...lines, `Object.defineProperties(module.exports, { ${getters.join(", ")} });`].join("\n");
}
