import { existsSync } from "node:fs";
import { relative } from "node:path";
import { styleText } from "node:util";
import { TOOL } from "../../domain/tool.ts";
import { FAULT_CODES } from "../../kernel/fault-codes.ts";
import { faultText } from "../../views/fault-text.ts";
import { asFault } from "../as-fault.ts";
import { surroundings, tolerateClosedPipes } from "../wire.ts";
import { runCli } from "./run-cli.ts";

/**
 * The command line. The exit code is 4 from the start and becomes another only where a verdict was written, so a program
 * that ends early, because a promise was lost, does not pass for one that verified.
 */
const LOST = FAULT_CODES.internal.exit;
let decided = false;

process.exitCode = LOST;
tolerateClosedPipes([process.stdout, process.stderr]);
process.on("uncaughtException", endLost);
process.on("unhandledRejection", endLost);
process.on("exit", () => {
  if (!decided) process.stderr.write(`${faultText(asFault(new Error("lost")))}\n`);
});

runCli(process.argv.slice(2), {
  ...surroundings(process.cwd(), process.stderr),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  paint: (style, text) => styleText(style, text, { stream: process.stdout }),
  program: programWords(process.argv[1] ?? ""),
}).then((exitCode) => {
  decided = true;
  process.exitCode = exitCode;
}, endLost);

function endLost(error: unknown): void {
  decided = true;
  process.stderr.write(`${faultText(asFault(error))}\n`);
  process.exit(LOST);
}

/** `capsule` where it is installed under that name, else `node` and the path of this file. */
function programWords(script: string): readonly string[] {
  if (script === "" || /[\\/](capsule|release-capsule)$/.test(script)) return ["capsule"];
  const near = relative(process.cwd(), script);
  return existsSync(near) ? ["node", near] : ["npx", `${TOOL.name}@${TOOL.version}`];
}
