import { randomBytes } from "node:crypto";

/** Bytes that nobody can guess, for what a service must not have seen before. The only chance of this floor beside keys. */
export function chance(count: number): Buffer {
  return randomBytes(count);
}
