import { execFileSync } from "node:child_process";

/** Whether this machine has Go, with which programs of others are built. */
export function hasGo(): boolean {
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
