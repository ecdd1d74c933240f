import fc from "fast-check";
import { expect, test } from "vitest";
import { formatEpoch } from "../../src/kernel/iso-time.ts";
import { expectFault } from "../expect-fault.ts";

test.each([
  [0, "1970-01-01T00:00:00Z"],
  [1_795_244_400, "2026-11-21T07:00:00Z"],
  [-1, "1969-12-31T23:59:59Z"],
  [253_402_300_799, "9999-12-31T23:59:59Z"],
  [-62_167_219_200, "0000-01-01T00:00:00Z"],
])("formatEpoch(%d) is %s, whatever the time zone", (seconds, text) => {
  expect(formatEpoch(seconds)).toBe(text);
});

test.each([253_402_300_800, -62_167_219_201, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e300])(
  "refuses %d",
  async (seconds) => {
    await expectFault("time-malformed", () => formatEpoch(seconds));
  },
);

test("is read back by Date.parse", () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }), (seconds) => {
      expect(Date.parse(formatEpoch(seconds))).toBe(seconds * 1000);
    }),
  );
});
