import { basename, dirname, join, resolve } from "node:path";
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
    name !== undefined && kind === "file" && matches(name, pattern) ? [join(place, name)] : [],
  );
}

/** A hidden file is matched by what has the dot. Goes back to the last star only, so that the work is at most name × pattern. */
function matches(name: string, pattern: string): boolean {
  if (name.startsWith(".") && !pattern.startsWith(".")) return false;
  let [at, next] = [0, 0];
  let star: { readonly next: number; at: number } | undefined;
  while (at < name.length) {
    if (pattern[next] === "*") {
      star = { next: next + 1, at };
      next += 1;
    } else if (pattern[next] === "?" || pattern[next] === name[at]) {
      at += 1;
      next += 1;
    } else if (star !== undefined) {
      star.at += 1;
      [at, next] = [star.at, star.next];
    } else return false;
  }
  return /^\*{0,255}$/.test(pattern.slice(next));
}
