import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { ACTION_FILES } from "../generate/action-yml.ts";

/**
 * Writes action.yml, and those of the commands that are actions of their own, from the option table. With `--check` it writes nothing
 * and exits with 1 where a file is not what the table makes.
 */
for (const [name, format] of Object.entries(ACTION_FILES)) {
  const path = fileURLToPath(new URL(`../../${name}`, import.meta.url));
  const expected = format();
  if (!process.argv.includes("--check")) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, expected);
  } else if (readFileSync(path, "utf8") !== expected) {
    console.error(`${name} is not what src/doors/options/ makes`);
    console.error("hint: node tools/scripts/make-action-yml.ts");
    process.exitCode = 1;
  }
}
