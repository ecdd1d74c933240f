import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  readlinkSync,
  renameSync,
  rmSync,
  statfsSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Disk } from "../../ports/disk.ts";
import { createFile } from "./create-file.ts";
import { errnoOf } from "./errno.ts";
import { unwritable } from "./file-faults.ts";

/** The disk of this machine. Each call is synchronous, so that no signal comes between two steps of one. */
export const systemDisk: Disk = {
  freeBytes: async (folder) =>
    attempt(folder, () => {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    }),
  createFlushed(path) {
    const file = createFile(path);
    let isOpen = true;
    return {
      write: (chunk) => file.write(chunk),
      close() {
        if (!isOpen) return;
        isOpen = false;
        file.close();
        attempt(path, () => chmodSync(path, 0o644));
        flushFile(path);
      },
    };
  },
  link: async (from, to) =>
    attempt(to, () => {
      try {
        linkSync(from, to);
      } catch (error) {
        if (!WITHOUT_LINKS.has(errnoOf(error))) throw error;
        copyFileSync(from, to, constants.COPYFILE_EXCL);
        flushFile(to);
      }
    }),
  move: async (from, to) =>
    attempt(to, () => {
      renameSync(from, to);
      for (const folder of new Set([dirname(to), dirname(from)])) flushFolder(folder);
    }),
  point: async (link, folder) =>
    attempt(link, () => {
      const beside = join(dirname(link), `.${basename(link)}-${randomBytes(4).toString("hex")}`);
      try {
        symlinkSync(folder, beside, "dir");
        renameSync(beside, link);
      } catch (error) {
        rmSync(beside, { force: true });
        throw error;
      }
      flushFolder(dirname(link));
    }),
  pointed: async (link) =>
    attempt(link, () => {
      try {
        return readlinkSync(link);
      } catch (error) {
        if (errnoOf(error) === "ENOENT") return undefined;
        throw error;
      }
    }),
  removeFolder: async (path) => attempt(path, () => rmSync(path, { recursive: true, force: true, maxRetries: 3 })),
  flush: async (folder) => flushFolder(folder),
};

const WITHOUT_LINKS: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL", "EMLINK"]);

function attempt<T>(path: string, change: () => T): T {
  try {
    return change();
  } catch (error) {
    throw unwritable(path, error);
  }
}

function flushFile(path: string): void {
  const descriptor = attempt(path, () => openSync(path, "r+"));
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Not every system can say that the names in a folder are on the disk. */
function flushFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {}
}
