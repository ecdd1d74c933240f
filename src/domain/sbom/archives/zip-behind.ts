import type { ByteSource } from "../../../kernel/byte-source.ts";
import { readAt, viewAt } from "../../../kernel/read-at.ts";

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;

/**
 * The zip archive at the end of a file that begins with something else, as executable jars, zipapps and self-extracting
 * programs do: readers find a zip from its end (APPNOTE §4.3.16). Its offsets count from where it begins, or from where the file
 * does. Undefined if there is none.
 */
export async function zipBehind(source: ByteSource): Promise<ByteSource | undefined> {
  const from = Math.max(0, source.size - END_BYTES - MAX_COMMENT);
  const tail = Buffer.from(await readAt(source, from, source.size - from));
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END || at + END_BYTES + tail.readUInt16LE(at + 20) !== tail.length) continue;
    const [size, offset] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
    const start = from + at - size;
    if (size === 0 || start - offset < 0) return undefined;
    const view = await viewAt(source, start, 4);
    return view?.getUint32(0, true) === DIRECTORY ? behind(source, start - offset) : undefined;
  }
  return undefined;
}

function behind(source: ByteSource, begin: number): ByteSource {
  if (begin === 0) return source;
  return { size: source.size - begin, read: (into, position) => source.read(into, begin + position) };
}
