import type { Paint } from "../../views/paint.ts";
import type { Surroundings } from "../surroundings.ts";

/** As much of it as verifying and showing need. */
export type VerifyConsole = Pick<
  Console,
  | "folder"
  | "env"
  | "files"
  | "expandWords"
  | "crypto"
  | "userMemory"
  | "standardInput"
  | "progress"
  | "verifyPorts"
  | "out"
  | "err"
  | "paint"
  | "width"
  | "program"
>;

/** What a command on the command line has of the world. */
export interface Console extends Surroundings {
  /** Results; a machine may read them. */
  out(text: string): void;
  /** Everything else. */
  err(text: string): void;
  /** For what goes to `out`. */
  readonly paint: Paint;
  /** True if `out` writes to a terminal. */
  readonly isTerminal?: boolean;
  /** Columns of the terminal that `out` writes to; default 80. */
  readonly width?: number;
  /** The words that start this program, as a person would type them in `folder`. */
  readonly program: readonly string[];
}
