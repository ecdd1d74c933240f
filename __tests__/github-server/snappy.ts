/**
 * Packs bytes as one block of Snappy (its `format_description.txt`): the length as a varint, then literals and copies of
 * what came before. It looks for repetitions of four bytes and is in no hurry.
 */
export function packSnappy(bytes: Uint8Array): Buffer {
  const parts: Uint8Array[] = [varint(bytes.length)];
  const places = new Map<string, number>();
  const view = Buffer.from(bytes);
  let [at, plain] = [0, 0];
  while (at < view.length) {
    const key = view.toString("latin1", at, at + 4);
    const from = key.length === 4 ? places.get(key) : undefined;
    places.set(key, at);
    if (from === undefined || at - from > 0xffff) {
      at += 1;
      continue;
    }
    const length = common(view, from, at);
    parts.push(
      ...literal(view.subarray(plain, at)),
      Uint8Array.of(((length - 1) << 2) | 2, (at - from) & 0xff, (at - from) >> 8),
    );
    at += length;
    plain = at;
  }
  return Buffer.concat([...parts, ...literal(view.subarray(plain))]);
}

/** How many bytes are alike at both places; a copy has 64 at most. */
function common(view: Uint8Array, from: number, at: number): number {
  let length = 4;
  while (length < 64 && at + length < view.length && view[from + length] === view[at + length]) length += 1;
  return length;
}

function literal(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length === 0) return [];
  if (bytes.length <= 60) return [Uint8Array.of((bytes.length - 1) << 2), bytes];
  // Tag 61: the length less one follows in two bytes.
  const count = Math.min(bytes.length, 0x10000);
  const head = Uint8Array.of(61 << 2, (count - 1) & 0xff, (count - 1) >> 8);
  return [head, bytes.subarray(0, count), ...literal(bytes.subarray(count))];
}

function varint(value: number): Uint8Array {
  return value < 0x80
    ? Uint8Array.of(value)
    : Buffer.concat([Uint8Array.of((value & 0x7f) | 0x80), varint(value >>> 7)]);
}
