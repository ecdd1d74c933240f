import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { formatActionYml } from "../generate/action-yml.ts";

/**
 * Writes action.yml from the option table. With `--check` it writes nothing and exits with 1 where the file is not what
 * the table makes.
 */
const path = fileURLToPath(new URL("../../action.yml", import.meta.url));
const expected = formatActionYml();

if (!process.argv.includes("--check")) {
  writeFileSync(path, expected);
} else if (readFileSync(path, "utf8") !== expected) {
  console.error("action.yml is not what src/doors/options/ makes");
  console.error("hint: node tools/scripts/make-action-yml.ts");
  process.exitCode = 1;
}
