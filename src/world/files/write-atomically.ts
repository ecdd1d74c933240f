import { randomBytes } from "node:crypto";
import { close, constants, fchmod, fsync, openSync, rename, rmSync, writeFile } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { atEnd } from "../at-end.ts";
import { unwritable } from "./file-faults.ts";

const FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
const MODE = 0o644;

/**
 * Writes a temporary file beside the target, flushes it to the disk and renames it, so that a reader sees the old content
 * or the whole new one (D06). A link at the target is replaced, never followed (D12). The mode is 0644 under every umask
 * (D14). No signal leaves the temporary file behind.
 */
export async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  // Short and of its own, so that a target with a name of 255 bytes can be written, too.
  const temporary = join(dirname(path), `.capsule-${randomBytes(8).toString("hex")}.tmp`);
  const forget = atEnd(() => rmSync(temporary, { force: true }));
  try {
    await writeNew(temporary, bytes);
    await promisify(rename)(temporary, path);
  } catch (error) {
    removeQuietly(temporary);
    throw unwritable(path, error);
  } finally {
    forget();
  }
}

/** What cannot be removed does not hide why it could not be written. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}

async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  // Synchronous: a signal must not come between the file's being made by another thread and our knowing of it.
  const descriptor = openSync(path, FLAGS, MODE);
  try {
    await promisify(writeFile)(descriptor, bytes);
    await promisify(fchmod)(descriptor, MODE);
    await promisify(fsync)(descriptor);
  } finally {
    await promisify(close)(descriptor);
  }
}
