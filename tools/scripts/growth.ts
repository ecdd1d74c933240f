import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { table } from "../../src/kernel/markdown.ts";
import { isTooMuch } from "../fuzz/growth.ts";
import type { MeasuredReader } from "../fuzz/measure-reader.ts";
import { ROOMS, targetsOf } from "../fuzz/targets/all-targets.ts";

// Measures the CPU and the memory of each reader for inputs of 2 MiB in every form in which inputs grow, and of 4 and 8 MiB
// in the three forms that take most, each reader in a process of its own:
//   npm run growth -- [--reader NAME …] [--write]      with it the table goes into docs/benchmarks.md
// Exit code 1 where four times the input takes more than eight times the CPU (linear is four), or one takes more than 5 s or 340 MiB
// beside what the program itself does.

const LIMITS = { bytes: 8 << 20, leastCost: 500, mostCost: 5_000 };
/** Of 400 MiB, what is left when the program itself has begun. */
const MAX_ADDED = 340 << 20;
const DOCUMENT = fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url));
const MEASURE = fileURLToPath(new URL("../fuzz/measure-reader.ts", import.meta.url));

const { values } = parseArgs({
  options: { reader: { type: "string", multiple: true, default: [] }, write: { type: "boolean", default: false } },
});

const rows: MeasuredReader[] = [];
for (const room of Object.keys(ROOMS)) {
  for (const { name } of await targetsOf(room)) if (isChosen(name)) rows.push(await measure(room, name));
}
const shown = table(
  ["Reader", "Takes most or grows most", "CPU for 2, 4, 8 MiB of it", "Growth (linear: 4)", "Memory, at most"],
  rows.map(({ reader, form, costs, growth, peak, start }) => [
    reader,
    form,
    costs.map((ms) => `${Math.round(ms)} ms`).join(", "),
    growth === 0 ? "too little to tell" : growth.toFixed(1),
    `${(peak - start) >> 20} MiB`,
  ]),
);
process.stdout.write(`${shown}\n`);
if (values.write) write(shown);
const bad = rows.filter((row) => isTooMuch(row, LIMITS) || row.peak - row.start > MAX_ADDED);
process.stdout.write(
  `growth: ${rows.length} readers, ${bad.length} beyond the bounds${bad.map(({ reader }) => ` ${reader}`).join(",")}\n`,
);
process.exitCode = bad.length > 0 || rows.length === 0 ? 1 : 0;

function isChosen(name: string): boolean {
  return values.reader.length === 0 || values.reader.some((chosen) => name.startsWith(chosen));
}

async function measure(room: string, name: string): Promise<MeasuredReader> {
  const { bytes, leastCost, mostCost } = LIMITS;
  const order = [MEASURE, room, name, bytes, leastCost, mostCost].map(String);
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
