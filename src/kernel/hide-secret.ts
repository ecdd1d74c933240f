import { encodeBase64 } from "./base64.ts";
import { concatBytes } from "./bytewise.ts";
import { encodeHex } from "./hex.ts";
import { encodeUtf8 } from "./utf8.ts";

const MASK = "***";
/** So many letters and digits of a secret in a row are a part of it, and no chance. */
const PART = 10;
/** A character that is written by its number, in JSON, in an address, and in HTML. */
const WRITTEN_OUT = /\\u([0-9a-f]{4})|%([0-9a-f]{2})|&#x([0-9a-f]{1,6});/iy;

/** A letter or digit of a text, and where it stands there. */
interface Letter {
  readonly letter: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The text without what tells the secret: itself in any case, a part of it, either in base64, base64url or hex, with characters
 * written out by their numbers (`\u0067`, `%67`), or broken up by other characters.
 */
export function hideSecret(text: string, secret: string): string {
  const parts = partsOf(secret);
  if (parts.size === 0) return text;
  const letters = lettersOf(text);
  const plain = letters.map(({ letter }) => letter).join("");
  const [size = 0] = [...parts].map((part) => part.length);
  const shown: string[] = [];
  let from = 0;
  for (let at = 0; at + size <= plain.length; at++) {
    if (!parts.has(plain.slice(at, at + size))) continue;
    const first = letters[at]?.start ?? 0;
    let last = at + size;
    while (last < plain.length && parts.has(plain.slice(last - size + 1, last + 1))) last++;
    shown.push(text.slice(from, first), MASK);
    from = letters[last - 1]?.end ?? text.length;
    at = last - 1;
  }
  return [...shown, text.slice(from)].join("");
}

/** Every row of so many letters of the secret in each of its forms; of a short one, the whole. */
function partsOf(secret: string): ReadonlySet<string> {
  const rows = formsOf(secret)
    .map(lettersAndDigits)
    .filter((row) => row !== "");
  const size = Math.min(PART, ...rows.map((row) => row.length));
  return new Set(
    rows.flatMap((row) => Array.from({ length: row.length - size + 1 }, (_, at) => row.slice(at, at + size))),
  );
}

function formsOf(secret: string): string[] {
  const bytes = encodeUtf8(secret.toWellFormed());
  // In base64, three characters in a row look differently by the place where they begin; what stands before or behind shares the ends.
  const packed = [0, 1, 2].map((before) => {
    const whole = encodeBase64(concatBytes(new Uint8Array(before), bytes)).replace(/=/g, "");
    return whole.slice(before === 0 ? 0 : before + 1, (before + bytes.length) % 3 === 0 ? whole.length : -1);
  });
  return [secret, encodeHex(bytes), ...packed];
}

function lettersAndDigits(text: string): string {
  return text.replace(/[^a-z0-9]/gi, "").toLowerCase();
}

function lettersOf(text: string): Letter[] {
  const letters: Letter[] = [];
  for (let at = 0; at < text.length; ) {
    const { character, end } = characterAt(text, at);
    if (/^[a-z0-9]$/i.test(character)) letters.push({ letter: character.toLowerCase(), start: at, end });
    at = end;
  }
  return letters;
}

function characterAt(text: string, at: number): { character: string; end: number } {
  WRITTEN_OUT.lastIndex = at;
  const [whole, ...digits] = WRITTEN_OUT.exec(text) ?? [];
  if (whole === undefined) return { character: text[at] ?? "", end: at + 1 };
  const code = Number.parseInt(digits.find((one) => one !== undefined) ?? "0", 16);
  return { character: String.fromCharCode(code & 0xffff), end: at + whole.length };
}
