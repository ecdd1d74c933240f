/** A number from 0 to 1 that no two processes share. It spreads waits; it is no secret and makes no key. */
export function jitter(): number {
  return Math.random();
}
