import { join } from "node:path";
import { Fault } from "../../kernel/fault.ts";
import { MAX_STANDARD_INPUT_BYTES } from "../../kernel/limits.ts";
import { createFile } from "../files/create-file.ts";
import { temporaryFolders } from "../files/temporary-folders.ts";

/**
 * Path of a private file with everything that is piped in, so that it can be read more than once. Faults: `usage` at a
 * terminal, where nobody would know what is waited for, and the second time; `file-unreadable` beyond the limit. Node makes the
 * stream when it is first asked for, which takes longer than reading a small file.
 */
export function standardInput(open: () => NodeJS.ReadStream): () => Promise<string> {
  let wasRead = false;
  return async () => {
    const stream = open();
    if (stream.isTTY === true) throw usage("standard input is a terminal", "pipe a file into this command, or name it");
    if (wasRead) throw usage("standard input is named twice", "name one of the files by its path");
    wasRead = true;
    const path = join(await temporaryFolders.make(), "standard-input");
    const file = createFile(path);
    let count = 0;
    try {
      for await (const chunk of stream) {
        const bytes: Uint8Array = chunk;
        count += bytes.length;
        if (count > MAX_STANDARD_INPUT_BYTES) throw tooMuch();
        file.write(bytes);
      }
    } finally {
      file.close();
    }
    return path;
  };
}

function usage(problem: string, hint: string): Fault {
  return new Fault("usage", problem, { hint });
}

function tooMuch(): Fault {
  return new Fault("file-unreadable", `standard input has more than ${MAX_STANDARD_INPUT_BYTES} bytes`, {
    hint: "write it to a file, and name that",
  });
}
