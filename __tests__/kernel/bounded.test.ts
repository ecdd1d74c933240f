import { expect, test } from "vitest";
import { mapBounded } from "../../src/kernel/bounded.ts";

const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

test("gives the results in the order of the items, with their places", async () => {
  const slowFirst = async (item: number, index: number) => {
    for (let n = 0; n < 5 - item; n++) await pause();
    return `${item}@${index}`;
  };
  expect(await mapBounded([3, 1, 4, 2], 3, slowFirst)).toEqual(["3@0", "1@1", "4@2", "2@3"]);
  expect(await mapBounded([], 3, slowFirst)).toEqual([]);
});

test.each([
  [1, 1],
  [2, 2],
  [7, 7],
  [100, 20],
  [0, 1],
])("with a limit of %d runs %d at a time and no more", async (limit, most) => {
  let [running, peak] = [0, 0];
  await mapBounded(Array.from({ length: 20 }), limit, async () => {
    peak = Math.max(peak, ++running);
    await pause();
    running--;
  });
  expect(peak).toBe(most);
});

test("after a failure begins nothing new, waits for what runs, and throws the first failure", async () => {
  const events: string[] = [];
  const run = async (item: number) => {
    events.push(`begin ${item}`);
    for (let n = 0; n < item; n++) await pause();
    if (item === 1 || item === 2) throw new Error(`failed ${item}`);
    events.push(`end ${item}`);
  };
  await expect(mapBounded([3, 1, 2, 5, 6], 3, run)).rejects.toThrow("failed 1");
  expect(events).toEqual(["begin 3", "begin 1", "begin 2", "end 3"]);
});

test("a run that throws before its first wait counts as failed", async () => {
  const run = () => {
    throw new Error("at once");
  };
  await expect(mapBounded([1, 2], 2, run)).rejects.toThrow("at once");
  await expect(mapBounded([1], 1, () => Promise.reject(undefined))).rejects.toBeUndefined();
});
