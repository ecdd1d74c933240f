import type { Clock } from "../src/ports/clock.ts";

export interface TestClock extends Clock {
  /** Every wait so far, in milliseconds. */
  readonly waits: readonly number[];
  /** Lets time pass without anybody waiting. */
  advance(milliseconds: number): void;
}

/** A clock that moves only when somebody sleeps or a test says so. */
export function testClock(start = "2026-11-21T07:00:00Z"): TestClock {
  const begin = Date.parse(start);
  const waits: number[] = [];
  let passed = 0;
  return {
    waits,
    now: () => new Date(begin + passed),
    elapsed: () => passed,
    async sleep(milliseconds) {
      waits.push(milliseconds);
      passed += milliseconds;
    },
    advance(milliseconds) {
      passed += milliseconds;
    },
  };
}
