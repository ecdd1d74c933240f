import { isBuiltin } from "node:module";
import type { Plugin } from "rolldown";

/** Optional packages of our dependencies that are not part of the program. */
const LEFT_OUT = new Set(["kerberos", "supports-color", "xmlbuilder2"]);

interface Unreachable {
  readonly name: string;
  /** What is imported of it by name. */
  readonly exports: readonly string[];
  /** Whose import is meant; every one where it is absent. */
  readonly importer?: RegExp;
}

/**
 * What our dependencies import and no run of ours reaches. It would be read at each start; in its place is what throws when it is
 * called.
 *
 * - `@actions/core` has an HTTP client for identity tokens and starts programs to describe the system. Our requests go through the
 *   one HTTP port, and no program is started.
 * - `@tufjs/models` matches the names of targets with the patterns of delegations. Our targets are those of the top role.
 * - `@cyclonedx/cyclonedx-library` writes XML as well. Ours is JSON.
 * - `commander` can split a command line into programs of their own, which this one is not.
 */
const UNREACHABLE: readonly Unreachable[] = [
  { name: "@actions/http-client", exports: ["HttpClient"] },
  { name: "@actions/http-client/lib/auth", exports: ["BearerCredentialHandler"] },
  { name: "@actions/exec", exports: ["getExecOutput"] },
  { name: "minimatch", exports: ["minimatch"], importer: /[\\/]node_modules[\\/]@tufjs[\\/]models[\\/]/ },
  { name: "./xml", exports: ["Normalize"], importer: /[\\/]node_modules[\\/]@cyclonedx[\\/]cyclonedx-library[\\/]/ },
  { name: "node:child_process", exports: ["spawn"], importer: /[\\/]node_modules[\\/]commander[\\/]/ },
];

/** The spinner is for the whole program on a terminal: the log of a run is not one, and the verifier alone writes lines. */
export const TERMINALS_ONLY: Unreachable = { name: "yocto-spinner", exports: ["default"] };

const STUB = "\0left-out:";

/**
 * Keeps a bundle self-contained. A program that asked its surroundings for a package would run whatever lies in a
 * `node_modules` folder beside or above it, so an optional package becomes a module that throws as an absent one does,
 * and an import that nothing resolves stops the build. `further` is what this program alone does not reach.
 */
export function missingModules(further: readonly Unreachable[] = []): Plugin {
  const unreachable = [...UNREACHABLE, ...further];
  return {
    name: "missing-modules",
    resolveId: {
      order: "pre",
      handler(source, importer = "") {
        const found = unreachable.find(({ name }) => name === source);
        const isReplaced = found === undefined ? LEFT_OUT.has(source) : found.importer?.test(importer) !== false;
        return isReplaced ? { id: STUB + source, moduleSideEffects: true } : null;
      },
    },
    load(id) {
      if (!id.startsWith(STUB)) return null;
      const name = id.slice(STUB.length);
      const refusal = `throw Object.assign(new Error("${name} is not part of this program"), { code: "MODULE_NOT_FOUND" });`;
      const names = unreachable.find((one) => one.name === name)?.exports;
      if (names === undefined) return `${refusal}\nmodule.exports = {};\n`;
      const parts = names.map((part) => `refuse[${JSON.stringify(part)}] = refuse;`);
      return [`function refuse() { ${refusal} }`, ...parts, "module.exports = refuse;", ""].join("\n");
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
