import { relative } from "node:path";
import { faultText } from "../../views/fault/fault-text.ts";
import { asFlag } from "../options/as-flag.ts";
import { debugText } from "../process/as-fault.ts";
import { endProcessWith } from "../process/end-process.ts";
import { takeNoColor } from "../process/take-no-color.ts";
import { keepMemoryLean, tolerateClosedPipes, workingFolder } from "../wire/read/read.ts";
import { surroundings } from "../wire.ts";
import { runCli } from "./run-cli.ts";

/** The command line, as a process. */
const { stdout, stderr } = process;
keepMemoryLean();
tolerateClosedPipes([stdout, stderr]);
const { words, paint } = takeNoColor(process.argv.slice(2), stdout);
endProcessWith(
  async () => {
    const folder = workingFolder();
    return runCli(words, {
      ...surroundings(folder, stderr),
      out: (text) => stdout.write(text),
      err: (text) => stderr.write(text),
      paint,
      width: stdout.isTTY ? stdout.columns : 80,
      isTerminal: stdout.isTTY === true,
      program: programWords(process.argv[1] ?? "", folder),
    });
  },
  (fault, error) => stderr.write(`${faultText(fault, asFlag)}\n${debugText(error, (name) => process.env[name])}`),
);

/** `capsule` if it is installed under that name, else `node` and the path of this file. */
function programWords(script: string, folder: string): readonly string[] {
  if (script === "" || /[\\/](capsule|release-capsule)$/.test(script)) return ["capsule"];
  return ["node", relative(folder, script)];
}
