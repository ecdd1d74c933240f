import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GENERATED, withTables } from "../readme/option-tables.ts";

/** Makes the generated tables of README.md and docs/ anew: `npm run generate`. A test asserts that they are current. */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

for (const path of Object.keys(GENERATED)) {
  const file = join(ROOT, path);
  writeFileSync(file, withTables(readFileSync(file, "utf8")));
}
