import { quotePowerShell, quoteSh } from "../../kernel/shell.ts";

/** A command for the shell of this system; undefined if a word holds what no command can. */
export function commandText(words: readonly string[]): string | undefined {
  const quote = process.platform === "win32" ? quotePowerShell : quoteSh;
  try {
    return words.map(quote).join(" ");
  } catch {
    return undefined;
  }
}
