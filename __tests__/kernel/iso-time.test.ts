import fc from "fast-check";
import { expect, test } from "vitest";
import { formatEpoch, parseInstant } from "../../src/kernel/iso-time.ts";
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

test.each([
  ["1970-01-01T00:00:01Z", 1000],
  ["1970-01-01T01:00:00+01:00", 0],
  ["1969-12-31t23:59:59.5z", -500],
  ["1970-01-01 00:00:00.123999999999Z", 123],
  ["2028-02-29T00:00:00Z", 1_835_395_200_000],
])("parseInstant of %s is %d milliseconds", (text, milliseconds) => {
  expect(parseInstant(text)).toBe(milliseconds);
});

test.each([
  ...["", "yesterday", "1970-01-01", "1970-01-01T00:00Z", "1970-01-01T00:00:00", "1970-01-01T00:00:00+0100"],
  ...["+001970-01-01T00:00:00Z", "1970-01-01T00:00:00Z ", "1970-01-01T00:00:00Z (x)", "1970-01-01T00:00:00.Z"],
  // Days, months and times that there are not.
  ...["2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-00T00:00:00Z"],
  ...["2026-01-01T25:00:00Z", "2026-01-01T00:60:00Z", "1970-01-01T00:00:00.1234567890123Z"],
  undefined,
])("parseInstant of %j is undefined", (text) => {
  expect(parseInstant(text)).toBeUndefined();
});
