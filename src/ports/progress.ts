/** Tells a person how far long work has come. Never a channel for results. */
export interface Progress {
  /** A step begins, for example `hashing 12 assets`. */
  step(text: string): void;
  /** Part of the step is done, counted in pieces or in bytes; shown on a terminal only. */
  advance(done: number, total: number, unit?: "bytes"): void;
  /** Something the person should know, that is not a failure. */
  warn(text: string): void;
  /** No further step; clears what is shown. */
  done(): void;
}
