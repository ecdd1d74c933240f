import { gunzipSync } from "node:zlib";
import { gzipCanonical } from "../../../src/kernel/archives/gzip.ts";
import { mutateBytes } from "./bytes.ts";
import { type Mutation, mutateOnce } from "./mutate.ts";

/** What is packed, changed and packed again as a capsule is. */
export function mutateGzip(bytes: Uint8Array, mutation: Mutation): Uint8Array {
  const inner = unpacked(bytes);
  if (inner === undefined) return mutateBytes(bytes, mutation);
  return gzipCanonical(mutateOnce(inner, { ...mutation, donor: unpacked(mutation.donor) ?? mutation.donor }));
}

function unpacked(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return new Uint8Array(gunzipSync(bytes, { maxOutputLength: 1 << 24 }));
  } catch {
    return undefined;
  }
}
