import { Fault } from "./fault.ts";

/** RFC 3339 in UTC, whole seconds, of a month of 31 days at most. */
export const INSTANT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** 0000-01-01T00:00:00Z: RFC 3339 can write the years from 0 to 9999. */
const FIRST = -62_167_219_200;
/** The last second of the year 9999. */
export const MAX_EPOCH = 253_402_300_799;

/**
 * RFC 3339 in UTC, whole seconds: `2026-11-21T07:00:00Z`. `time-malformed` for a number that is not a whole second of the
 * years 0 to 9999.
 */
export function formatEpoch(seconds: number): string {
  if (!Number.isInteger(seconds) || seconds < FIRST || seconds > MAX_EPOCH) {
    throw new Fault("time-malformed", `${seconds} is not a time in whole seconds since 1970`);
  }
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

const ANY_ZONE = /^(\d{4}-\d{2}-(\d{2}))[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,12}))?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * RFC 3339 with any offset and fraction, in milliseconds since 1970; undefined for any other text, and for a day that its month has not, which
 * some platforms read as one of the next, and others not at all.
 */
export function parseInstant(text: string | undefined): number | undefined {
  const [, date, day, time, fraction = "", zone] = ANY_ZONE.exec(text ?? "") ?? [];
  if (zone === undefined || new Date(`${date}T00:00:00Z`).getUTCDate() !== Number(day)) return undefined;
  const at = Date.parse(`${date}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}${zone.toUpperCase()}`);
  return Number.isNaN(at) ? undefined : at;
}
