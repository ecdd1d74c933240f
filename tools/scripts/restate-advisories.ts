import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { restateAdvisories } from "../advisories/published-advisories.ts";

/**
 * Restates real advisories of other projects as a table of facts, with which the tests compare what `capsule announce` writes for the same
 * facts. The documents themselves are not committed: the folder has each at `OWNER/NAME/PATH`, at the commits that the table names.
 *
 *     npm run advisories -- FOLDER
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("say in which folder the documents lie");
const table = fileURLToPath(new URL("../../__tests__/domain/announcement/published-advisories.json", import.meta.url));
writeFileSync(table, `${JSON.stringify(restateAdvisories(folder), undefined, 2)}\n`);
