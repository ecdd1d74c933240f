import type { ByteSource } from "../kernel/byte-source.ts";

/** What the file system says of one path, without following a link at its end. */
export interface FileFacts {
  readonly kind: "file" | "directory" | "symlink" | "other";
  /** Bytes. */
  readonly size: number;
  /** Equal for two looks at the same unchanged file: device, inode, size and nanosecond times in one opaque string. */
  readonly revision: string;
}

/** An open regular file. */
export interface OpenFile extends ByteSource {
  readonly facts: FileFacts;
  /** Looks again, through the open handle. */
  factsNow(): Promise<FileFacts>;
  close(): Promise<void>;
}

/** A file that is written piece by piece, each on the disk's way when the call returns. Fault: `file-unwritable`. */
export interface NewFile {
  write(chunk: Uint8Array): void;
  /** May be called again. */
  close(): void;
}

export interface DirectoryEntry {
  /** The name, or undefined if its bytes are not UTF-8 (N17: such a file must be refused, not skipped). */
  readonly name: string | undefined;
  /** The name's bytes in hexadecimal, for messages. */
  readonly hex: string;
  readonly kind: FileFacts["kind"];
}

/** What becomes of the bytes of a file, which are undefined if there is none; undefined to leave it as it is. */
export type NextContent = (bytes: Uint8Array | undefined) => Uint8Array | undefined;

/** The file system. Every failure is a `file-unreadable` or `file-unwritable` fault that names the path. */
export interface Files {
  /** Undefined if nothing is there. Never follows a link at the end of the path. */
  facts(path: string): Promise<FileFacts | undefined>;
  /** The entries of one directory, in bytewise order. */
  list(directory: string): Promise<DirectoryEntry[]>;
  /** Opens a regular file; a link, a directory, a FIFO or a device is a fault, and nothing hangs. */
  open(path: string): Promise<OpenFile>;
  /** The whole of a small file; more than `maxBytes` is a fault. */
  read(path: string, maxBytes: number): Promise<Uint8Array>;
  /** Writes beside the target and renames: either the whole new content is there or the old one is. Mode 0644. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /**
   * Replaces a small file by what `next` makes of it. If somebody else replaced it meanwhile it is read again, and `next` is asked again:
   * of many at once, nobody's change is lost. More than `maxBytes` is a fault, and so is a link.
   */
  update(path: string, maxBytes: number, next: NextContent): Promise<void>;
  /** Opens a file for writing in pieces, for our own private folders only; what is there is emptied. Mode 0600. */
  create(path: string): NewFile;
  /** Makes a directory and its parents. */
  makeFolder(path: string): Promise<void>;
  /** Removes a file or an empty directory; no fault if nothing is there. */
  remove(path: string): Promise<void>;
  /** The last part of a path, in the spelling of this system: that of a file in its folder. */
  nameOf(path: string): string;
  /** The path of the folder that a path lies in. */
  folderOf(path: string): string;
  /** The path of a name in a folder. */
  join(folder: string, name: string): string;
  /** The path without links, for comparing two places. */
  realPath(path: string): Promise<string>;
}

/** Name of what a write leaves beside its target if the program was killed in the middle of it. */
export const UNFINISHED_WRITE = /^\.capsule-[0-9a-f]{16}\.tmp$/;
