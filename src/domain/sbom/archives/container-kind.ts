/** Archives that hold files under names. */
export type ArchiveKind = "tar" | "zip" | "ar";
/** What is around one stream of bytes. */
export type PackingKind = "gzip" | "zstd" | "xz";

const BLOCK_BYTES = 512;
const ARCHIVES: readonly (readonly [string, ArchiveKind])[] = [
  ["PK\x03\x04", "zip"],
  ["PK\x05\x06", "zip"],
  ["!<arch>\n", "ar"],
];
const PACKINGS: readonly (readonly [string, PackingKind])[] = [
  ["\x1f\x8b", "gzip"],
  ["\x28\xb5\x2f\xfd", "zstd"],
  ["\xfd7zXZ\0", "xz"],
];
const OPAQUE: readonly (readonly [string, string])[] = [
  ["BZh", "bzip2"],
  ["7z\xbc\xaf", "7-Zip"],
  ["Rar!", "RAR"],
  ["MSCF", "Microsoft cabinet"],
  ["xar!", "xar"],
  ["\x04\x22\x4d\x18", "LZ4"],
  ["LZIP", "lzip"],
];

/** The kind of archive, judged by the first 512 bytes and never by a name; undefined if there is none. */
export function archiveKind(head: Uint8Array): ArchiveKind | undefined {
  return startsWith(head, ARCHIVES) ?? (isTar(head) ? "tar" : undefined);
}

/** The kind of packing, judged by the first bytes; undefined if there is none. */
export function packingKind(head: Uint8Array): PackingKind | undefined {
  return startsWith(head, PACKINGS);
}

/** The name of a packing or archive that exists and is not read here; undefined for everything else. */
export function opaqueKind(head: Uint8Array): string | undefined {
  return startsWith(head, OPAQUE);
}

function startsWith<T>(head: Uint8Array, kinds: readonly (readonly [string, T])[]): T | undefined {
  const start = Buffer.from(head.subarray(0, 8)).toString("latin1");
  return kinds.find(([magic]) => start.startsWith(magic))?.[1];
}

/** The checksum of the first header tells a tar of any age (POSIX.1-1988, `ustar`). */
function isTar(head: Uint8Array): boolean {
  const block = head.subarray(0, BLOCK_BYTES);
  if (block.length < BLOCK_BYTES) return false;
  const said = /^ *([0-7]+)[ \0]/.exec(Buffer.from(block.subarray(148, 156)).toString("latin1"))?.[1];
  const sum = block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return said !== undefined && Number.parseInt(said, 8) === sum;
}
