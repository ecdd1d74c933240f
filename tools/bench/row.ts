/** One line of docs/benchmarks.md: a budget, what was measured, and what it was measured against in the same run. */
export interface Row {
  readonly work: string;
  readonly measured: string;
  readonly reference: string;
  readonly budget: string;
  readonly within: boolean;
}

/** Seconds that `work` took. */
export async function seconds(work: () => unknown): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}

/**
 * Medians in seconds of several kinds of work, measured in turns after one turn of warming, so that what else the machine
 * does meets all of them alike.
 */
export async function inTurns<K extends string>(
  turns: number,
  works: Record<K, () => unknown>,
): Promise<Record<K, number>> {
  const names = Object.keys(works) as K[];
  const times = new Map<K, number[]>(names.map((name) => [name, []]));
  for (let turn = -1; turn < turns; turn++) {
    for (const name of names) {
      const time = await seconds(works[name]);
      if (turn >= 0) times.get(name)?.push(time);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<K, number>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
