import { quoteSh } from "../../kernel/shell.ts";

/** Words that every shell reads as they are stay bare, so that the command is readable. */
export function quoteWord(word: string): string {
  return /^[A-Za-z0-9_./:=@+-]+$/.test(word) ? word : quoteSh(word);
}
