import { counted } from "../kernel/counted.ts";

const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB"] as const;

/** For people: `208.3 MiB`. Exact bytes are shown only if they are compared. */
export function sizeText(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 1024 && unit < UNITS.length - 1) [size, unit] = [size / 1024, unit + 1];
  return unit === 0 ? counted(bytes, "byte") : `${size.toFixed(1)} ${UNITS[unit]}`;
}
