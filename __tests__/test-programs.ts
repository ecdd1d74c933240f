import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import programs from "../rolldown.config.ts";
import { DOORS, PROGRAMS } from "./program-file.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const CACHE = join(ROOT, "node_modules/.cache/capsule-programs");
/** What decides the bytes of a program. */
const SOURCES = ["src/**/*.{ts,json}", "tools/bundle/**/*.*", "rolldown.config.ts", "package-lock.json"];

/**
 * Bundles the programs once for a run of the tests, and not again while no source changes: hundreds of tests start one as a process, and
 * a start from the sources takes twice the time. They are what `npm run build` makes, but lie outside `dist/`, which a change of the
 * sources leaves behind.
 */
export async function setup(): Promise<void> {
  const folder = join(CACHE, digestOfSources());
  if (!existsSync(folder)) await build(folder);
  process.env[PROGRAMS] = folder;
}

function digestOfSources(): string {
  const hash = createHash("sha256");
  for (const name of globSync(SOURCES, { cwd: ROOT }).sort()) {
    const path = join(ROOT, name);
    hash.update(`${name}\0`).update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex").slice(0, 32);
}

async function build(folder: string): Promise<void> {
  rmSync(CACHE, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  for (const options of programs) {
    const [entry, ...more] = Object.keys(Object(options.input));
    if (more.length > 0 || !DOORS.some((door) => door === entry)) continue;
    const [output] = [options.output].flat();
    const bundle = await rolldown(options);
    await bundle.write({ ...output, dir: unfinished });
    await bundle.close();
  }
  // Another run may have been faster.
  if (existsSync(folder)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, folder);
}
