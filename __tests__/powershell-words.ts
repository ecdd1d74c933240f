/** What PowerShell closes and opens a single-quoted string with: about_Quoting_Rules, and the typographic ones. */
const QUOTE = /['\u2018\u2019\u201a\u201b]/;

/**
 * The words of one PowerShell command, by its rules for parsing in argument mode: single-quoted strings are literal, a
 * doubled quote stands for itself, a backtick before a line end continues. Throws for anything that PowerShell would act on.
 */
export function powershellWords(command: string): string[] {
  const text = command.replace(/`\n\s*/g, " ").trim();
  const words: string[] = [];
  for (let at = 0; at < text.length; ) {
    if (text[at] === " ") {
      at += 1;
      continue;
    }
    if (QUOTE.test(text[at] ?? "")) {
      let word = "";
      for (at += 1; ; at += 1) {
        const character = text[at];
        if (character === undefined) throw new Error("a string is not closed");
        if (!QUOTE.test(character)) word += character;
        else if (QUOTE.test(text[at + 1] ?? "")) word += text[++at];
        else break;
      }
      at += 1;
      words.push(word);
    } else {
      const bare = /^[^\s'\u2018\u2019\u201a\u201b]+/.exec(text.slice(at))?.[0] ?? "";
      if (!/^[A-Za-z0-9_./-]+$/.test(bare)) throw new Error(`PowerShell acts on ${bare}`);
      words.push(bare);
      at += bare.length;
    }
    if (at < text.length && text[at] !== " ") throw new Error("two words touch");
  }
  return words;
}
