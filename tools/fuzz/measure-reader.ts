import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Growth, steepest } from "./growth.ts";
import { FAMILIES, type GrowthFamily, SOUND_FORMS } from "./growth-families.ts";
import { outcomeOf } from "./outcome.ts";
import { targetsOf } from "./targets/all-targets.ts";

// Measures one reader and writes a line of JSON:
//   node --expose-gc measure-reader.ts ROOM NAME BYTES LEAST MOST WHOLE PEAK
// CPU is measured here, one input after the other; memory for inputs of WHOLE bytes in a process that does nothing else: those of the
// forms that take most CPU, and of those that leave an input what it was, only more of it. One process reads them all, and where
// that has more than PEAK bytes, a process of its own each.

export interface MeasuredReader extends Growth {
  readonly reader: string;
  /** The most memory that the process had, in bytes, all of it counted. */
  readonly peak: number;
}

const PEAK = fileURLToPath(new URL("measure-peak.ts", import.meta.url));
const [room = "", name = "", ...numbers] = process.argv.slice(2);
const [bytes = 0, leastCost = 0, mostCost = 0, whole = 0, most = 0] = numbers.map(Number);
const target = (await targetsOf(room)).find((one) => one.name === name);
if (target === undefined) throw new Error(`there is no reader ${name}`);
const [seed = new Uint8Array()] = target.seeds;

async function cpuOf(input: Uint8Array): Promise<number> {
  const own = Uint8Array.from(input);
  globalThis.gc?.();
  const begun = process.cpuUsage();
  await outcomeOf(target as NonNullable<typeof target>, own);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

function peakOf(forms: readonly GrowthFamily[]): number {
  const folder = mkdtempSync(join(tmpdir(), "growth-"));
  try {
    const paths = forms.map((form, index) => {
      const path = join(folder, String(index));
      // Some forms come out longer than they are asked for.
      writeFileSync(path, form.make(seed, whole).subarray(0, whole + seed.length));
      return path;
    });
    const together = peakOfReading(paths);
    return together <= most ? together : Math.max(...paths.map((path) => peakOfReading([path])));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function peakOfReading(paths: readonly string[]): number {
  return Number(execFileSync(process.execPath, [PEAK, room, name, ...paths], { encoding: "utf8" }));
}

const { finalists, ...found } = await steepest(seed, FAMILIES, { cost: cpuOf, limits: { bytes, leastCost, mostCost } });
const forms = FAMILIES.filter((form) => finalists.includes(form.name) || SOUND_FORMS.includes(form.name));
const measured: MeasuredReader = { reader: name, ...found, peak: peakOf(forms) };
process.stdout.write(`${JSON.stringify(measured)}\n`);
