/**
 * Runs `run` over the items with at most `limit` at a time; results stand in the order of the items. After the first
 * failure nothing new begins, what runs is awaited, and that first failure is thrown.
 */
export async function mapBounded<T, R>(
  items: readonly T[],
  limit: number,
  run: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  const queue = items.entries();
  const failures: unknown[] = [];
  const worker = async () => {
    // One iterator shared by all workers: each pair is handed out once.
    for (const [index, item] of queue) {
      try {
        results[index] = await run(item, index);
      } catch (error) {
        failures.push(error);
      }
      if (failures.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
