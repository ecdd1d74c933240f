import { Fault } from "../../kernel/fault.ts";
import { MAX_EPOCH } from "../../kernel/iso-time.ts";
import { printable } from "../../kernel/printable.ts";

/**
 * `SOURCE_DATE_EPOCH` in seconds since 1970, undefined if it is not set; at most the end of the year 9999, which is as far as
 * the formats that hold it go. https://reproducible-builds.org/specs/source-date-epoch/ Fault: `configuration-invalid`.
 */
export function readSourceDate(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^\d{1,12}$/.test(value) ? Number(value) : undefined;
  if (seconds !== undefined && seconds <= MAX_EPOCH) return seconds;
  throw new Fault("configuration-invalid", `SOURCE_DATE_EPOCH is ${printable(value)}, not a time that can be written`, {
    hint: "set it to seconds since 1970, for example to the output of git log -1 --format=%ct, or unset it",
  });
}
