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

/**
 * Whether tests may build programs of others and of Go, which takes minutes: those that `.ci/run` runs after the suite of `npm test`,
 * with CAPSULE_JUDGES=1.
 */
export function buildsJudges(): boolean {
  return process.env["CAPSULE_JUDGES"] === "1" && hasGo();
}
