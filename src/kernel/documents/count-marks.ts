import { Fault } from "../fault.ts";

const LINE = 0x0a;
const COMMA = 0x2c;
const LIST = 0x5b;
const TABLE = 0x7b;

export interface MarkLimit {
  readonly most: number;
  readonly bytesOfOne: number;
  /** False if a line end means nothing. */
  readonly lines?: boolean;
}

/** Lines, commas and opening brackets: what a document in any notation has more of the more values it holds. */
export function countMarks(bytes: Uint8Array, { lines = true } = {}): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if ((lines && byte === LINE) || byte === COMMA || byte === LIST || byte === TABLE) count++;
  }
  return count;
}

/**
 * Refuses a document of more values than its reader may hold: `most`, or one in so many bytes if that is more. Real lockfiles have a
 * mark in 15 to 100 bytes. Fault: `sbom-limit`.
 */
export function limitMarks(bytes: Uint8Array, { most, bytesOfOne, lines = true }: MarkLimit): void {
  const limit = Math.max(most, Math.floor(bytes.length / bytesOfOne));
  if (countMarks(bytes, { lines }) > limit)
    throw new Fault("sbom-limit", `the file has more than ${limit} lines and values`);
}
