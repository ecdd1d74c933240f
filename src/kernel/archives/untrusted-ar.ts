import { type ByteSource, sourceChunks } from "../byte-source.ts";
import { Fault } from "../fault.ts";
import { readAt } from "../read-at.ts";

import type { UntrustedEntry, UntrustedLimits } from "./untrusted-entry.ts";
import { EntryCounter, escapesArchive, readContent, UNTRUSTED_LIMITS } from "./untrusted-entry.ts";

const MAGIC_BYTES = 8;
const HEADER_BYTES = 60;

/**
 * The members of an `ar` archive, as Debian packages are (https://manpages.debian.org/deb.5): `!<arch>\n`, then for each a
 * header of 60 bytes, `name/  mtime  uid  gid  mode  size  \`\n`, and its content, padded to an even length. Faults:
 * `archive-header`, `archive-truncated`, `archive-limit`.
 */
export async function* readUntrustedAr(
  source: ByteSource,
  limits: UntrustedLimits = UNTRUSTED_LIMITS,
): AsyncGenerator<UntrustedEntry> {
  const counter = new EntryCounter(limits);
  for (let at = MAGIC_BYTES; at < source.size; ) {
    const header = Buffer.from(await readAt(source, at, HEADER_BYTES)).toString("latin1");
    if (header.length < HEADER_BYTES) throw new Fault("archive-truncated", "the ar archive ends too early");
    const size = Number(/^(\d+) *`\n$/.exec(header.slice(48))?.[1]);
    if (Number.isNaN(size)) throw new Fault("archive-header", "the ar archive is damaged");
    const path = header.slice(0, 16).trimEnd().replace(/\/$/, "");
    counter.count(path, size);
    if (at + HEADER_BYTES + size > source.size) {
      throw new Fault("archive-truncated", "a member of the ar archive claims more than there is");
    }
    yield member(source, { path, size, start: at + HEADER_BYTES });
    at += HEADER_BYTES + size + (size % 2);
  }
}

function member(
  source: ByteSource,
  { path, size, start }: { path: string; size: number; start: number },
): UntrustedEntry {
  const part: ByteSource = {
    size,
    read: (into, position) => source.read(into.subarray(0, Math.max(0, size - position)), start + position),
  };
  const content = () => sourceChunks(part);
  return {
    path,
    size,
    kind: "file",
    escapes: escapesArchive(path),
    content,
    read: (maxBytes) => readContent({ path, size, content }, maxBytes),
  };
}
