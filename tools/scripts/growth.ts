import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { mapBounded } from "../../src/kernel/bounded.ts";
import { table } from "../../src/kernel/markdown.ts";
import { isTooMuch } from "../fuzz/growth.ts";
import type { MeasuredReader } from "../fuzz/measure-reader.ts";
import { ROOMS, targetsOf } from "../fuzz/targets/all-targets.ts";

// Measures the CPU of each reader for inputs of 2 MiB in every form in which inputs grow, and of 4 and 8 MiB in the three forms that
// take most, and the memory of a whole process that reads 10 MB of those forms:
//   npm run growth -- [--reader NAME …] [--write]      with it the table goes into docs/benchmarks.md
// Exit code 1 where four times the input takes more than eight times the CPU (linear is four), or one takes more than 5 s or 400 MiB.

const LIMITS = { bytes: 8 << 20, leastCost: 500, mostCost: 5_000 };
/** CPU is counted by process, so readers may be measured beside each other. */
const AT_ONCE = 4;
const WHOLE_BYTES = 10_000_000;
/** Of the whole process: Node, all modules of this repository that the readers are called through, and the input. */
const MAX_PEAK = 400 << 20;
const DOCUMENT = fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url));
const MEASURE = fileURLToPath(new URL("../fuzz/measure-reader.ts", import.meta.url));

const { values } = parseArgs({
  options: { reader: { type: "string", multiple: true, default: [] }, write: { type: "boolean", default: false } },
});

const chosen: { readonly room: string; readonly name: string }[] = [];
for (const room of Object.keys(ROOMS)) {
  for (const { name } of await targetsOf(room)) if (isChosen(name)) chosen.push({ room, name });
}
const rows = await mapBounded(chosen, AT_ONCE, ({ room, name }) => measure(room, name));
const shown = table(
  ["Reader", "Takes most or grows most", "CPU for 2, 4, 8 MiB of it", "Growth (linear: 4)", "Memory at 10 MB, at most"],
  rows.map(({ reader, form, costs, growth, peak }) => [
    reader,
    form,
    costs.map((ms) => `${Math.round(ms)} ms`).join(", "),
    growth === 0 ? "too little to tell" : growth.toFixed(1),
    `${peak >> 20} MiB`,
  ]),
);
process.stdout.write(`${shown}\n`);
if (values.write) write(shown);
const bad = rows.filter((row) => isTooMuch(row, LIMITS) || row.peak > MAX_PEAK);
process.stdout.write(
  `growth: ${rows.length} readers, ${bad.length} beyond the bounds${bad.map(({ reader }) => ` ${reader}`).join(",")}\n`,
);
process.exitCode = bad.length > 0 || rows.length === 0 ? 1 : 0;

function isChosen(name: string): boolean {
  return values.reader.length === 0 || values.reader.some((chosen) => name.startsWith(chosen));
}

async function measure(room: string, name: string): Promise<MeasuredReader> {
  const { bytes, leastCost, mostCost } = LIMITS;
  const order = [MEASURE, room, name, bytes, leastCost, mostCost, WHOLE_BYTES, MAX_PEAK].map(String);
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", ...order]);
  const measured: MeasuredReader = JSON.parse(stdout);
  process.stderr.write(
    `${name}: ${measured.form}, ${measured.costs.map(Math.round).join(" ")} ms, ${measured.peak >> 20} MiB\n`,
  );
  return measured;
}

function write(shown: string): void {
  const part = `<!-- growth -->\n\n${shown}\n\n<!-- end of growth -->`;
  const document = readFileSync(DOCUMENT, "utf8");
  writeFileSync(
    DOCUMENT,
    document.replace(/<!-- growth -->[\s\S]*<!-- end of growth -->/, () => part),
  );
}
