import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../__tests__/fuzz/regressions", import.meta.url));

/** Where the inputs lie that a reader once failed at. */
export function regressionsOf(target: string): string {
  return join(FOLDER, encodeURIComponent(target));
}

/** The readers that inputs are kept of. */
export function targetsWithRegressions(): string[] {
  return readdirSync(FOLDER).map(decodeURIComponent).sort();
}

/** The inputs that are kept of one reader, by file name. */
export function readRegressions(target: string): ReadonlyMap<string, Uint8Array> {
  const folder = regressionsOf(target);
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return new Map(names.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]));
}
