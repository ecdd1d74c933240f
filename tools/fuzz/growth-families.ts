/** A way to make an input of about so many bytes. */
export interface GrowthFamily {
  readonly name: string;
  make(seed: Uint8Array, bytes: number): Uint8Array;
}

/** Those that leave an input what it was, only more of it. */
export const SOUND_FORMS: readonly string[] = [
  "the whole again and again",
  "each line many times",
  "lists and objects many times longer",
];

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** Forms in which inputs of readers grow: by one character, by repetition of lines, by depth, and by many of what is there. */
export const FAMILIES: readonly GrowthFamily[] = [
  ...[
    " ",
    "\n",
    "\r",
    "/",
    "#",
    ":",
    "@",
    "-",
    '"',
    "'",
    "(",
    "[",
    "{",
    "}",
    ",",
    "<",
    "&",
    "?",
    "=",
    "\\",
    ".",
    "%",
  ].map(
    (character): GrowthFamily => ({
      name: `a run of ${JSON.stringify(character)} in the middle`,
      make(seed, bytes) {
        const whole = text(seed);
        const at = Math.floor(whole.length / 2);
        return Buffer.from(whole.slice(0, at) + character.repeat(bytes) + whole.slice(at));
      },
    }),
  ),
  ...[
    '"" ',
    "- ",
    "? ",
    ": ",
    "&a ",
    "*a ",
    "!a ",
    "a\n",
    "a: b\n",
    "a,",
    "/a",
    "a=b&",
    "&#97;",
    "\\u0061",
    "# a\n",
    "1.",
    "a ",
  ].map(
    (word): GrowthFamily => ({
      name: `${JSON.stringify(word)} again and again in the middle`,
      make(seed, bytes) {
        const whole = text(seed);
        const at = Math.floor(whole.length / 2);
        return Buffer.from(whole.slice(0, at) + word.repeat(Math.ceil(bytes / word.length)) + whole.slice(at));
      },
    }),
  ),
  {
    name: "the whole again and again",
    make: (seed, bytes) =>
      Buffer.concat(Array.from({ length: Math.ceil(bytes / Math.max(1, seed.length)) }, () => seed)),
  },
  {
    name: "each line many times",
    make(seed, bytes) {
      const lines = text(seed).split("\n");
      const times = Math.ceil(bytes / Math.max(1, seed.length));
      return Buffer.from(lines.flatMap((line) => Array.from({ length: times }, () => line)).join("\n"));
    },
  },
  {
    name: "lists and objects many times longer",
    make(seed, bytes) {
      const times = Math.ceil(bytes / Math.max(1, seed.length));
      try {
        return Buffer.from(JSON.stringify(longer(JSON.parse(text(seed)), times)));
      } catch {
        return seed;
      }
    },
  },
  {
    name: "deep",
    make: (_seed, bytes) => Buffer.from(`${"[".repeat(bytes / 2)}${"]".repeat(bytes / 2)}`),
  },
];

/** Members of the lists and objects at the top and one below it, again under other keys. */
function longer(value: unknown, times: number, depth = 0): unknown {
  if (depth > 1 || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return Array.from({ length: depth === 1 ? times : 1 }, () => value).flat();
  const entries = Object.entries(value).map(([key, item]) => [key, longer(item, times, depth + 1)] as const);
  if (depth === 0) return Object.fromEntries(entries);
  return Object.fromEntries(
    Array.from({ length: times }, (_, n) => entries.map(([key, item]) => [n === 0 ? key : `${key}${n}`, item])).flat(),
  );
}
