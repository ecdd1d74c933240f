import type { ByteSource } from "../../../kernel/byte-source.ts";
import { readAt } from "../../../kernel/read-at.ts";
import type { Executable } from "./executable.ts";

export interface GoBuildInformation {
  /** `go1.26.5` */
  readonly goVersion: string;
  /** Lines of `parseGoModules`; empty if the program was built without modules. */
  readonly modules: string;
}

const MAGIC = Buffer.from("\xff Go buildinf:", "latin1");
const ALIGNMENT = 16;
const HEADER_BYTES = 32;
const INLINE = 2;
const BIG_ENDIAN = 1;
const MAX_TEXT_BYTES = 16 * 1024 * 1024;
/** The sections that the linker uses are small; without one, so much of the writable data is searched. */
const MAX_SEARCH_BYTES = 64 * 1024 * 1024;
const SEARCH_CHUNK_BYTES = 1024 * 1024;
/** `modules` stands between two such marks. */
const SENTINEL_BYTES = 16;

/**
 * The build information of a Go program (https://go.dev/src/debug/buildinfo/buildinfo.go tells the form): found through the
 * section headers, else by searching the writable segments. Undefined if there is none.
 */
export async function findGoBuildInformation(
  source: ByteSource,
  executable: Executable,
): Promise<GoBuildInformation | undefined> {
  for (const range of ranges(executable)) {
    const at = await search(source, range.offset, Math.min(range.size, MAX_SEARCH_BYTES));
    if (at === undefined) continue;
    const found = await readInformation(source, at, executable);
    if (found !== undefined) return found;
  }
  return undefined;
}

function ranges(executable: Executable): { offset: number; size: number }[] {
  const named = executable.sections.filter((section) =>
    /^(?:\.go\.buildinfo|__DATA,__go_buildinfo)$/.test(section.name),
  );
  return named.length > 0 ? named : executable.segments.filter((segment) => segment.writable);
}

/** The position of the magic, which lies on a multiple of 16 from the start of its range. */
async function search(source: ByteSource, offset: number, size: number): Promise<number | undefined> {
  for (let done = 0; done < size; done += SEARCH_CHUNK_BYTES) {
    // Chunks overlap, so that a magic on the border is whole in the next one.
    const length = Math.min(SEARCH_CHUNK_BYTES + HEADER_BYTES, size - done);
    const chunk = Buffer.from(await readAt(source, offset + done, length));
    for (let at = chunk.indexOf(MAGIC); at !== -1; at = chunk.indexOf(MAGIC, at + 1)) {
      if ((done + at) % ALIGNMENT === 0) return offset + done + at;
    }
    if (chunk.length < length) return undefined;
  }
  return undefined;
}

async function readInformation(
  source: ByteSource,
  at: number,
  executable: Executable,
): Promise<GoBuildInformation | undefined> {
  const header = await readAt(source, at, HEADER_BYTES);
  if (header.length < HEADER_BYTES) return undefined;
  const flags = header[15] ?? 0;
  const texts = (flags & INLINE) !== 0 ? await inlineTexts(source, at) : await pointedTexts(source, header, executable);
  const [goVersion, modules] = texts ?? [];
  if (goVersion === undefined || (!goVersion.startsWith("go") && !goVersion.startsWith("devel"))) return undefined;
  return { goVersion, modules: withoutSentinels(modules ?? Buffer.alloc(0)) };
}

/** Since Go 1.18: two strings, each behind its length as a varint, follow the header. */
async function inlineTexts(source: ByteSource, at: number): Promise<[string, Buffer] | undefined> {
  const version = await lengthPrefixed(source, at + HEADER_BYTES);
  const modules = version === undefined ? undefined : await lengthPrefixed(source, version.end);
  if (version === undefined || modules === undefined) return undefined;
  return [version.bytes.toString("utf8"), modules.bytes];
}

async function lengthPrefixed(source: ByteSource, at: number): Promise<{ bytes: Buffer; end: number } | undefined> {
  const prefix = await readAt(source, at, 5);
  let length = 0;
  for (let index = 0; index < prefix.length; index++) {
    const byte = prefix[index] ?? 0;
    length += (byte & 0x7f) * 2 ** (7 * index);
    if (byte >= 0x80) continue;
    if (length > MAX_TEXT_BYTES) return undefined;
    const start = at + index + 1;
    const bytes = await readAt(source, start, length);
    return bytes.length === length ? { bytes: Buffer.from(bytes), end: start + length } : undefined;
  }
  return undefined;
}

/** Before Go 1.18: two addresses of Go strings, each an address and a length. */
async function pointedTexts(
  source: ByteSource,
  header: Uint8Array,
  executable: Executable,
): Promise<[string, Buffer] | undefined> {
  const wide = header[14] === 8;
  const littleEndian = ((header[15] ?? 0) & BIG_ENDIAN) === 0;
  const word = (bytes: Uint8Array, at: number) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return wide ? Number(view.getBigUint64(at, littleEndian)) : view.getUint32(at, littleEndian);
  };
  const width = wide ? 8 : 4;
  const read = async (address: number) => {
    const pair = await readAddress(source, executable, address, 2 * width);
    if (pair === undefined || word(pair, width) > MAX_TEXT_BYTES) return undefined;
    return readAddress(source, executable, word(pair, 0), word(pair, width));
  };
  const version = await read(word(header, 16));
  const modules = await read(word(header, 16 + width));
  return version === undefined ? undefined : [Buffer.from(version).toString("utf8"), Buffer.from(modules ?? [])];
}

async function readAddress(
  source: ByteSource,
  executable: Executable,
  address: number,
  length: number,
): Promise<Uint8Array | undefined> {
  const segment = executable.segments.find(
    (one) => one.address <= address && address + length <= one.address + one.size,
  );
  if (segment === undefined) return undefined;
  const bytes = await readAt(source, segment.offset + address - segment.address, length);
  return bytes.length === length ? bytes : undefined;
}

function withoutSentinels(modules: Buffer): string {
  const marked = modules.length >= 2 * SENTINEL_BYTES + 1 && modules[modules.length - SENTINEL_BYTES - 1] === 0x0a;
  return marked ? modules.subarray(SENTINEL_BYTES, modules.length - SENTINEL_BYTES).toString("utf8") : "";
}
