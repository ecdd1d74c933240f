import { formatEpoch } from "../kernel/iso-time.ts";

/** For people: `2026-11-20 09:36 UTC`. Seconds since 1970. */
export function timeText(seconds: number): string {
  return `${formatEpoch(seconds).replace("T", " ").slice(0, 16)} UTC`;
}
