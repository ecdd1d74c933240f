import { type Mutation, mutateOnce } from "./mutate.ts";
import { integer, pick, type Random } from "./random.ts";

/** What separates, quotes or ends something in formats of lines, and characters that are not what they seem. */
const TOKENS = [
  ...[
    ":",
    "=",
    "#",
    "@",
    "/",
    "\\",
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "&",
    "|",
    ">-",
    "- ",
    "? ",
    "&a ",
    "*a",
    "<<: *a",
    "!!binary ",
  ],
  ...[
    "\r",
    "\u2028",
    "\u0000",
    "\u202e",
    "\ud800",
    '"\\ud800"',
    "\ufeff",
    "%",
    "..",
    "~",
    "null",
    "true",
    "1e999",
    "-0",
    "<![CDATA[",
    "&amp;",
  ],
];

/** A line removed, doubled, moved, taken from elsewhere, indented anew, or changed at one place. */
export function mutateLines(bytes: Uint8Array, mutation: Mutation): Uint8Array {
  const { random, donor } = mutation;
  const text = Buffer.from(bytes).toString();
  const separator = text.includes("\n") || !text.includes("><") ? "\n" : "><";
  const lines = text.split(separator);
  const at = integer(random, lines.length);
  const line = lines[at] ?? "";
  const foreign = pick(random, Buffer.from(donor).toString().split(separator));
  const end = at + 1 + integer(random, 4);
  const changes: readonly (() => readonly string[])[] = [
    () => lines.toSpliced(at, 1),
    () => lines.toSpliced(at, 0, ...lines.slice(at, end)),
    () => lines.toSpliced(at, 0, ...Array.from({ length: pick(random, [3, 40, 400]) }, () => line)),
    () => lines.toSpliced(at, 0, foreign),
    () => lines.with(at, foreign),
    () => lines.with(at, pick(random, lines)),
    () => lines.with(at, `${" ".repeat(integer(random, 8))}${line.trimStart()}`),
    () => lines.with(at, inLine(line, random)),
    () => lines.with(at, inLine(line, random)),
    () => lines.with(at, inLine(line, random)),
    () => lines.with(at, inValue(line, mutation)),
    () => lines.toSpliced(at, end - at),
  ];
  return Buffer.from(pick(random, changes)().join(separator));
}

function inLine(line: string, random: Random): string {
  const start = integer(random, line.length + 1);
  const end = Math.min(line.length, start + integer(random, 6));
  const token = pick(random, TOKENS).repeat(pick(random, [1, 1, 1, 2, 500]));
  return `${line.slice(0, start)}${token}${line.slice(random() < 0.5 ? start : end)}`;
}

/** What stands behind a colon, an equals sign or a space as a value of its own: base64 and JSON are changed inside. */
function inValue(line: string, mutation: Mutation): string {
  const [, before = "", value = ""] = /^([^:= ]*[:= ]*)(.*)$/.exec(line) ?? [];
  return value === "" ? line : `${before}${Buffer.from(mutateOnce(Buffer.from(value), mutation)).toString()}`;
}
