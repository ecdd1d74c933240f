import { endProcessWith } from "../../../src/doors/process/end-process.ts";

/** A door that writes as many characters as the first argument says and leaves a timer behind; then its process ends. */
const { stdout, stderr } = process;
endProcessWith(
  async () => {
    stdout.write("a".repeat(Number(process.argv[2])));
    setTimeout(() => undefined, Number(process.argv[3]));
    return 3;
  },
  (fault) => stderr.write(`lost: ${fault.problem}\n`),
  [stdout, stderr],
);
