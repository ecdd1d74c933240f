import { type Growth, steepest } from "./growth.ts";
import { FAMILIES } from "./growth-families.ts";
import { outcomeOf } from "./outcome.ts";
import { targetsOf } from "./targets/all-targets.ts";

// Measures one reader in a process of its own, so that the peak of memory is its own, and writes a line of JSON:
//   node --expose-gc measure-reader.ts ROOM NAME BYTES LEAST MOST

export interface MeasuredReader extends Growth {
  readonly reader: string;
  /** Of the whole process, in bytes. */
  readonly peak: number;
  /** Before anything was read. */
  readonly start: number;
}

const [room = "", name = "", ...numbers] = process.argv.slice(2);
const [bytes = 0, leastCost = 0, mostCost = 0] = numbers.map(Number);
const target = (await targetsOf(room)).find((one) => one.name === name);
if (target === undefined) throw new Error(`there is no reader ${name}`);
const start = process.memoryUsage.rss();
const [seed = new Uint8Array()] = target.seeds;

async function cpuOf(input: Uint8Array): Promise<number> {
  const own = Uint8Array.from(input);
  globalThis.gc?.();
  const begun = process.cpuUsage();
  await outcomeOf(target as NonNullable<typeof target>, own);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

const found = await steepest(seed, FAMILIES, { cost: cpuOf, limits: { bytes, leastCost, mostCost } });
const peak = process.resourceUsage().maxRSS * 1024;
process.stdout.write(`${JSON.stringify({ reader: name, ...found, peak, start } satisfies MeasuredReader)}\n`);
