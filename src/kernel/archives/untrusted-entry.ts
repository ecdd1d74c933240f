import { Fault } from "../fault.ts";
import {
  MAX_RATIO,
  MAX_UNTRUSTED_BYTES,
  MAX_UNTRUSTED_DEPTH,
  MAX_UNTRUSTED_ENTRIES,
  MAX_UNTRUSTED_ENTRY_BYTES,
  MAX_UNTRUSTED_NAME_BYTES,
  UNTRUSTED_RATIO_FLOOR_BYTES,
} from "../limits.ts";
import { printable } from "../printable.ts";

/** One member of an archive that nobody vouches for; it is looked at and never extracted. */
export interface UntrustedEntry {
  /** As the archive says it; never a place to write to. */
  readonly path: string;
  /** Bytes of the content, as the archive says and the reading proves. */
  readonly size: number;
  readonly kind: "file" | "link" | "directory" | "other";
  /** True if extracting it could write outside the folder (A01–A03). */
  readonly escapes: boolean;
  /** The content of a file, once; of a tar entry only before the next one is asked for. */
  content(): AsyncIterable<Uint8Array>;
  /** The whole content; `archive-limit` if it has more than `maxBytes`. */
  read(maxBytes: number): Promise<Uint8Array>;
}

export interface UntrustedLimits {
  readonly maxEntries: number;
  readonly maxEntryBytes: number;
  /** Bytes of all entries, headers included. */
  readonly maxBytes: number;
  /** Bytes out for each byte in, judged beyond `ratioFloorBytes`. */
  readonly maxRatio: number;
  readonly ratioFloorBytes: number;
  readonly maxNameBytes: number;
  /** Folders above an entry. */
  readonly maxDepth: number;
}

export const UNTRUSTED_LIMITS: UntrustedLimits = {
  maxEntries: MAX_UNTRUSTED_ENTRIES,
  maxEntryBytes: MAX_UNTRUSTED_ENTRY_BYTES,
  maxBytes: MAX_UNTRUSTED_BYTES,
  maxRatio: MAX_RATIO,
  ratioFloorBytes: UNTRUSTED_RATIO_FLOOR_BYTES,
  maxNameBytes: MAX_UNTRUSTED_NAME_BYTES,
  maxDepth: MAX_UNTRUSTED_DEPTH,
};

/** True for an absolute path, a drive, or a `..` segment, with either slash. */
export function escapesArchive(path: string): boolean {
  return /^[/\\]|^[A-Za-z]:|\0/.test(path) || path.split(/[/\\]/).includes("..");
}

/** Counts the entries of one archive; `archive-limit` for one too many, too large, too long or too deep (A18). */
export class EntryCounter {
  private entries = 0;
  private bytes = 0;
  private readonly limits: UntrustedLimits;

  constructor(limits: UntrustedLimits) {
    this.limits = limits;
  }

  count(path: string, size: number): void {
    this.entries++;
    this.bytes += size;
    this.atMost(this.entries, this.limits.maxEntries, "entries");
    this.atMost(size, this.limits.maxEntryBytes, "bytes in one entry");
    this.atMost(this.bytes, this.limits.maxBytes, "bytes");
    this.atMost(Buffer.byteLength(path), this.limits.maxNameBytes, "bytes in one name");
    this.atMost(path.split(/[/\\]/).length - 1, this.limits.maxDepth, "levels of folders");
  }

  private atMost(count: number, limit: number, what: string): void {
    if (count > limit) throw new Fault("archive-limit", `the archive has more than ${limit} ${what}`);
  }
}

/** Collects a content, whose size its reader proves; `archive-limit` beyond `maxBytes`. */
export async function readContent(
  entry: Pick<UntrustedEntry, "path" | "size" | "content">,
  maxBytes: number,
): Promise<Uint8Array> {
  if (entry.size > maxBytes) {
    throw new Fault("archive-limit", `the entry ${printable(entry.path)} has more than ${maxBytes} bytes`);
  }
  const parts: Uint8Array[] = [];
  for await (const bytes of entry.content()) parts.push(bytes);
  return new Uint8Array(Buffer.concat(parts));
}
