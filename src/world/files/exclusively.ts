import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Exclusively } from "../../ports/exclusively.ts";
import { atEnd } from "../at-end.ts";
import { errnoOf } from "./errno.ts";
import { unwritable } from "./file-faults.ts";

const WAIT_MS = 20;
const PATIENCE_MS = 30_000;

/** By a file that only one can make, with the number of its process inside. */
export const exclusively: Exclusively = async (path, action) => {
  for (let waited = 0; !take(path); waited += WAIT_MS) {
    if (waited > PATIENCE_MS) throw new Fault("log-contended", `${printable(path)} is held by another program`);
    await sleep(WAIT_MS);
  }
  const free = () => rmSync(path, { force: true });
  const forget = atEnd(free);
  try {
    return await action();
  } finally {
    free();
    forget();
  }
};

function take(path: string): boolean {
  try {
    const descriptor = openSync(path, "wx", 0o644);
    writeSync(descriptor, String(process.pid));
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") throw unwritable(path, error);
    if (isLeftBehind(path)) rmSync(path, { force: true });
    return false;
  }
}

/** Whether the program that made the file is gone. One that was only just made may not have its number yet. */
function isLeftBehind(path: string): boolean {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    if (!(pid > 0)) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return errnoOf(error) === "ESRCH";
  }
}
