import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CorpusCase } from "./corpus-case.ts";
import { runCase } from "./corpus-case.ts";

// Runs every case of a folder of bundles with an index.json and compares with what the case expects:
//   npm run corpus -- FOLDER
// The last line counts; the exit code is 1 where any case went wrong.

const folder = resolve(process.argv[2] ?? "../shared/corpus/bundles");
process.exitCode = await main();

async function main(): Promise<0 | 1> {
  const index = join(folder, "index.json");
  if (!existsSync(index)) {
    print("corpus: absent");
    return 0;
  }
  const { cases } = JSON.parse(readFileSync(index, "utf8")) as { cases: CorpusCase[] };
  const wrong = { accepts: 0, rejects: 0, crashes: 0 };
  for (const one of cases) {
    const found = await judge(one);
    if (found === undefined) continue;
    wrong[found.kind] += 1;
    print(`${one.id}: ${found.text}`);
  }
  const bad = wrong.accepts + wrong.rejects + wrong.crashes;
  const crashes = wrong.crashes === 0 ? "" : `, ${wrong.crashes} crashes`;
  print(
    `corpus: ${cases.length - bad}/${cases.length}, ${wrong.accepts} wrong accepts, ${wrong.rejects} wrong rejects${crashes}`,
  );
  return bad === 0 ? 0 : 1;
}

async function judge(one: CorpusCase): Promise<{ kind: "accepts" | "rejects" | "crashes"; text: string } | undefined> {
  try {
    const result = await runCase(folder, one);
    if (result === "accept") {
      return one.expect === "reject" ? { kind: "accepts", text: "wrongly accepted" } : undefined;
    }
    return one.expect === "accept"
      ? { kind: "rejects", text: `wrongly rejected: ${result.code}: ${result.message}` }
      : undefined;
  } catch (error) {
    return { kind: "crashes", text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
