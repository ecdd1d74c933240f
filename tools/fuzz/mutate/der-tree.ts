import { derMutants } from "../../tamper/der-mutations.ts";
import type { Random } from "./random.ts";

/** One change in the tree of a DER value, or undefined if it is not one. */
export function mutateDer(bytes: Uint8Array, random: Random): Uint8Array | undefined {
  for (const mutant of derMutants(bytes, random, 3)) return mutant;
  return undefined;
}
