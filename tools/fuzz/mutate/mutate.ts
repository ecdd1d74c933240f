import { mutateBytes } from "./bytes.ts";
import { mutateDer } from "./der-tree.ts";
import { mutateGzip } from "./gzip.ts";
import { isJsonContainer, mutateJson } from "./json-tree.ts";
import { mutateLines } from "./lines.ts";
import { integer, type Random } from "./random.ts";
import { isTar, mutateTar } from "./tar-blocks.ts";
import { isZip, mutateZip } from "./zip-members.ts";

/** Longer inputs cost time and find nothing that shorter ones do not. */
const MAX_BYTES = 1 << 20;
const MAX_DEPTH = 4;
/** One in so many changes does not look at the structure. */
const BLIND = 4;

export interface Mutation {
  /** Another input of the same reader, whose parts may be put into this one. */
  readonly donor: Uint8Array;
  readonly random: Random;
  /** How many containers are around the bytes. */
  readonly depth?: number;
}

/**
 * Another input, like this one: one to four changes in the structure that the bytes show, whatever is around and inside it,
 * put together again with right lengths and checksums. The same numbers make the same changes.
 */
export function mutate(bytes: Uint8Array, mutation: Mutation): Uint8Array {
  let changed = bytes;
  for (let left = 1 + integer(mutation.random, 4); left > 0; left--) {
    const next = mutateOnce(changed, mutation);
    if (next.length <= MAX_BYTES) changed = next;
  }
  return changed;
}

export function mutateOnce(bytes: Uint8Array, mutation: Mutation): Uint8Array {
  const { random, donor, depth = 0 } = mutation;
  if (depth >= MAX_DEPTH || integer(random, BLIND) === 0) return mutateBytes(bytes, { donor, random });
  const inner = { donor, random, depth: depth + 1 };
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return mutateGzip(bytes, inner);
  if (isTar(bytes)) return mutateTar(bytes, inner);
  if (isZip(bytes)) return mutateZip(bytes, inner);
  if (bytes[0] === 0x30) return mutateDer(bytes, random) ?? mutateBytes(bytes, inner);
  if (isJsonContainer(bytes)) return mutateJson(bytes, inner) ?? mutateLines(bytes, inner);
  return isText(bytes) ? mutateLines(bytes, inner) : mutateBytes(bytes, inner);
}

function isText(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.subarray(0, 256).every((byte) => byte >= 0x20 || byte === 0x0a || byte === 0x09);
}
