import { REPOSITORY } from "../../src/domain/home.ts";

/** The oldest Node that runs the program; package.json says the same under `engines` (tested). */
export const MINIMUM_NODE = { major: 20, minor: 19 } as const;

/**
 * The first lines of a bundled program, in ECMAScript 5: on a Node that is too old they say so in one sentence and end
 * the program with exit code 2 before anything of it runs. That needs the rest of the file to be parsed by that Node,
 * which the bundle's target provides (Node 10.24 and later, of the verifier 14.21; older ones stop with their own syntax error).
 */
export function preamble(options: { readonly name: string; readonly shebang: boolean }): string {
  const { major, minor } = MINIMUM_NODE;
  const lines = [
    `// Release Capsule, Apache-2.0, and packages of others: ${options.name}.licenses.txt has their names and licences, and lies beside`,
    `// this file in ${REPOSITORY}/tree/main/dist.`,
    '"use strict";',
    'var nodeVersion = process.versions.node.split(".").map(Number);',
    `if (nodeVersion[0] < ${major} || (nodeVersion[0] === ${major} && nodeVersion[1] < ${minor})) {`,
    `  console.error("release-capsule needs Node.js ${major}.${minor} or later; this is " + process.versions.node + ".");`,
    "  process.exitCode = 2;",
    "  return;",
    "}",
  ];
  return `${options.shebang ? "#!/usr/bin/env node\n" : ""}${lines.join("\n")}`;
}
