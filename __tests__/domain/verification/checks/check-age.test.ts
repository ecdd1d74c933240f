import { describe, expect, test } from "vitest";
import { checkAge, spanText } from "../../../../src/domain/verification/checks/check-age.ts";

const SIGNED = Date.UTC(2026, 0, 10, 12) / 1000;
const since = (seconds: number) => new Date((SIGNED + seconds) * 1000);

describe("the least age", () => {
  test("is not asked for, and then nothing is compared", () => {
    expect(checkAge({ signed: SIGNED, minAge: undefined, now: since(0) })).toStrictEqual({
      ...{ id: "age", status: "not-applicable", reason: "no least age is asked for", required: false },
    });
  });

  test("is reached at that second, and not before", () => {
    expect(checkAge({ signed: SIGNED, minAge: 86_400, now: since(86_400) })).toEqual({
      ...{ id: "age", status: "verified", required: true },
      reason: "it was signed at 2026-01-10T12:00:00Z, 1 day ago",
    });
    expect(checkAge({ signed: SIGNED + 0.5, minAge: 86_400, now: since(86_400) })).toMatchObject({
      ...{ id: "age", status: "not-checked", code: "too-fresh", required: true },
      reason: "it was signed at 2026-01-10T12:00:00Z, which is less than 1 day ago",
      hint: "wait until 2026-01-11T12:00:01Z, and watch for what others find in it",
    });
  });

  test("is of no release that nothing verified says the time of", () => {
    for (const signed of [Number.POSITIVE_INFINITY, Number.NaN]) {
      expect(checkAge({ signed, minAge: 1, now: since(9) })).toEqual({
        ...{ id: "age", status: "missing", required: true },
        reason: "nothing that is verified says when it was signed",
      });
    }
  });
});

test.each([
  [1, "1 second"],
  [0, "0 seconds"],
  [59, "59 seconds"],
  [60, "1 minute"],
  [61, "61 seconds"],
  [120, "2 minutes"],
  [121, "2 minutes"],
  [3600, "1 hour"],
  [5400, "90 minutes"],
  [7199, "119 minutes"],
  [7200, "2 hours"],
  [86_400, "1 day"],
  [129_600, "36 hours"],
  [172_800, "2 days"],
  [250_000, "2 days"],
])("%d seconds are %s", (seconds, text) => {
  expect(spanText(seconds)).toBe(text);
});
