import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { StagedFolder, Staging } from "../../ports/staging.ts";
import { atEnd } from "../at-end.ts";
import { errnoOf } from "./errno.ts";
import { unwritable } from "./file-faults.ts";

const PREFIX = ".capsule-get-";
/** Who works in a private folder: a dead process of this machine has left it. */
const OWNER = "owner.json";
/** What is being put into place, and where: as long as it is there, the work is not finished. */
const JOURNAL = "placing.json";
/** The downloads lie in a folder of their own, so that no name of theirs is one of ours. */
const FILES = "files";

/**
 * Private folders beside their target: only this user may enter, no signal but SIGKILL leaves one behind, and the next run
 * clears away what such a run left. All calls are synchronous, so that no signal comes between two of them.
 */
export const systemStaging: Staging = {
  async open(out) {
    try {
      return openNow(out);
    } catch (error) {
      throw unwritable(out ?? tmpdir(), error);
    }
  },
};

function openNow(out: string | undefined): StagedFolder {
  const isNew = out !== undefined && kindAt(out) === undefined;
  const base = out === undefined ? tmpdir() : isNew ? existingAbove(out) : out;
  // A folder that was new for a killed run had its private one above it.
  for (const folder of new Set([base, ...(out === undefined ? [] : [dirname(out)])])) recover(folder);
  const root = join(base, PREFIX + randomBytes(8).toString("hex"));
  mkdirSync(root, { mode: 0o700 });
  const forget = atEnd(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  writeFileSync(join(root, OWNER), JSON.stringify({ host: hostname(), pid: process.pid }), { mode: 0o600 });
  const path = join(root, FILES);
  mkdirSync(path, { mode: 0o700 });
  return {
    path,
    async place(names) {
      if (out === undefined) throw new Fault("internal", "what goes nowhere is not put into place");
      try {
        for (const name of names) chmodSync(join(path, name), 0o644);
        return isNew ? placeFolder(root, out, names) : placeFiles(root, out, names);
      } catch (error) {
        throw unwritable(out, error);
      }
    },
    remove() {
      try {
        rmSync(root, { recursive: true, force: true, maxRetries: 3 });
      } catch {
        // It is private, and the next run clears it away.
      }
      forget();
    },
  };
}

/** A folder that was not there comes into being with all its files at once. */
function placeFolder(root: string, out: string, names: readonly string[]): string[] {
  const whole = join(root, "whole");
  mkdirSync(whole, { mode: 0o755 });
  for (const name of names) renameSync(join(root, FILES, name), join(whole, name));
  mkdirSync(dirname(out), { recursive: true });
  // Onto a folder that is not empty, the system refuses it; onto a file, too.
  try {
    renameSync(whole, out);
  } catch (error) {
    if (["ENOTEMPTY", "EEXIST", "ENOTDIR"].includes(errnoOf(error))) throw exists(out);
    throw error;
  }
  flush(dirname(out));
  return names.map((name) => join(out, name));
}

/** A link appears at once and over nothing; if one of them cannot, those before it go again. */
function placeFiles(root: string, out: string, names: readonly string[]): string[] {
  const journal = join(root, JOURNAL);
  writeFileSync(journal, JSON.stringify({ out, names }), { flush: true });
  const placed: string[] = [];
  try {
    for (const name of names) {
      const target = join(out, name);
      placeOne(join(root, FILES, name), target);
      placed.push(target);
    }
  } catch (error) {
    for (const target of placed) unlinkSync(target);
    throw error;
  }
  flush(out);
  unlinkSync(journal);
  return placed;
}

const WITHOUT_LINKS: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL"]);

function placeOne(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === "EEXIST") throw exists(to);
    if (!WITHOUT_LINKS.has(errno)) throw error;
    placeWithoutLinks(from, to);
  }
}

/** On file systems that have no links the name is taken by an empty file first, which the rename replaces. */
function placeWithoutLinks(from: string, to: string): void {
  try {
    closeSync(openSync(to, "wx", 0o644));
  } catch (error) {
    if (errnoOf(error) === "EEXIST") throw exists(to);
    throw error;
  }
  renameSync(from, to);
}

function exists(path: string): Fault {
  return new Fault("file-exists", `${printable(path)} is already there, and nothing is overwritten`, {
    hint: "move it away, or choose another folder",
  });
}

/** What runs left in this folder that were killed. One that cannot be read or removed is left alone. */
function recover(base: string): void {
  for (const name of namesIn(base)) {
    if (!name.startsWith(PREFIX)) continue;
    try {
      const left = join(base, name);
      if (!isLeft(left)) continue;
      takeBack(left);
      rmSync(left, { recursive: true, force: true });
    } catch {
      // Another user's, or another run has just cleared it away.
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Left by a process of this machine that is gone. What lies there without an owner was made a moment ago. */
function isLeft(path: string): boolean {
  const owner = readJson(join(path, OWNER));
  return owner["host"] === hostname() && typeof owner["pid"] === "number" && !isRunning(owner["pid"]);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) !== "ESRCH";
  }
}

/** Takes away what a killed run had put into place before it was done: the same file under both names, and nothing else. */
function takeBack(left: string): void {
  const { out, names } = readJson(join(left, JOURNAL));
  if (typeof out !== "string" || !Array.isArray(names)) return;
  for (const name of names) {
    if (typeof name !== "string" || basename(name) !== name) continue;
    const [own, placed] = [join(left, FILES, name), join(out, name)].map(inodeOf);
    if (own !== undefined && own === placed) unlinkSync(join(out, name));
  }
}

function inodeOf(path: string): string | undefined {
  try {
    const { dev, ino } = lstatSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}

function readJson(path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function existingAbove(path: string): string {
  const above = dirname(path);
  return kindAt(above) === undefined && above !== path ? existingAbove(above) : above;
}

function kindAt(path: string): "there" | undefined {
  try {
    lstatSync(path);
    return "there";
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** The names in a folder are on the disk; not every system can say so. */
function flush(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {}
}
