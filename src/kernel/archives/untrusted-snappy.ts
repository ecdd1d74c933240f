import { Fault } from "../fault.ts";

/**
 * Unpacks one raw block of Snappy (https://github.com/google/snappy/blob/main/format_description.txt): the length of the
 * whole as a varint, then literals and copies of what came before. No checksum, no frames. Memory is bounded by `maxBytes`,
 * and by the input: a byte makes at most 64. Faults: `archive-limit` for a longer whole, `snappy-malformed`.
 */
export function unpackSnappy(packed: Uint8Array, maxBytes: number): Uint8Array {
  const input = { bytes: packed, at: 0 };
  const length = readLength(input);
  if (length > maxBytes) throw new Fault("archive-limit", `a Snappy block holds ${length} bytes, at most ${maxBytes}`);
  // Before memory is taken: the best copy makes 64 bytes of 3.
  if (length > packed.length * 64) throw malformed("it is too short for its length");
  const output = new Uint8Array(length);
  let end = 0;
  while (input.at < packed.length) {
    const tag = take(input);
    const kind = tag & 3;
    const count = kind === 0 ? literalLength(input, tag >> 2) : kind === 1 ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2);
    if (count > length - end) throw malformed("it is longer than its length");
    if (kind === 0) {
      if (count > packed.length - input.at) throw malformed("a literal ends too early");
      output.set(packed.subarray(input.at, input.at + count), end);
      input.at += count;
    } else {
      const back = kind === 1 ? ((tag >> 5) << 8) + take(input) : takeNumber(input, kind === 2 ? 2 : 4);
      if (back === 0 || back > end) throw malformed("a copy begins outside of it");
      // Byte by byte if it overlaps: then it repeats what it just wrote.
      if (back >= count) output.copyWithin(end, end - back, end - back + count);
      else for (let n = 0; n < count; n++) output[end + n] = output[end + n - back] ?? 0;
    }
    end += count;
  }
  if (end !== length) throw malformed("it is shorter than its length");
  return output;
}

interface Input {
  readonly bytes: Uint8Array;
  at: number;
}

/** A varint of at most 32 bits. */
function readLength(input: Input): number {
  let length = 0;
  for (let n = 0; n < 5; n++) {
    const byte = take(input);
    length += (byte & 0x7f) * 2 ** (7 * n);
    if (byte < 0x80) {
      if (length > 0xffff_ffff) break;
      return length;
    }
  }
  throw malformed("its length does not fit into 32 bits");
}

/** Up to 60 in the tag itself; 60 to 63 mean one to four bytes. */
function literalLength(input: Input, stated: number): number {
  return 1 + (stated < 60 ? stated : takeNumber(input, stated - 59));
}

/** Least byte first. */
function takeNumber(input: Input, size: number): number {
  let value = 0;
  for (let n = 0; n < size; n++) value += take(input) * 2 ** (8 * n);
  return value;
}

function take(input: Input): number {
  const byte = input.bytes[input.at++];
  if (byte === undefined) throw malformed("it ends too early");
  return byte;
}

function malformed(reason: string): Fault {
  return new Fault("snappy-malformed", `a Snappy block is damaged: ${reason}`);
}
