import { quotePowerShell, quoteSh } from "../../kernel/shell.ts";

/** One word of a command, quoted for each shell, or what only a shell can say, written for both. */
export type Word = string | { readonly sh: string; readonly powershell: string };

/** One command as it is pasted. */
export interface ShellCommand {
  readonly sh: string;
  readonly powershell: string;
}

/** Longer commands go over several lines, a flag on each. */
const MAX_LINE = 110;

/** The command of these words; whatever a word holds, it stays one word. `text-unquotable` as in `quoteSh`. */
export function command(words: readonly Word[]): ShellCommand {
  return {
    sh: lines(words, (word) => (typeof word === "string" ? quoteSh(word) : word.sh), "\\"),
    powershell: lines(words, (word) => (typeof word === "string" ? quotePowerShell(word) : word.powershell), "`"),
  };
}

/** A file name as an argument that no program takes for a flag, a digest or an address. */
export function fileWord(name: string): string {
  return /^[A-Za-z0-9_][^:]*$/.test(name) ? name : `./${name}`;
}

/** The SHA-256 of a file in hex, computed by the shell. */
export function digestWord(name: string, prefix = ""): Word {
  return {
    sh: `"${prefix}$(sha256sum < ${quoteSh(name)} | cut -d ' ' -f 1)"`,
    powershell: `("${prefix}" + (Get-FileHash -Algorithm SHA256 -LiteralPath ${quotePowerShell(fileWord(name))}).Hash.ToLower())`,
  };
}

function lines(words: readonly Word[], quote: (word: Word) => string, continued: string): string {
  const line = words.map(quote).join(" ");
  if (line.length <= MAX_LINE) return line;
  return words
    .map((word) => {
      const breaks = typeof word === "string" && /^--[a-z]/.test(word);
      return `${breaks ? `${continued}\n  ` : ""}${quote(word)}`;
    })
    .join(" ");
}
