import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type OrderName, VERSION_ORDERS } from "../../src/domain/vulnerability/versions/order-of.ts";
import { makePairs, pairsOf } from "../version-orders/make-versions.ts";
import { askReference, REFERENCES } from "../version-orders/references.ts";

/**
 * Compares the order of each ecosystem with its own tool: `npm run version-orders -- [--pairs 1000] [--seed 1] [--only NAME] [--versions FILE] [--write]`.
 * `--versions` takes versions that were really published, one a line, instead of made ones; `--write` keeps the verdicts as the vectors of the tests, those of
 * published versions apart. What is not installed is said, and not counted as right. Exit 1 if one differs.
 */
const VECTORS = new URL("../../__tests__/domain/vulnerability/version-orders/", import.meta.url);

const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    versions: { type: "string" },
    write: { type: "boolean", default: false },
  },
});

let differ = 0;
for (const [name, reference] of Object.entries(REFERENCES)) {
  if (values.only !== undefined && values.only !== name) continue;
  const order = name as OrderName;
  const pairs =
    values.versions === undefined
      ? makePairs(order, Number(values.pairs), Number(values.seed))
      : pairsOf(readFileSync(values.versions, "utf8").trim().split("\n"), Number(values.pairs));
  let verdicts: string[];
  try {
    verdicts = askReference(reference, pairs);
  } catch (error) {
    console.log(`not run    ${name}: ${reference.name} does not run here (${String(error).split("\n")[0]})`);
    continue;
  }
  const vectors = pairs.map(([a, b], index) => [a, b, verdicts[index] ?? "x"] as const);
  const wrong = vectors.filter(([a, b, verdict]) => sign(VERSION_ORDERS[order](a, b)) !== verdict);
  differ += wrong.length;
  console.log(
    `${wrong.length === 0 ? "equal    " : "DIFFERENT"}  ${name}: ${pairs.length - wrong.length} of ${pairs.length} pairs as ${reference.name} says`,
  );
  for (const [a, b, verdict] of wrong.slice(0, 10))
    console.log(`  ${a} ${b}: ${reference.name} ${verdict}, here ${sign(VERSION_ORDERS[order](a, b))}`);
  if (values.write) {
    const file = values.versions === undefined ? `${name}.tsv` : `published/${name}.tsv`;
    writeFileSync(fileURLToPath(new URL(file, VECTORS)), vectors.map((row) => `${row.join("\t")}\n`).join(""));
  }
}
process.exitCode = differ === 0 ? 0 : 1;

function sign(order: number | undefined): string {
  return order === undefined ? "x" : String(Math.sign(order) || 0);
}
