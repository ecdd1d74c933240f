import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Files } from "../../ports/files.ts";

export interface KeyToMake {
  /** Of the log. */
  readonly origin: string;
  /** Absolute. */
  readonly path: string;
  /** As it was given, for messages. */
  readonly name: string;
  /** 32 bytes of chance. */
  readonly seed: Uint8Array;
}

export interface KeyMakingPorts {
  readonly files: Files;
  /** The secret, and what readers are given. */
  makeLogKey(name: string, seed: Uint8Array): Promise<{ readonly secret: string; readonly vkey: string }>;
}

/**
 * Makes the key of a log; resolves to what readers are given.
 *
 *   1. look   that nothing is there: a key is never replaced
 *   2. make   it from chance
 *   3. write  the secret, with mode 0600
 *
 * Fault: `file-exists`.
 */
export async function makeKey(
  { origin, path, name, seed }: KeyToMake,
  { files, makeLogKey }: KeyMakingPorts,
): Promise<string> {
  /* 1 */ if ((await files.facts(path)) !== undefined) {
    throw new Fault("file-exists", `${printable(name)} is there already`, {
      hint: "name a new file, since a key is never replaced",
    });
  }
  /* 2 */ const { secret, vkey } = await makeLogKey(origin, seed);
  /* 3 */ const opened = files.create(path);
  opened.write(encodeUtf8(`${secret}\n`));
  opened.close();
  return vkey;
}
