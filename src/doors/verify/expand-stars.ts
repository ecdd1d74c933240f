import { basename, dirname, join, resolve } from "node:path";
import { matchesStars } from "../../kernel/match-stars.ts";
import type { Files } from "../../ports/files.ts";

/**
 * Words with each pattern instead of the files that it matches, for shells that expand nothing: `*` and `?` in the last part of
 * a path, where no file has that name. What matches nothing stays, so that its reader says that there is no such file.
 */
export async function expandStars(words: readonly string[], folder: string, files: Files): Promise<string[]> {
  const expanded = new Set<string>();
  for (const word of words) {
    const found = /[*?]/.test(basename(word)) ? await matching(resolve(folder, word), files) : [];
    for (const one of found.length > 0 ? found : [word]) expanded.add(one);
  }
  return [...expanded];
}

async function matching(path: string, files: Files): Promise<string[]> {
  const [place, pattern] = [dirname(path), basename(path)];
  if ((await files.facts(path)) !== undefined || (await files.facts(place))?.kind !== "directory") return [];
  const found = await files.list(place);
  return found.flatMap(({ name, kind }) =>
    name !== undefined && kind === "file" && matchesStars(name, pattern) ? [join(place, name)] : [],
  );
}
