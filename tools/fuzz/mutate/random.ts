/** Numbers from 0 to below 1. */
export type Random = () => number;

/** A whole number from 0 to below `below`. */
export function integer(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/** One of a list that is not empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
  return list[integer(random, list.length)] as T;
}
