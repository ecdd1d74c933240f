/** Orders texts by their UTF-8 bytes, on any system and in any locale; for `sort`. */
export function compareUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
