import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { goldenMaker } from "../golden/golden-maker.ts";
import { GOLDEN, recordSet, refuseFrozen } from "../golden/golden-set.ts";
import { makeCases } from "../golden/make-cases.ts";

/**
 * Golden capsules (docs/compatibility.md). `make` makes the set of the version in package.json, as long as it is a candidate; `freeze`,
 * in the commit that dates the version in CHANGELOG.md, says that it is released. A frozen set is never made anew.
 *
 *     node tools/scripts/golden.ts make | freeze
 */
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const [verb] = process.argv.slice(2);
if (verb === "freeze") recordSet({ version, state: "frozen" });
else if (verb === "make") {
  refuseFrozen(version);
  const set = join(GOLDEN, version);
  rmSync(set, { recursive: true, force: true });
  mkdirSync(set, { recursive: true });
  const golden = await goldenMaker(set);
  try {
    await makeCases(golden);
  } finally {
    await golden.close();
  }
  recordSet({ version, state: "candidate" });
} else throw new Error("say make or freeze");
