import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CorpusCase } from "../corpus/judge-case.ts";

/** Cases whose files are known by names that no other set has. */
export interface CaseSet {
  readonly title: string;
  readonly cases: readonly CorpusCase[];
}

const FILES = ["bundle", "trusted_root", "artifact", "key"] as const;

/** The cases of a folder with an index.json; their files are added to `files`. */
export function corpusCases(title: string, folder: string, files: Map<string, Uint8Array>): CaseSet {
  const { cases } = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as { cases: CorpusCase[] };
  return { title, cases: cases.map((one) => withNames(one, { title, folder, files })) };
}

interface Place {
  readonly title: string;
  readonly folder: string;
  readonly files: Map<string, Uint8Array>;
}

function withNames(one: CorpusCase, { title, folder, files }: Place): CorpusCase {
  const named: Record<string, unknown> = { ...one };
  for (const field of FILES) {
    const path = one[field];
    if (typeof path !== "string") continue;
    const name = `${title}: ${path}`;
    named[field] = name;
    const place = resolve(folder, path);
    if (!files.has(name) && existsSync(place)) files.set(name, new Uint8Array(readFileSync(place)));
  }
  return named as unknown as CorpusCase;
}
