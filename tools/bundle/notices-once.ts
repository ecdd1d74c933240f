/** Shorter ones cost less than looking for them twice would save. */
const LONG = 200;

/** A comment that a licence asks to be kept, on lines of its own. */
const NOTICE = /^[ \t]*\/\*![\s\S]*?\*\/[ \t]*\n/gm;

/**
 * The code with each long notice of a licence once: some packages have it at the head of every file, which makes 66 times the same
 * words in a program that is one file. Every text that was there still is, at its first place.
 */
export function noticesOnce(code: string): string {
  const seen = new Set<string>();
  return code.replace(NOTICE, (comment) => {
    const text = comment.trim();
    if (text.length < LONG || !seen.has(text)) {
      seen.add(text);
      return comment;
    }
    return "";
  });
}
