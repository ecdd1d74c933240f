import type { Fault } from "../../kernel/fault.ts";
import { FAULT_CODES } from "../../kernel/fault-codes.ts";
import { asFault } from "./as-fault.ts";

const LOST = FAULT_CODES.internal.exit;

/**
 * Runs a door and ends the process with the exit code that it resolves to. The exit code is 4 from the start and becomes
 * another only then, so a program that ends early, because a promise was lost or an error was nobody's, does not pass for
 * one that verified. `report` says so, synchronously. If all that was written to `streams` has left them, the process ends at once: to put
 * away what Node made takes longer than a signature. A stream that failed is heard first: nobody may have read the verdict.
 */
export function endProcessWith(
  door: () => Promise<number>,
  report: (fault: Fault, error: unknown) => void,
  streams: readonly NodeJS.WriteStream[] = [],
): void {
  let decided = false;
  const endLost = (error: unknown): void => {
    decided = true;
    report(asFault(error), error);
    process.exit(LOST);
  };
  process.exitCode = LOST;
  process.on("uncaughtException", endLost);
  process.on("unhandledRejection", endLost);
  process.on("exit", () => {
    if (decided) return;
    const lost = new Error("lost");
    report(asFault(lost), lost);
  });
  door().then((exitCode) => {
    decided = true;
    process.exitCode = exitCode;
    if (streams.length > 0 && streams.every(({ writableLength, errored }) => !(writableLength || errored)))
      process.exit();
  }, endLost);
}
