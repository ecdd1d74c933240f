import { unicodePattern } from "./unicode-pattern.ts";

/**
 * Everything that a person could not see, or that would change how the rest is shown: control characters, bidirectional
 * and zero-width characters, lone surrogates, line and paragraph separators, every space but U+0020.
 */
const invisible = unicodePattern(
  String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}`,
);

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\0", "\\0"],
]);

/** Nothing to escape, which is nearly all text. */
const PLAIN = /^[ !#-[\]-~]*$/;

/**
 * Quotes hostile text for a message: `"…"`, with `"`, `\` and invisible characters escaped (`\n`, `\u{202e}`). A text
 * whose escaped form has more than `maxLength` UTF-16 units is cut, which `…` after the closing quote shows.
 */
export function printable(text: string, maxLength = 200): string {
  if (text.length <= maxLength && PLAIN.test(text)) return `"${text}"`;
  let shown = "";
  for (const character of text) {
    const piece = character === '"' || character === "\\" ? `\\${character}` : escapeInvisible(character);
    if (shown.length + piece.length > maxLength) return `"${shown}"…`;
    shown += piece;
  }
  return `"${shown}"`;
}

/** One character (code point) as it may be shown: itself, or the escape that names it. */
export function escapeInvisible(character: string): string {
  // Most text is of these, and the pattern takes longer to compile than such text to write.
  if (character >= " " && character <= "~") return character;
  if (!invisible().test(character)) return character;
  return SHORT_ESCAPES.get(character) ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
