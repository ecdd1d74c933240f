import { fileURLToPath } from "node:url";
import type { RolldownOptions } from "rolldown";
import { lazyBuiltins } from "./release/bundle/lazy-builtins.ts";
import { licenseTexts } from "./release/bundle/license-texts.ts";
import { missingModules } from "./release/bundle/missing-modules.ts";
import { preamble } from "./release/bundle/preamble.ts";

const ROOT = fileURLToPath(new URL(".", import.meta.url));

/**
 * The two programs of dist/: each one CommonJS file that needs nothing beside it. Nothing of the surroundings (path of
 * the checkout, time, zone, umask) enters the bytes.
 */
const programs: RolldownOptions[] = [
  program({ name: "cli", entry: "src/doors/cli/main.ts", shebang: true }),
  program({ name: "action", entry: "src/doors/action/main.ts", shebang: false }),
];

export default programs;

function program(part: { name: string; entry: string; shebang: boolean }): RolldownOptions {
  return {
    cwd: ROOT,
    input: { [part.name]: part.entry },
    platform: "node",
    // Syntax that old Nodes parse, so that they reach the sentence of the preamble; measured to cost a few percent at most.
    transform: { target: "node10.24" },
    // A wrapper in parentheses would be compiled at start, although most modules never run in one process.
    optimization: { pifeForModuleWrappers: false },
    plugins: [lazyBuiltins(), missingModules(), licenseTexts(`${part.name}.licenses.txt`), commonJsMarker()],
    output: {
      dir: "dist",
      format: "cjs",
      entryFileNames: "[name].js",
      // One file; a dynamically imported module is evaluated when it is asked for, not at start.
      codeSplitting: false,
      minify: false,
      // V8 reads such a file faster, and it needs no declaration of an encoding.
      charset: "ascii",
      comments: { legal: true, annotation: false, jsdoc: false },
      postBanner: preamble(part),
    },
  };
}

function commonJsMarker() {
  return {
    name: "common-js-marker",
    generateBundle(this: { emitFile(file: { type: "asset"; fileName: string; source: string }): unknown }) {
      this.emitFile({ type: "asset", fileName: "package.json", source: '{ "type": "commonjs" }\n' });
    },
  };
}
