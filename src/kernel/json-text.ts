import { unicodePattern } from "./unicode-pattern.ts";

/**
 * A value as indented JSON with a final line feed, for files and terminals. What a terminal would obey or not show is
 * escaped, which means the same to every reader (RFC 8259 section 7).
 */
export function jsonText(value: object): string {
  return `${harmlessJson(JSON.stringify(value, undefined, 2))}\n`;
}

/** The same JSON, with escapes for what a terminal would obey or not show. Line feeds are taken for those of the layout. */
export function harmlessJson(json: string): string {
  return /[^\n -~]/.test(json) ? json.replace(invisible(), escaped) : json;
}

/** Control characters but the line feeds of the layout, formatting characters, and line and paragraph separators. */
const invisible = unicodePattern(String.raw`(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]`, "gu");

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}
