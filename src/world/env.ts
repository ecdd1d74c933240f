import { homedir } from "node:os";
import { Fault } from "../kernel/fault.ts";
import type { Env } from "../ports/env.ts";

/** The environment of this process. */
export const processEnv: Env = (name) => {
  const value = process.env[name];
  return value === "" ? undefined : value;
};

/** Absolute. Fault: `file-missing` for a process whose folder somebody removed. */
export function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new Fault("file-missing", "the current folder is gone", { hint: "go elsewhere" });
  }
}

/** Undefined for a user without one: containers run as users that no system knows. */
export function homeFolder(): string | undefined {
  try {
    return homedir() || undefined;
  } catch {
    return undefined;
  }
}
