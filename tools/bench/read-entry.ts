import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** The bytes of an entry of a capsule, which follow a header of 512. */
export function readEntry(capsule: string, name: string): Uint8Array {
  const archive = gunzipSync(readFileSync(capsule));
  const header = archive.indexOf(`${name}\0`);
  if (header < 0) throw new Error(`there is no entry ${name}`);
  const size = Number.parseInt(archive.toString("latin1", header + 124, header + 135), 8);
  return archive.subarray(header + 512, header + 512 + size);
}
