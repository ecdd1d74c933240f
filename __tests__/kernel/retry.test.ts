import { expect, test } from "vitest";
import type { RetryOptions } from "../../src/kernel/retry.ts";
import { retry } from "../../src/kernel/retry.ts";

/** Fails until the given attempt, and writes down what was waited for. */
function scenario(succeedsAt: number, changes: Partial<RetryOptions> = {}) {
  const waits: number[] = [];
  const attempts: number[] = [];
  const options: RetryOptions = {
    attempts: 4,
    baseMs: 100,
    maxMs: 350,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
    },
    jitter: () => 1,
    retryable: () => true,
    ...changes,
  };
  const run = () =>
    retry(async (n) => {
      attempts.push(n);
      if (n < succeedsAt) throw new Error(`attempt ${n}`);
      return `done at ${n}`;
    }, options);
  return { run, waits, attempts };
}

test("waits for nothing when the first attempt succeeds", async () => {
  const { run, waits } = scenario(1);
  expect(await run()).toBe("done at 1");
  expect(waits).toEqual([]);
});

test("doubles the wait up to the longest one", async () => {
  const { run, waits, attempts } = scenario(4);
  expect(await run()).toBe("done at 4");
  expect(waits).toEqual([100, 200, 350]);
  expect(attempts).toEqual([1, 2, 3, 4]);
});

test("throws the last error when the attempts are used up, without a last wait", async () => {
  const { run, waits } = scenario(5);
  await expect(run()).rejects.toThrow("attempt 4");
  expect(waits).toHaveLength(3);
});

test.each([
  [0, [50, 100]],
  [0.5, [75, 150]],
  [1, [100, 200]],
])("a jitter of %d spreads the waits to %j", async (jitter, expected) => {
  const { run, waits } = scenario(3, { jitter: () => jitter });
  await run();
  expect(waits).toEqual(expected);
});

test("does not repeat what is not retryable", async () => {
  const { run, waits, attempts } = scenario(3, { retryable: (error) => (error as Error).message !== "attempt 2" });
  await expect(run()).rejects.toThrow("attempt 2");
  expect(attempts).toEqual([1, 2]);
  expect(waits).toEqual([100]);
});

test("waits as long as the service asks", async () => {
  const { run, waits } = scenario(4, { retryable: () => ({ afterMs: 350 }) });
  await run();
  expect(waits).toEqual([350, 350, 350]);
  const past = scenario(2, { retryable: () => ({ afterMs: -5 }) });
  await past.run();
  expect(past.waits).toEqual([0]);
});

test("stops at once when the service asks for a day (G05)", async () => {
  const { run, waits } = scenario(2, { retryable: () => ({ afterMs: 86_400_000 }) });
  await expect(run()).rejects.toThrow("attempt 1");
  expect(waits).toEqual([]);
});

test("asks whether an error is retryable only while attempts are left", async () => {
  const asked: unknown[] = [];
  const { run } = scenario(9, { attempts: 1, retryable: (error) => asked.push(error) > 0 });
  await expect(run()).rejects.toThrow("attempt 1");
  expect(asked).toEqual([]);
});
