import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { errnoOf } from "./errno.ts";

const REASONS: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["ENOENT", "there is no such folder"],
  ["EISDIR", "it is a directory"],
  ["ENOTDIR", "part of its path is not a directory"],
  ["ENAMETOOLONG", "the name is too long"],
  ["EMFILE", "too many files are open"],
  ["ENFILE", "too many files are open"],
  ["ENOSPC", "no space is left"],
  ["EDQUOT", "no space is left"],
  ["EROFS", "the file system is read-only"],
  ["ELOOP", "it is a symbolic link"],
  ["EMLINK", "it is a symbolic link"],
  ["ERR_INVALID_ARG_VALUE", "the path is not one"],
]);

const CHECK_PATH = "check the path, and the folder that you are in";
const CHECK = "check the path, its permissions and the disk";

/** `file-missing` if nothing is there, else `file-unreadable`. */
export function unreadable(path: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  const errno = errnoOf(error);
  if (errno === "ENOENT") return new Fault("file-missing", `there is no file ${printable(path)}`, { hint: CHECK_PATH });
  return new Fault("file-unreadable", `${printable(path)} cannot be read: ${reason(errno)}`, { hint: CHECK });
}

export function unwritable(path: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  return new Fault("file-unwritable", `${printable(path)} cannot be written: ${reason(errnoOf(error))}`, {
    hint: CHECK,
  });
}

/** A link, a directory, a FIFO, a socket or a device where a regular file was named (D02–D04). */
export function irregular(path: string, what: string): Fault {
  return new Fault("file-unreadable", `${printable(path)} cannot be read: it is a ${what}`, {
    hint: "name a regular file; links are not followed",
  });
}

export function tooLarge(path: string, maxBytes: number): Fault {
  return new Fault("file-unreadable", `${printable(path)} has more than the ${maxBytes} bytes that are read of it`);
}

function reason(errno: string): string {
  return REASONS.get(errno) ?? errno;
}
