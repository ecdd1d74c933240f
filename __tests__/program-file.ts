import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const DOORS = ["cli", "action", "verify"] as const;
/** Names the folder with the bundled programs, in a run of the tests (`test-programs.ts`). */
export const PROGRAMS = "CAPSULE_TEST_PROGRAMS";

/** The file of a program, to be started with Node: bundled in a run of the tests, elsewhere its sources. */
export function programFile(door: (typeof DOORS)[number]): string {
  const bundled = process.env[PROGRAMS];
  if (bundled !== undefined) return join(bundled, `${door}.js`);
  return fileURLToPath(new URL(`../src/doors/${door}/main.ts`, import.meta.url));
}
