import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

export interface DroppedFile {
  /** With the folders that it was dropped in, parted by `/`. */
  readonly path: string;
  readonly file: File;
}

/** More of them nobody means to check. */
const MAX_FILES = 50_000;

/** What a folder holds: files, and folders that are asked in their turn. */
interface Folder {
  readonly path: string;
  children(): Promise<readonly (DroppedFile | Folder)[]>;
}

/**
 * All files that were dropped, and those in all folders that were. It must be called before the event ends. Faults:
 * `file-unreadable`, `usage` for too many.
 */
export async function droppedFiles(dropped: DataTransfer): Promise<DroppedFile[]> {
  // What a folder holds is added while they are gone through.
  const waiting: (DroppedFile | Folder)[] = await Promise.all([...dropped.items].flatMap((item) => itemOf(item) ?? []));
  const found: DroppedFile[] = [];
  for (const one of waiting) {
    if ("file" in one) found.push(one);
    else {
      try {
        for (const child of await one.children()) waiting.push(child);
      } catch (cause) {
        throw new Fault("file-unreadable", `the folder ${printable(one.path)} cannot be read`, {
          hint: "choose it with the button, or drop the files in it",
          cause,
        });
      }
    }
    if (waiting.length > MAX_FILES) {
      throw new Fault("usage", `the folder holds more than ${MAX_FILES} files`, {
        hint: "drop the capsule and your downloads alone",
      });
    }
  }
  return found;
}

/** Undefined for what is not a file or folder. Whatever an item has must be asked for at once. */
function itemOf(item: WithHandle): Promise<DroppedFile | Folder> | undefined {
  const [entry, file, handle] = [item.webkitGetAsEntry(), item.getAsFile(), item.getAsFileSystemHandle?.()];
  if (entry?.isDirectory !== true) {
    return file === null ? undefined : Promise.resolve({ path: file.name, file });
  }
  return folderOf(entry as FileSystemDirectoryEntry, handle);
}

interface WithHandle extends DataTransferItem {
  /** Chromium alone has it (File System Access), and needs it: in a page from the disk it reads no folder by its entry. */
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

async function folderOf(
  entry: FileSystemDirectoryEntry,
  handle: Promise<FileSystemHandle | null> | undefined,
): Promise<Folder> {
  const given = await handle?.catch(() => null);
  return given?.kind === "directory"
    ? folderByHandle(given as FileSystemDirectoryHandle, entry.name)
    : folderByEntry(entry, entry.name);
}

function folderByHandle(handle: FileSystemDirectoryHandle, path: string): Folder {
  return {
    path,
    async children() {
      const all: (DroppedFile | Folder)[] = [];
      for await (const one of handle.values()) {
        const own = `${path}/${one.name}`;
        if (one.kind === "directory") all.push(folderByHandle(one as FileSystemDirectoryHandle, own));
        else all.push({ path: own, file: await (one as FileSystemFileHandle).getFile() });
        if (all.length > MAX_FILES) break;
      }
      return all;
    },
  };
}

/** File and Directory Entries API. A reader gives a part of the folder each time, and nothing at the end. */
function folderByEntry(entry: FileSystemDirectoryEntry, path: string): Folder {
  return {
    path,
    async children() {
      const reader = entry.createReader();
      const all: (DroppedFile | Folder)[] = [];
      for (;;) {
        const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) return all;
        for (const one of some) {
          const own = `${path}/${one.name}`;
          if (one.isDirectory) all.push(folderByEntry(one as FileSystemDirectoryEntry, own));
          else all.push({ path: own, file: await fileIn(one as FileSystemFileEntry) });
        }
      }
    },
  };
}

function fileIn(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
