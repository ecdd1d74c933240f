import { constants, gunzipSync } from "node:zlib";
import type { ByteSource } from "../../kernel/byte-source.ts";
import { readAt } from "../../kernel/read-at.ts";

/** `tar` may be wrapped in gzip; `gzip` holds one file that is no tar; `opaque` is packed in a way that is not read. */
export type ContainerKind = "tar" | "zip" | "gzip" | "opaque";

const PEEK_BYTES = 16 * 1024;
/** bzip2, xz, 7z, RAR, Zstandard, Microsoft cabinet, xar. */
const OPAQUE = ["BZh", "\xfd7zXZ", "7z\xbc\xaf", "Rar!", "\x28\xb5\x2f\xfd", "MSCF", "xar!"];
const BLOCK_BYTES = 512;

/** How a file holds others, judged by its first bytes, never by its name; undefined where it holds none. */
export async function containerKind(source: ByteSource): Promise<ContainerKind | undefined> {
  const head = await readAt(source, 0, PEEK_BYTES);
  const magic = Buffer.from(head.subarray(0, 6)).toString("latin1");
  if (magic.startsWith("PK\x03\x04") || magic.startsWith("PK\x05\x06")) return "zip";
  if (magic.startsWith("\x1f\x8b")) return isTar(peekGzip(head)) ? "tar" : "gzip";
  if (OPAQUE.some((start) => magic.startsWith(start))) return "opaque";
  return isTar(head) ? "tar" : undefined;
}

/** As much of the content as the first bytes give; damage shows when the whole is read. */
function peekGzip(head: Uint8Array): Uint8Array {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: PEEK_BYTES * 1032 });
  } catch {
    return new Uint8Array();
  }
}

/** The checksum of the first header tells a tar of any age (POSIX.1-1988, `ustar`); an empty archive begins with zeros. */
function isTar(head: Uint8Array): boolean {
  const block = head.subarray(0, BLOCK_BYTES);
  if (block.length < BLOCK_BYTES) return false;
  const said = /^ *([0-7]+)[ \0]/.exec(Buffer.from(block.subarray(148, 156)).toString("latin1"))?.[1];
  const sum = block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return said !== undefined && Number.parseInt(said, 8) === sum;
}
