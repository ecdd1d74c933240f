import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { schemaFiles } from "../schemas/schema-files.ts";

/** Writes docs/schemas/ anew from the schemas of the program. */
const FOLDER = fileURLToPath(new URL("../../docs/schemas/", import.meta.url));

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
for (const [name, text] of schemaFiles()) writeFileSync(join(FOLDER, name), text);
