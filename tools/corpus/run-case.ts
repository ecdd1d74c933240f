import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Cryptography } from "../../src/crypto/cryptography.ts";
import { nodeCryptography } from "../../src/crypto/node.ts";
import type { Fault } from "../../src/kernel/fault.ts";
import { type CorpusCase, type FileOfCase, judgeCase } from "./judge-case.ts";

/** As `judgeCase`, over the files of a folder. */
export function runCase(
  folder: string,
  one: CorpusCase,
  crypto: Cryptography = nodeCryptography,
): Promise<"accept" | Fault> {
  return judgeCase(one, filesIn(folder), crypto);
}

/** Paths of a case are absolute, or relative to the corpus. */
export function filesIn(folder: string): FileOfCase {
  return (path) => new Uint8Array(readFileSync(resolve(folder, path)));
}
