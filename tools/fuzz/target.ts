import type { Random } from "./mutate/random.ts";

/** One reader of bytes that nobody vouches for. */
export interface FuzzTarget {
  /** For example `kernel/json`. */
  readonly name: string;
  /** Sound inputs; at least one of them is read without a fault, so that code behind the first refusal is reached. */
  readonly seeds: readonly Uint8Array[];
  /** Reads the input; it is good where this returns, or throws a `Fault` that is not `internal`. */
  read(bytes: Uint8Array): unknown;
  /** A further mutator, for what the general ones cannot take apart. */
  readonly mutate?: (bytes: Uint8Array, random: Random) => Uint8Array;
}

/** The targets of one room, made when they are asked for: some sign what they begin with. */
export type TargetMaker = () => Promise<readonly FuzzTarget[]>;
