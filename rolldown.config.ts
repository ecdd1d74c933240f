import { fileURLToPath } from "node:url";
import type { RolldownOptions } from "rolldown";
import { bundleSbom } from "./tools/bundle/bundle-sbom.ts";
import { declarations } from "./tools/bundle/declarations.ts";
import { lateModules } from "./tools/bundle/late-modules.ts";
import { licenseTexts } from "./tools/bundle/license-texts.ts";
import { missingModules, TERMINALS_ONLY } from "./tools/bundle/missing-modules.ts";
import { oneFile } from "./tools/bundle/one-file.ts";
import { preamble } from "./tools/bundle/preamble.ts";
import { verifyPage } from "./tools/bundle/verify-page.ts";

const ROOT = fileURLToPath(new URL(".", import.meta.url));

/**
 * The programs of dist/, each one CommonJS file that needs nothing beside it, and the modules of dist/lib/. Nothing of the surroundings (path of
 * the checkout, time, zone, umask) enters the bytes.
 */
const programs: RolldownOptions[] = [
  program({ name: "cli", entry: "src/doors/cli/main.ts", shebang: true }),
  // Who reads a program reads this one, so its syntax is newer: 4 % less text, and no invented names (decision 0025).
  program({
    ...{ name: "verify", entry: "src/doors/verify/main.ts", shebang: true, unreachable: [TERMINALS_ONLY] },
    target: "node14.21",
  }),
  // A runner brings the Node that action.yml names.
  program({
    ...{ name: "action", entry: "src/doors/action/main.ts", shebang: false, unreachable: [TERMINALS_ONLY] },
    target: "node20.19",
  }),
  page(),
  library(),
];

export default programs;

function program(part: {
  name: string;
  entry: string;
  shebang: boolean;
  /** Syntax that old Nodes parse, so that they reach the sentence of the preamble; measured to cost a few percent at most. */
  target?: string;
  unreachable?: readonly (typeof TERMINALS_ONLY)[];
}): RolldownOptions {
  const sbom = bundleSbom(`${part.name}.cdx.json`);
  return {
    cwd: ROOT,
    input: { [part.name]: part.entry },
    platform: "node",
    // What it is compiled for stands below: the target of the sources would give each field of a class its definition.
    tsconfig: false,
    transform: {
      target: part.target ?? "node10.24",
      // Fields of a class are assigned: a call that defines each took 2 ms of a verification. Node has no `document.all`, which
      // equals null and is not null.
      assumptions: { setPublicClassFields: true, noDocumentAll: true },
      typescript: { removeClassFieldsWithoutInitializer: true, onlyRemoveTypeImports: true },
    },
    // A wrapper in parentheses would be compiled at start, although most modules never run in one process.
    optimization: { pifeForModuleWrappers: false },
    plugins: [
      missingModules(part.unreachable),
      lateModules(),
      licenseTexts(`${part.name}.licenses.txt`),
      commonJsMarker(),
      sbom.before,
      oneFile({ preamble: preamble(part) }),
      sbom.after,
    ],
    output: {
      dir: "dist",
      format: "cjs",
      entryFileNames: "[name].js",
      chunkFileNames: "[name].js",
      // What is loaded at once is the entry's: else what a later part needs as well would be a part, which is compiled twice.
      codeSplitting: { groups: [{ name: part.name, tags: ["$initial"] }] },
      minify: false,
      // V8 reads such a file faster, and it needs no declaration of an encoding.
      charset: "ascii",
      comments: { legal: true, annotation: false, jsdoc: false },
    },
  };
}

/** The verifier as a page that a browser opens from the disk: one file, small enough to be sent on. */
function page(): RolldownOptions {
  return {
    cwd: ROOT,
    input: { page: "src/doors/browser/main.ts" },
    platform: "browser",
    plugins: [verifyPage("verify.html")],
    output: {
      ...{ dir: "dist", format: "iife", entryFileNames: "page.js", codeSplitting: false },
      ...{ minify: true, charset: "ascii", comments: false },
    },
  };
}

/** What other programs import: modules that run nothing by themselves, and their types. The name of each says where it may run. */
function library(): RolldownOptions {
  const portable = ["verify", "format"];
  const entries = [...portable, "verify-in-node", "sbom"];
  return {
    cwd: ROOT,
    input: Object.fromEntries(entries.map((name) => [name, `src/doors/library/${name}.ts`])),
    platform: "node",
    plugins: [missingModules(), declarations("src/doors/library", [...portable, "sbom"], "lib")],
    output: {
      dir: "dist",
      format: "esm",
      ...{ entryFileNames: "lib/[name].mjs", chunkFileNames: "lib/part-[name].mjs" },
      minify: false,
      comments: { legal: true, annotation: true, jsdoc: false },
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
