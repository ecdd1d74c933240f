import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { corpus, ownCorpus } from "../../__tests__/corpus.ts";
import { parseJsonObject } from "../../src/kernel/json-object.ts";
import { printable } from "../../src/kernel/printable.ts";
import type { CorpusCase } from "../corpus/judge-case.ts";
import { runCase } from "../corpus/run-case.ts";

// Runs every case of a folder of bundles with an index.json and compares with what the case expects:
//   npm run corpus                 our own corpus, and the sets beside the repository if they are there; CAPSULE_CORPUS=required
//                                  makes their absence a failure
//   npm run corpus -- FOLDER       that folder
// The last line counts; the exit code is 1 where any case went wrong. A case that cannot be run at all, because it is
// incomplete or one of its files is missing, is broken: it is named with the reason, and counts as wrong.

/** Fields that name files; every case has the first two. */
const FILES = ["bundle", "trusted_root", "artifact", "key"] as const;
const EXPECTATIONS: readonly unknown[] = ["accept", "reject", "either"];

const beside = corpus("bundles");
const given = process.argv[2];
if (given !== undefined) await judgeFolder(resolve(given), "");
else {
  await judgeFolder(ownCorpus("bundles"), "our own corpus");
  if (beside === undefined) print("the sets beside the repository: absent");
  else await judgeFolder(beside, "the sets beside the repository");
}

type Wrong = "accepts" | "rejects" | "crashes" | "broken";

/** Prints what went wrong and counts; sets the exit code where anything did. */
async function judgeFolder(folder: string, title: string): Promise<void> {
  const label = title === "" ? "corpus" : `corpus, ${title}`;
  const cases = readCases(join(folder, "index.json"));
  if (typeof cases === "string") {
    process.exitCode = 1;
    return print(`${label}: ${cases}`);
  }
  const wrong: Record<Wrong, number> = { accepts: 0, rejects: 0, crashes: 0, broken: 0 };
  for (const [number, one] of cases.entries()) {
    const found = await judge(one, folder);
    if (found === undefined) continue;
    wrong[found.kind] += 1;
    print(`${nameOf(one) ?? `case ${number + 1}`}: ${found.text}`);
  }
  const bad = wrong.accepts + wrong.rejects + wrong.crashes + wrong.broken;
  const crashes = wrong.crashes === 0 ? "" : `, ${wrong.crashes} crashes`;
  const broken = wrong.broken === 0 ? "" : `, ${wrong.broken} broken cases`;
  if (bad > 0) process.exitCode = 1;
  print(
    `${label}: ${cases.length - bad}/${cases.length}, ${wrong.accepts} wrong accepts, ${wrong.rejects} wrong rejects${crashes}${broken}`,
  );
}

/** The cases, or why there are none. */
function readCases(index: string): readonly unknown[] | string {
  try {
    const { cases } = parseJsonObject(new Uint8Array(readFileSync(index)), { what: "index.json" });
    return Array.isArray(cases) && cases.length > 0 ? cases : "index.json lists no cases";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function judge(one: unknown, folder: string): Promise<{ kind: Wrong; text: string } | undefined> {
  const problem = whyBroken(one, folder);
  if (problem !== undefined) return { kind: "broken", text: `broken case: ${problem}` };
  const sound = one as CorpusCase;
  try {
    const result = await runCase(folder, sound);
    if (result === "accept") {
      return sound.expect === "reject" ? { kind: "accepts", text: "wrongly accepted" } : undefined;
    }
    return sound.expect === "accept"
      ? { kind: "rejects", text: `wrongly rejected: ${result.code}: ${result.message}` }
      : undefined;
  } catch (error) {
    return { kind: "crashes", text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function whyBroken(one: unknown, folder: string): string | undefined {
  if (typeof one !== "object" || one === null) return "it is not an object";
  const fields = one as Record<string, unknown>;
  if (!EXPECTATIONS.includes(fields["expect"])) return "expect is not accept, reject or either";
  for (const field of FILES) {
    const path = fields[field];
    if (path === undefined || path === null) {
      if (field === "bundle" || field === "trusted_root") return `${field} is missing`;
      continue;
    }
    if (typeof path !== "string") return `${field} is not a path`;
    // A digest beside it stands in for the artifact; of an envelope alone nothing else is read.
    const unread = typeof fields["artifact_digest"] === "string" || fields["verify_mode"] === "envelope-only";
    if (field === "artifact" && unread) continue;
    if (!existsSync(resolve(folder, path))) return `${field} ${printable(path)} is not there`;
  }
  return undefined;
}

function nameOf(one: unknown): string | undefined {
  const id = typeof one === "object" && one !== null ? (one as Record<string, unknown>)["id"] : undefined;
  return typeof id === "string" ? id : undefined;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
