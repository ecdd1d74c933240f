import { closeSync, constants, fstatSync, lstatSync, openSync, read, readSync } from "node:fs";
import type { FileFacts, OpenFile } from "../../ports/files.ts";
import { fileFacts } from "./file-facts.ts";
import { irregular, unreadable } from "./file-faults.ts";

/** Windows has neither flag; there the look before opening is all there is. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const WORDS = { directory: "directory", symlink: "symbolic link", other: "device, socket or named pipe" } as const;

/** Up to here, asking another thread takes longer than to read; larger parts are read while the one before is worked on. */
const AT_ONCE_BYTES = 64 * 1024;

/** Opens a regular file for reading. What was opened is what was looked at: the facts come from the open handle. */
export async function openRegularFile(path: string): Promise<OpenFile> {
  const handle = openHandle(path);
  try {
    const facts = fileFacts(fstatSync(handle, { bigint: true }));
    requireRegular(path, facts);
    return openFile(path, handle, facts);
  } catch (error) {
    closeSync(handle);
    throw unreadable(path, error);
  }
}

function openHandle(path: string): number {
  try {
    // Opening a device can have effects, so look first; the flags and the second look close the gap between the two.
    requireRegular(path, fileFacts(lstatSync(path, { bigint: true })));
    return openSync(path, FLAGS);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function requireRegular(path: string, facts: FileFacts): void {
  if (facts.kind !== "file") throw irregular(path, WORDS[facts.kind]);
}

function openFile(path: string, handle: number, facts: FileFacts): OpenFile {
  // A number that was closed may be that of another file by now.
  let isOpen = true;
  let pending: Promise<number> = Promise.resolve(0);
  const readAtOnce = (into: Uint8Array, position: number) => readSync(handle, into, 0, into.length, position);
  const readLater = (into: Uint8Array, position: number) =>
    new Promise<number>((resolve, reject) => {
      read(handle, into, 0, into.length, position, (error, count) => (error ? reject(error) : resolve(count)));
    });
  return {
    facts,
    size: facts.size,
    async read(into, position) {
      if (into.length === 0) return 0;
      try {
        if (!isOpen) throw new Error("the file was closed");
        if (into.length <= AT_ONCE_BYTES) return readAtOnce(into, position);
        const reading = readLater(into, position);
        pending = Promise.allSettled([pending, reading]).then(() => 0);
        return await reading;
      } catch (error) {
        throw unreadable(path, error);
      }
    },
    async factsNow() {
      try {
        return fileFacts(fstatSync(handle, { bigint: true }));
      } catch (error) {
        throw unreadable(path, error);
      }
    },
    async close() {
      if (!isOpen) return;
      isOpen = false;
      await pending;
      closeSync(handle);
    },
  };
}
