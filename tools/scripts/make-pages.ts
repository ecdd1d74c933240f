import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pageFiles } from "../pages/pages.ts";

// Writes the pages that answer at the addresses in our documents.
//
//   npm run pages -- FOLDER
const [folder = "reports/pages"] = process.argv.slice(2);
const files = pageFiles();
for (const [path, text] of files) {
  const place = join(folder, path);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, text);
}
console.log(`${files.size} files in ${folder}`);
