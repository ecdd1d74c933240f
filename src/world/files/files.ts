import { type Dirent, lstatSync, mkdirSync, readdirSync, realpathSync, rmdirSync, unlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import type { DirectoryEntry, Files } from "../../ports/files.ts";
import { createFile } from "./create-file.ts";
import { errnoOf } from "./errno.ts";
import { fileFacts, kindOf } from "./file-facts.ts";
import { tooLarge, unreadable, unwritable } from "./file-faults.ts";
import { openRegularFile } from "./open-regular-file.ts";
import { updateFile } from "./update-file.ts";
import { writeAtomically } from "./write-atomically.ts";

/** The file system of this machine. What is done in no time is done at once, without a way to another thread and back. */
export const systemFiles: Files = {
  facts: async (path) => {
    try {
      return fileFacts(lstatSync(path, { bigint: true }));
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw unreadable(path, error);
    }
  },
  list: async (directory) => {
    try {
      const found = readdirSync(directory, { encoding: "buffer", withFileTypes: true });
      return found.sort((a, b) => Buffer.compare(a.name, b.name)).map(directoryEntry);
    } catch (error) {
      throw unreadable(directory, error);
    }
  },
  open: openRegularFile,
  read: readWhole,
  write: writeAtomically,
  update: (path, maxBytes, next) => updateFile(path, next, async () => readIfThere(path, maxBytes)),
  create: createFile,
  makeFolder: async (path) => {
    try {
      mkdirSync(path, { recursive: true });
    } catch (error) {
      throw unwritable(path, error);
    }
  },
  remove,
  nameOf: (path) => basename(path),
  folderOf: (path) => dirname(path),
  join,
  realPath: async (path) => {
    try {
      return realpathSync.native(path);
    } catch (error) {
      throw unreadable(path, error);
    }
  },
};

/** Names are read as bytes: a decoding file system call would make a name that is not UTF-8 one that nothing has (N17). */
function directoryEntry(found: Dirent<Buffer>): DirectoryEntry {
  const text = found.name.toString("utf8");
  const name = Buffer.from(text).equals(found.name) ? text : undefined;
  return { name, hex: encodeHex(found.name), kind: kindOf(found) };
}

async function readWhole(path: string, maxBytes: number): Promise<Uint8Array> {
  const file = await openRegularFile(path);
  try {
    if (file.size > maxBytes) throw tooLarge(path, maxBytes);
    // One byte more than expected, so that a file that grew meanwhile shows it; files of /proc say that they are empty.
    let bytes = new Uint8Array(Math.max(file.size, 4095) + 1);
    let length = 0;
    for (let count = -1; count !== 0; length += count) {
      if (length > maxBytes) throw tooLarge(path, maxBytes);
      if (length === bytes.length) bytes = grown(bytes);
      count = await file.read(bytes.subarray(length), length);
    }
    return bytes.slice(0, length);
  } finally {
    await file.close();
  }
}

async function readIfThere(path: string, maxBytes: number): Promise<Uint8Array | undefined> {
  try {
    return await readWhole(path, maxBytes);
  } catch (error) {
    if (error instanceof Fault && error.code === "file-missing") return undefined;
    throw error;
  }
}

function grown(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2);
  larger.set(bytes);
  return larger;
}

async function remove(path: string): Promise<void> {
  try {
    const kind = kindOf(lstatSync(path));
    if (kind === "directory") rmdirSync(path);
    else unlinkSync(path);
  } catch (error) {
    if (!isAbsent(error)) throw unwritable(path, error);
  }
}

function isAbsent(error: unknown): boolean {
  const errno = errnoOf(error);
  return errno === "ENOENT" || errno === "ENOTDIR";
}
