/**
 * Whether a file name is one of the pattern, whose `*` stands for any text and `?` for one character. A hidden file is matched by
 * what has the dot. Goes back to the last star only, so that the work is at most name × pattern.
 */
export function matchesStars(name: string, pattern: string): boolean {
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
