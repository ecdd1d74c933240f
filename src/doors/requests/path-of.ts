import { resolve } from "node:path";
import type { Surroundings } from "../surroundings.ts";

/** The absolute path that a word means: a file here, or for `-` what is piped in. */
export function pathOf(
  word: string,
  { folder, standardInput }: Pick<Surroundings, "folder" | "standardInput">,
): Promise<string> | string {
  return word === "-" ? standardInput() : resolve(folder, word);
}
