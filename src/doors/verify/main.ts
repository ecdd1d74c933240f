import { relative } from "node:path";
import { styleText } from "node:util";
import { faultText } from "../../views/fault-text.ts";
import { endProcessWith } from "../end-process.ts";
import { asFlag } from "../options/spell-option.ts";
import { offlinePorts } from "../wire/offline.ts";
import { reading, tolerateClosedPipes } from "../wire/read.ts";
import { runVerify } from "./run-verify.ts";

/** The verifier alone, as a process: what consumers download. */
const { stdout, stderr } = process;
tolerateClosedPipes([stdout, stderr]);
endProcessWith(
  () =>
    runVerify(process.argv.slice(2), {
      ...reading(process.cwd(), stderr),
      verifyPorts: offlinePorts,
      out: (text) => stdout.write(text),
      err: (text) => stderr.write(text),
      paint: (style, text) => styleText(style, text, { stream: stdout }),
      width: stdout.isTTY ? stdout.columns : 80,
      program: ["node", relative(process.cwd(), process.argv[1] ?? "")],
    }),
  (fault) => stderr.write(`${faultText(fault, asFlag)}\n`),
);
