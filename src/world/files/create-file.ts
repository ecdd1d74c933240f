import { closeSync, constants, openSync, writeSync } from "node:fs";
import type { NewFile } from "../../ports/files.ts";
import { unwritable } from "./file-faults.ts";

const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW = 0 } = constants;

/**
 * Opens a file to be written piece by piece. Synchronous: who streams into it needs no queue, so memory does not grow with
 * the file. A link is not followed.
 */
export function createFile(path: string): NewFile {
  let descriptor: number | undefined = attempt(path, () =>
    openSync(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600),
  );
  return {
    write(chunk) {
      for (let written = 0; written < chunk.length; ) {
        const [open, from] = [descriptor ?? -1, written];
        written += attempt(path, () => writeSync(open, chunk, from));
      }
    },
    close() {
      const open = descriptor;
      descriptor = undefined;
      if (open !== undefined) attempt(path, () => closeSync(open));
    },
  };
}

function attempt<T>(path: string, operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    throw unwritable(path, error);
  }
}
