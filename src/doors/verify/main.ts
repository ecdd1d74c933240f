import { relative } from "node:path";
import { faultText } from "../../views/fault/fault-text.ts";
import { asFlag } from "../options/as-flag.ts";
import { debugText } from "../process/as-fault.ts";
import { endProcessWith } from "../process/end-process.ts";
import { takeNoColor } from "../process/take-no-color.ts";
import { reading, tolerateClosedPipes, workingFolder } from "../wire/read/read.ts";
import { offlinePorts } from "../wire/verify/offline.ts";
import { expandStars } from "./expand-stars.ts";
import { runVerify } from "./run-verify.ts";

/** The verifier alone, as a process: what consumers download. */
const { stdout, stderr } = process;
tolerateClosedPipes([stdout, stderr]);
const { words, paint } = takeNoColor(process.argv.slice(2), stdout);
endProcessWith(
  async () => {
    const folder = workingFolder();
    const reads = reading(folder, (line) => stderr.write(`${line}\n`));
    return runVerify(words, {
      ...reads,
      expandWords: (words) => expandStars(words, folder, reads.files),
      verifyPorts: offlinePorts,
      out: (text) => stdout.write(text),
      err: (text) => stderr.write(text),
      paint,
      width: stdout.isTTY ? stdout.columns : 80,
      program: ["node", relative(folder, process.argv[1] ?? "")],
    });
  },
  (fault, error) => stderr.write(`${faultText(fault, asFlag)}\n${debugText(error, (name) => process.env[name])}`),
  [stdout, stderr],
);
