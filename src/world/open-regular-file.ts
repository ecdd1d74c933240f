import { constants } from "node:fs";
import { type FileHandle, lstat, open } from "node:fs/promises";
import type { FileFacts, OpenFile } from "../ports/files.ts";
import { fileFacts } from "./file-facts.ts";
import { irregular, unreadable } from "./file-faults.ts";

/** Windows has neither flag; there the look before opening is all there is. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const WORDS = { directory: "directory", symlink: "symbolic link", other: "device, socket or named pipe" } as const;

/** Opens a regular file for reading. What was opened is what was looked at: the facts come from the open handle. */
export async function openRegularFile(path: string): Promise<OpenFile> {
  const handle = await openHandle(path);
  try {
    const facts = fileFacts(await handle.stat({ bigint: true }));
    requireRegular(path, facts);
    return openFile(path, handle, facts);
  } catch (error) {
    await handle.close();
    throw unreadable(path, error);
  }
}

async function openHandle(path: string): Promise<FileHandle> {
  try {
    // Opening a device can have effects, so look first; the flags and the second look close the gap between the two.
    requireRegular(path, fileFacts(await lstat(path, { bigint: true })));
    return await open(path, FLAGS);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function requireRegular(path: string, facts: FileFacts): void {
  if (facts.kind !== "file") throw irregular(path, WORDS[facts.kind]);
}

function openFile(path: string, handle: FileHandle, facts: FileFacts): OpenFile {
  return {
    facts,
    size: facts.size,
    async read(into, position) {
      if (into.length === 0) return 0;
      try {
        return (await handle.read(into, 0, into.length, position)).bytesRead;
      } catch (error) {
        throw unreadable(path, error);
      }
    },
    async factsNow() {
      try {
        return fileFacts(await handle.stat({ bigint: true }));
      } catch (error) {
        throw unreadable(path, error);
      }
    },
    close: () => handle.close(),
  };
}
