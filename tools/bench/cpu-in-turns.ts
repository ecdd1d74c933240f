import { median } from "./row.ts";

const TURNS = 9;

/** Medians in seconds of CPU, in turns: all of it is computed in this thread, and what else the machine does is not counted. */
export async function cpuInTurns<K extends string>(works: Record<K, () => Promise<void>>): Promise<Record<K, number>> {
  const names = Object.keys(works) as K[];
  const times = new Map<K, number[]>(names.map((name) => [name, []]));
  for (let turn = -1; turn < TURNS; turn++) {
    for (const name of names) {
      const before = process.cpuUsage();
      await works[name]();
      const { user, system } = process.cpuUsage(before);
      if (turn >= 0) times.get(name)?.push((user + system) / 1e6);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<K, number>;
}
