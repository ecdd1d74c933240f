import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { vectorFiles } from "../vectors/vector-files.ts";

/** Writes docs/vectors/ anew: capsules that readers of the format must accept or refuse, with an index. */
const FOLDER = fileURLToPath(new URL("../../docs/vectors/", import.meta.url));

const files = vectorFiles();
rmSync(FOLDER, { recursive: true, force: true });
for (const [path, bytes] of files) {
  mkdirSync(dirname(join(FOLDER, path)), { recursive: true });
  writeFileSync(join(FOLDER, path), bytes);
}
console.log(`${files.size - 1} vectors`);
