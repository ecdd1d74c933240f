import { concatBytes } from "../../src/kernel/bytewise.ts";

/** Attempts for one input: enough to bring a few kilobytes down to what matters. */
const MAX_ATTEMPTS = 2_000;

/** The shortest input found that still fails, by leaving out ever smaller pieces. */
export async function minimise(input: Uint8Array, fails: (input: Uint8Array) => Promise<boolean>): Promise<Uint8Array> {
  let best = input;
  let attempts = 0;
  for (let size = Math.ceil(input.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < best.length && attempts < MAX_ATTEMPTS; ) {
      const shorter = concatBytes(best.subarray(0, at), best.subarray(at + size));
      attempts += 1;
      if (await fails(shorter)) best = shorter;
      else at += size;
    }
  }
  return best;
}
