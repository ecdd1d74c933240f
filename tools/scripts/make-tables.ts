import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CONCEPTS, type ConceptName, conceptPicture } from "../readme/concept-pictures.ts";
import { manualPage } from "../readme/manual-page.ts";
import { GENERATED, withTables } from "../readme/option-tables.ts";
import { ownVerifyMd } from "../readme/own-verify-md.ts";
import { releasePicture } from "../readme/release-picture.ts";

/** Makes VERIFY.md, the manual page, the pictures of README.md and docs/concepts.md and the generated tables of docs/ anew: `npm run generate`. Tests assert that they are current. */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

for (const path of Object.keys(GENERATED)) {
  const file = join(ROOT, path);
  writeFileSync(file, withTables(readFileSync(file, "utf8")));
}
writeFileSync(join(ROOT, "VERIFY.md"), ownVerifyMd());
mkdirSync(join(ROOT, "docs/man"), { recursive: true });
writeFileSync(join(ROOT, "docs/man/capsule.1"), manualPage());
mkdirSync(join(ROOT, "docs/pictures"), { recursive: true });
for (const form of ["wide", "narrow"] as const)
  writeFileSync(join(ROOT, `docs/pictures/release-${form}.svg`), releasePicture(form));
for (const name of Object.keys(CONCEPTS) as ConceptName[])
  writeFileSync(join(ROOT, `docs/pictures/${name}.svg`), conceptPicture(name));
