import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { table } from "../../src/kernel/markdown.ts";
import { FAMILIES, type GrowthFamily, grownTargets } from "../fuzz/growth-families.ts";
import { outcomeOf } from "../fuzz/outcome.ts";
import type { FuzzTarget } from "../fuzz/target.ts";

// Measures the CPU of each reader for inputs of n, 2n and 4n bytes of every form in which inputs grow:
//   npm run growth -- [--write]      with it the table goes into docs/benchmarks.md
// Exit code 1 where four times the input takes more than eight times the CPU: linear is four.

const SIZE = 16 * 1024;
const MAX_GROWTH = 8;
/** Below it, what is measured is the clock. */
const MIN_MILLISECONDS = 12;
const DOCUMENT = fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url));

interface Measured {
  readonly reader: string;
  readonly form: string;
  readonly milliseconds: number;
  readonly growth: number;
}

const rows: Measured[] = [];
for (const target of await grownTargets()) rows.push(await slowest(target));
const shown = table(
  ["Reader", "CPU for 64 KiB of its slowest form", "Growth from 16 to 64 KiB (linear: 4)", "Form"],
  rows.map(({ reader, form, milliseconds, growth }) => [
    reader,
    `${milliseconds.toFixed(1)} ms`,
    growth === 0 ? "too little to tell" : growth.toFixed(1),
    form,
  ]),
);
process.stdout.write(`${shown}\n`);
if (process.argv.includes("--write")) write(shown);
const steep = rows.filter(({ growth }) => growth > MAX_GROWTH);
process.stdout.write(
  `growth: ${rows.length} readers, ${steep.length} steeper than linear: ${steep.map(({ reader }) => reader).join(", ")}\n`,
);
process.exitCode = steep.length > 0 ? 1 : 0;

/** Of all forms the one that grows most, else the one that takes most. */
async function slowest(target: FuzzTarget): Promise<Measured> {
  let worst: Measured = { reader: target.name, form: "", milliseconds: 0, growth: 0 };
  for (const family of FAMILIES) {
    const measured = await measure(target, family);
    if (
      measured.growth > worst.growth ||
      (measured.growth === worst.growth && measured.milliseconds > worst.milliseconds)
    ) {
      worst = measured;
    }
  }
  return worst;
}

async function measure(target: FuzzTarget, family: GrowthFamily): Promise<Measured> {
  const [seed = new Uint8Array()] = target.seeds;
  const large = await cpuOf(target, family.make(seed, 4 * SIZE));
  const measured = { reader: target.name, form: family.name, milliseconds: large, growth: 0 };
  if (large < MIN_MILLISECONDS) return measured;
  const small = await cpuOf(target, family.make(seed, SIZE));
  return { ...measured, growth: large / Math.max(small, 0.5) };
}

/** The least of three: what a collection of garbage takes is no property of the reader. */
async function cpuOf(target: FuzzTarget, input: Uint8Array): Promise<number> {
  const once = async (): Promise<number> => {
    const begun = process.cpuUsage();
    await outcomeOf(target, Uint8Array.from(input));
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
  };
  const first = await once();
  return first < MIN_MILLISECONDS ? first : Math.min(first, await once(), await once());
}

function write(shown: string): void {
  const part = `<!-- growth -->\n\n${shown}\n\n<!-- end of growth -->`;
  const document = readFileSync(DOCUMENT, "utf8");
  writeFileSync(
    DOCUMENT,
    document.replace(/<!-- growth -->[\s\S]*<!-- end of growth -->/, () => part),
  );
}
