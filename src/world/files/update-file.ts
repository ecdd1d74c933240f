import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { NextContent } from "../../ports/files.ts";
import { atEnd } from "../at-end.ts";
import { errnoOf } from "./errno.ts";
import { unwritable } from "./file-faults.ts";

/** Each round somebody gets through, so only a crowd of this size ever comes to an end. */
const MAX_ROUNDS = 2_000;
const MAX_WAIT_MS = 20;

/**
 * Replaces a file by what `next` makes of it, so that of many processes at once none undoes what another did. No lock is held, so
 * none is left by a process that is killed, and no clock or process id is asked:
 *
 *   1. what the file shall be is written whole into a private folder beside it, and flushed
 *   2. that folder is renamed to a name made from what the file was. A folder that is there and not empty is not replaced by
 *      any system, so one process alone becomes the successor of what was read
 *   3. the successor takes the place of the file, if that still is what was read
 *
 * Who finds that another was first does step 3 for it, which a killed process may not have come to, and begins again.
 */
export async function updateFile(
  path: string,
  next: NextContent,
  read: () => Promise<Uint8Array | undefined>,
): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = await read();
    const bytes = next(before);
    if (bytes === undefined || (before !== undefined && Buffer.compare(bytes, before) === 0)) return;
    if (attempt(path, () => succeed({ path, before, bytes }))) return;
    // So that not all come back at the same time.
    await wait(1 + ((randomBytes(1)[0] ?? 0) % MAX_WAIT_MS));
  }
  throw new Fault("file-unwritable", `${printable(path)} cannot be written: others change it all the time`);
}

function attempt<T>(path: string, change: () => T): T {
  try {
    return change();
  } catch (error) {
    throw unwritable(path, error);
  }
}

interface Succession {
  readonly path: string;
  /** What was read; undefined if there was no file. */
  readonly before: Uint8Array | undefined;
  readonly bytes: Uint8Array;
}

/** Whether the file is now `bytes`, or was for a moment. Synchronous, so that no signal comes between two of the steps. */
function succeed({ path, before, bytes }: Succession): boolean {
  const name = randomBytes(8).toString("hex");
  const own = join(dirname(path), `.capsule-${name}.tmp`);
  const place = placeOfSuccessor(path, before);
  const forget = atEnd(() => rmSync(own, { recursive: true, force: true }));
  try {
    /* 1 */ mkdirSync(own, { mode: 0o700 });
    writeNew(join(own, name), bytes);
    /* 2 */ if (!renamedOver(own, place)) {
      for (const other of namesIn(place)) finish({ path, before, place, name: other });
      removeEmpty(place);
      return false;
    }
    /* 3 */ return finishOwn({ path, before, place, name });
  } finally {
    rmSync(own, { recursive: true, force: true });
    forget();
  }
}

/** One name for one successor: of this file, as it was. */
function placeOfSuccessor(path: string, before: Uint8Array | undefined): string {
  const hash = createHash("sha256").update(`${basename(path)}\0${before === undefined ? "none" : "some"}\0`);
  const digest = hash.update(before ?? "").digest("hex");
  return join(dirname(path), `.capsule-${digest.slice(0, 32)}.next`);
}

function writeNew(path: string, bytes: Uint8Array): void {
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644);
  try {
    writeFileSync(descriptor, bytes);
    fchmodSync(descriptor, 0o644);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const TAKEN: ReadonlySet<string> = new Set(["ENOTEMPTY", "EEXIST"]);
/** Windows says so of a folder that is there, and of a file that somebody reads or looks through for viruses. */
const BUSY: ReadonlySet<string> = new Set(process.platform === "win32" ? ["EPERM", "EACCES", "EBUSY"] : []);

function renamedOver(own: string, place: string): boolean {
  try {
    renameSync(own, place);
    return true;
  } catch (error) {
    if (TAKEN.has(errnoOf(error)) || BUSY.has(errnoOf(error))) return false;
    throw error;
  }
}

interface Successor {
  readonly path: string;
  readonly before: Uint8Array | undefined;
  /** The folder of the successor, and the name that this one alone has there. */
  readonly place: string;
  readonly name: string;
}

function finishOwn(successor: Successor): boolean {
  const { path, before, place, name } = successor;
  const isDone = finish(successor);
  // It was read long ago, and the file is another by now: nobody takes what was made from it.
  if (!isDone && !isStill(path, before)) unlinkQuietly(join(place, name));
  removeEmpty(place);
  return isDone;
}

/**
 * Puts a successor into its place. Its name was seen before the file is compared, so it is the successor of just that. True if
 * it is in place, whoever did it: only that takes its name away.
 */
function finish({ path, before, place, name }: Successor): boolean {
  const at = join(place, name);
  try {
    if (isStill(path, before)) renameSync(at, path);
    else lstatSync(at);
    return !isThere(at);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return true;
    if (BUSY.has(errnoOf(error))) return false;
    throw error;
  }
}

/** Whether the file is what was read. A link is not. */
function isStill(path: string, before: Uint8Array | undefined): boolean {
  try {
    const facts = lstatSync(path);
    return facts.isFile() && facts.size === before?.length && Buffer.compare(readFileSync(path), before) === 0;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return before === undefined;
    throw error;
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (errnoOf(error) === "ENOENT" || errnoOf(error) === "ENOTDIR") return [];
    throw error;
  }
}

function unlinkQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {}
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {}
}
