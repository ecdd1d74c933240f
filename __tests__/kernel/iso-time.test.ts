import fc from "fast-check";
import { expect, test } from "vitest";
import { formatEpoch, INSTANT, parseInstant } from "../../src/kernel/iso-time.ts";
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

test("an INSTANT is a whole second in UTC, of a month and a day that there may be", () => {
  for (const month of ["01", "09", "10", "12"]) expect(`2026-${month}-01T00:00:00Z`).toMatch(INSTANT);
  for (const day of ["01", "09", "10", "19", "20", "29", "30", "31"])
    expect(`2026-01-${day}T00:00:00Z`).toMatch(INSTANT);
  for (const hour of ["00", "09", "10", "19", "20", "23"]) expect(`2026-01-01T${hour}:00:00Z`).toMatch(INSTANT);
  for (const part of ["00", "09", "50", "59"]) expect(`2026-01-01T00:${part}:${part}Z`).toMatch(INSTANT);
  for (const other of [
    ...["2026-00-01T00:00:00Z", "2026-13-01T00:00:00Z", "2026-20-01T00:00:00Z", "2026-01-00T00:00:00Z"],
    ...["2026-01-32T00:00:00Z", "2026-01-40T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T30:00:00Z"],
    ...["2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00+00:00"],
    ...["x2026-01-01T00:00:00Z", "+002026-01-01T00:00:00Z", "2026-01-01T00:00:00Zx", "6-01-01T00:00:00Z"],
  ]) {
    expect(other).not.toMatch(INSTANT);
  }
});
