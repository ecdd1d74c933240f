import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, release, tmpdir, totalmem, type } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { table } from "../../src/kernel/markdown.ts";
import { measureGet } from "../bench/get.ts";
import { largeFile, measureHash } from "../bench/hash.ts";
import { measureImages } from "../bench/images.ts";
import { measureKit } from "../bench/kit.ts";
import { measureLog } from "../bench/log.ts";
import { measureNotary } from "../bench/notary.ts";
import { measurePage } from "../bench/page.ts";
import { measurePublish } from "../bench/publish.ts";
import type { Row } from "../bench/row.ts";
import { measureSbom } from "../bench/sbom.ts";
import { measureScan } from "../bench/scan.ts";
import { measureSign } from "../bench/sign.ts";
import { measureVerifier } from "../bench/verifier.ts";
import { measureAction, measureOneShot, measureStart, measureVerifyLarge } from "../bench/verify.ts";
import { measureVerifyMany } from "../bench/verify-many.ts";
import { measureWarm } from "../bench/warm.ts";

/**
 * Measures every budget in one run, as ratios where a reference exists, and prints the table. Exit code 1 where a budget is
 * exceeded. `npm run bench -- --write` puts the table into docs/benchmarks.md.
 */
const DOCUMENT = fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bench-"));
const rows: Row[] = [];

try {
  await measure("one-shot verification", () => measureOneShot(folder));
  await measure("the verifier alone", () => measureVerifier(folder));
  await measure("start of the whole program", async () => [await measureStart()]);
  await measure("start of the Action", measureAction);
  await measure("verification of many assets", () => measureVerifyMany(folder));
  await measure("verification in a process that goes on", measureWarm);
  await measure("verification of Notary signatures", measureNotary);
  await measure("signing", measureSign);
  await measure("signing an image", () => measureImages(folder));
  await measure("SBOM", () => measureSbom(folder));
  await measure("scanning", () => measureScan(folder));
  await measure("publishing", measurePublish);
  await measure("getting a release", () => measureGet(folder));
  await measure("a log of statements", () => measureLog(folder));
  await measure("an offline kit", () => measureKit(folder));
  const large = largeFile(folder);
  await measure("hashing", () => measureHash(large));
  await measure("verification of a large asset", () => measureVerifyLarge(folder, large));
  await measure("verification of a large asset in a browser", () => measurePage(folder, large));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const result = table(["Work", "Measured", "Reference", "Budget", "Met"], rows.map(cells));
console.log(`\n${machine()}\n\n${result}`);
if (process.argv.includes("--write")) write();
if (rows.some(({ within }) => !within)) process.exitCode = 1;

async function measure(what: string, work: () => Promise<Row[]>): Promise<void> {
  console.error(`measuring: ${what}`);
  rows.push(...(await work()));
}

function cells({ work, measured, reference, budget, within }: Row): string[] {
  return [work, measured, reference, budget, within ? "yes" : "**no**"];
}

function machine(): string {
  const [cpu] = cpus();
  const gibibytes = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} × ${cpu?.model.trim()}, ${gibibytes} GiB, ${type()} ${release()}, Node ${process.versions.node}`;
}

function write(): void {
  const text = readFileSync(DOCUMENT, "utf8");
  const part = `<!-- measured -->\n\nMachine: ${machine()}.\n\n${result}\n\n<!-- end -->`;
  writeFileSync(
    DOCUMENT,
    text.replace(/<!-- measured -->[\s\S]*<!-- end -->/, () => part),
  );
}
