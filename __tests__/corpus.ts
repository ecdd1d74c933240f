import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const CORPUS = fileURLToPath(new URL("../../shared/corpus/", import.meta.url));

/** Path of a file or folder of the shared corpus, or undefined where the corpus is not beside the repository. */
export function corpus(path = ""): string | undefined {
  const full = CORPUS + path;
  return existsSync(full) ? full : undefined;
}
