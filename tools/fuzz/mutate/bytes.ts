import { concatBytes } from "../../../src/kernel/bytewise.ts";
import { integer, pick, type Random } from "./random.ts";

/** Numbers at which readers of lengths and counts change their mind. */
const EDGES = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff];

/** One change that knows nothing of the structure. */
export function mutateBytes(
  bytes: Uint8Array,
  { donor, random }: { readonly donor: Uint8Array; readonly random: Random },
): Uint8Array {
  const at = integer(random, bytes.length + 1);
  const end = Math.min(bytes.length, at + 1 + integer(random, 32));
  const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
  const from = integer(random, donor.length + 1);
  const foreign = donor.subarray(from, from + 1 + integer(random, 64));
  const changes: readonly (() => Uint8Array)[] = [
    () => concatBytes(before, after),
    () => concatBytes(before, part, part, after),
    () => concatBytes(before, ...Array.from({ length: 1 + integer(random, 256) }, () => part), after),
    () => concatBytes(before, foreign, after),
    () => concatBytes(before, foreign, part, after),
    () => concatBytes(before, donor.subarray(from)),
    () => before,
    () => flipped(bytes, at, random),
    () => flipped(bytes, at, random),
    () => withNumber(bytes, at, random),
    () =>
      concatBytes(
        before,
        Uint8Array.from(part, () => integer(random, 256)),
        after,
      ),
  ];
  return pick(random, changes)();
}

function flipped(bytes: Uint8Array, at: number, random: Random): Uint8Array {
  const place = Math.min(at, bytes.length - 1);
  return place < 0 ? bytes : bytes.with(place, (bytes[place] ?? 0) ^ (1 << integer(random, 8)));
}

/** A number of one, two or four bytes, in either order. */
function withNumber(bytes: Uint8Array, at: number, random: Random): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const size = pick(random, [1, 2, 4]);
  const value = pick(random, EDGES);
  const bigEndian = random() < 0.5;
  for (let n = 0; n < size && at + n < changed.length; n++) {
    changed[at + n] = (value / 2 ** (8 * (bigEndian ? size - 1 - n : n))) & 0xff;
  }
  return changed;
}
