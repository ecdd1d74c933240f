import { joinBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";

/** Two bytes hold a length. */
export const MAX_ENTRY_BYTES = 65_535;

/**
 * Writes entries one after another, each behind its length in two bytes, the higher first: what `tile/entries/` of a log
 * holds (https://c2sp.org/tlog-tiles), and `log/leaves` of a capsule.
 */
export function formatEntries(entries: readonly Uint8Array[]): Uint8Array {
  return joinBytes(entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]));
}

/** Reads what `formatEntries` wrote, to the last byte. Fault: `log-leaf-malformed`. */
export function parseEntries(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const start = at + 2;
    const end = start + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
    if (end > bytes.length) {
      throw new Fault("log-leaf-malformed", "the leaves of a log end in the middle of one");
    }
    entries.push(bytes.subarray(start, end));
    at = end;
  }
  return entries;
}
