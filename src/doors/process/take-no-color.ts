import { styleText } from "node:util";
import type { Paint } from "../../views/paint.ts";

/** A flag of the whole program, so it stands in no table of a command. */
export const NO_COLOR_FLAG = { flag: "--no-color", description: "print without colour, as NO_COLOR does" } as const;

/**
 * Takes `--no-color` out of the words of a command line, wherever it stands before `--`, and says how to paint. Without it Node decides:
 * by NO_COLOR, FORCE_COLOR and TERM, and by whether `stream` is a terminal.
 */
export function takeNoColor(
  argv: readonly string[],
  stream: NodeJS.WriteStream,
): { readonly words: readonly string[]; readonly paint: Paint } {
  const end = argv.indexOf("--");
  const isFlag = (word: string, at: number) => word === NO_COLOR_FLAG.flag && (end === -1 || at < end);
  const words = argv.filter((word, at) => !isFlag(word, at));
  const isPlain = words.length < argv.length;
  return { words, paint: (style, text) => (isPlain ? text : styleText(style, text, { stream })) };
}
