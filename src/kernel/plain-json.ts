export interface PlainJsonLimits {
  /** Nesting of arrays and objects. */
  readonly maxDepth: number;
  /** Values of all kinds. */
  readonly maxValues: number;
}

/** Characters; the text is written once more to compare, and memory is bounded so. */
const MAX_CHARACTERS = 4 << 20;

/** What the platform reads, and we read otherwise or not at all: escapes of code points, and keys that mean something to objects. */
const PECULIAR = /\\u|__proto__|constructor|prototype/;

/**
 * The value of a text that the platform writes again character by character, compact or indented by two, with or without a line
 * feed at its end. Then no key stands in it twice, for the first would be gone; no number lost anything, for it would look
 * otherwise; and `parseJson` reads the same. Undefined for every other text, which is nothing against it. The platform reads many
 * times faster than we can, the first time above all.
 */
export function parsePlainJson(text: string, { maxDepth, maxValues }: PlainJsonLimits): unknown {
  if (text.length > MAX_CHARACTERS || PECULIAR.test(text)) return undefined;
  const value = parsed(text);
  if (value === undefined || !isKept(value, maxDepth, { values: maxValues })) return undefined;
  const body = text.endsWith("\n") ? text.slice(0, -1) : text;
  return JSON.stringify(value, undefined, body[1] === "\n" ? 2 : 0) === body ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Within the limits, and every integer one that a double holds. Only what has members is a call of its own: most values have none. */
function isKept(value: unknown, depth: number, left: { values: number }): boolean {
  left.values -= 1;
  if (left.values < 0) return false;
  if (typeof value === "number") return !Number.isInteger(value) || Number.isSafeInteger(value);
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  for (const member of Object.values(value)) {
    if (typeof member === "string") left.values -= 1;
    else if (!isKept(member, depth - 1, left)) return false;
  }
  return left.values >= 0;
}
