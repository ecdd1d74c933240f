import type { NewFile } from "./files.ts";

/**
 * What putting whole folders into place asks of a file system, beside `Files`. What a call changed is on the disk when it resolves.
 * Fault: `file-unwritable`.
 */
export interface Disk {
  /** Bytes that this user may still write in the file system of a folder that is there. */
  freeBytes(folder: string): Promise<number>;
  /** As `Files.create`; `close` flushes it, and gives it mode 0644. */
  createFlushed(path: string): NewFile;
  /** A second name of a file, or a copy where the file system has no such names. */
  link(from: string, to: string): Promise<void>;
  /** Renames a file or a folder within a file system; over a file, never over a folder. */
  move(from: string, to: string): Promise<void>;
  /** Makes a link to a folder beside it, by one rename in place of the link that is there. */
  point(link: string, folder: string): Promise<void>;
  /** The name that a link points to; undefined if nothing is there. */
  pointed(link: string): Promise<string | undefined>;
  /** Removes a folder with all that is in it; no fault if nothing is there. */
  removeFolder(path: string): Promise<void>;
  /** The names in a folder are on the disk, too. */
  flush(folder: string): Promise<void>;
}
