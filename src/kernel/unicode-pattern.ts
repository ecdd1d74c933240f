import { once } from "./once.ts";

/**
 * A pattern with classes of Unicode, such as `\p{Cf}`, made when it is first asked for. V8 makes the tables of a literal as it reads
 * the program, whether the pattern is used or not: a third of a millisecond for each, at every start.
 */
export function unicodePattern(source: string, flags = "u"): () => RegExp {
  return once(() => new RegExp(source, flags));
}

/** Whether a text is of printable ASCII alone, so that no class of Unicode can tell more about it. */
export function isPlainAscii(text: string): boolean {
  return !/[^ -~]/.test(text);
}
