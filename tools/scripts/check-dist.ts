import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import programs from "../../rolldown.config.ts";

/**
 * Builds in memory with the very configuration of `npm run build` and compares every byte with dist/. Exit code 1 and one line
 * per differing file where dist/ is not what the sources make.
 */
const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const expected = new Map<string, Buffer>();

for (const options of programs) {
  const bundle = await rolldown(options);
  const { output } = await bundle.generate(Array.isArray(options.output) ? options.output[0] : options.output);
  for (const file of output) expected.set(file.fileName, Buffer.from(file.type === "chunk" ? file.code : file.source));
  await bundle.close();
}

const differences = [...expected]
  .map(([name, bytes]) => difference(name, bytes))
  .concat(filesIn(dist).map((name) => (expected.has(name) ? undefined : `dist/${name} is not made by the build`)))
  .filter((line) => line !== undefined);

for (const line of differences) console.error(line);
if (differences.length > 0) {
  console.error("hint: npm run build, then commit dist/");
  process.exitCode = 1;
} else {
  console.log(`dist/ is what the sources make (${expected.size} files)`);
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll("\\", "/"));
}

function difference(name: string, bytes: Buffer): string | undefined {
  try {
    return readFileSync(dist + name).equals(bytes) ? undefined : `dist/${name} differs from what the sources make`;
  } catch {
    return `dist/${name} is missing`;
  }
}
