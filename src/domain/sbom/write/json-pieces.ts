import { Fault } from "../../../kernel/fault.ts";
import { harmlessJson } from "../../../kernel/json-text.ts";

/** A list whose items are made while they are written, so that those of a large release are never held together. */
export class Items {
  readonly make: () => Iterable<unknown>;

  constructor(make: () => Iterable<unknown>) {
    this.make = make;
  }
}

type JsonMembers = Readonly<Record<string, unknown>>;

/**
 * The text that `harmlessJson` makes of `JSON.stringify(object, null, indent)`, in pieces; `Items` may stand for the value of a key,
 * of the object and of objects among items.
 */
export function* jsonPieces(object: JsonMembers, indent: 0 | 2 = 2, depth = 0): Generator<string> {
  const space = indent === 0 ? { line: "", colon: ":" } : { line: "\n", colon: ": " };
  const pad = (level: number) => space.line + " ".repeat((depth + level) * indent);
  const textOf = (value: unknown, level: number) => {
    const text = harmlessJson(JSON.stringify(value, null, indent));
    return indent === 0 ? text : text.replaceAll("\n", pad(level));
  };
  let before = "{";
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    yield `${before}${pad(1)}${JSON.stringify(key)}${space.colon}`;
    before = ",";
    if (!(value instanceof Items)) {
      yield textOf(value, 1);
      continue;
    }
    let open = "[";
    for (const item of value.make()) {
      if (holdsItems(item)) {
        yield `${open}${pad(2)}`;
        yield* jsonPieces(item, indent, depth + 2);
      } else yield `${open}${pad(2)}${textOf(item, 2)}`;
      open = ",";
    }
    yield open === "[" ? "[]" : `${pad(1)}]`;
  }
  yield `${pad(0)}}`;
}

function holdsItems(value: unknown): value is JsonMembers {
  return typeof value === "object" && value !== null && Object.values(value).some((one) => one instanceof Items);
}

/** A text in pieces, the same ones whenever it is asked for, so that one as large as the SBOM of a large release is never held whole. */
export type Pieces = () => Iterable<string>;

/** The UTF-8 bytes of a text that comes in pieces: they are counted first, so that it stands in memory once. Fault: `utf8-malformed`. */
export function encodePieces(pieces: Pieces): Uint8Array {
  const bytes = new Uint8Array(countBytes(pieces));
  const encoder = new TextEncoder();
  let at = 0;
  for (const piece of pieces()) at += encoder.encodeInto(piece, bytes.subarray(at)).written;
  return bytes;
}

/** As many bytes as the text has in UTF-8. Fault: `utf8-malformed`. */
function countBytes(pieces: Pieces): number {
  let length = 0;
  for (const piece of pieces()) {
    if (!piece.isWellFormed()) throw new Fault("utf8-malformed", "the text holds a lone surrogate");
    length += Buffer.byteLength(piece);
  }
  return length;
}

const PIECE_CHARACTERS = 1 << 16;

/** The same text in pieces of some 64 KiB, once all of it is known to be well-formed. Fault: `utf8-malformed`. */
export function* largePieces(pieces: Pieces): Generator<string> {
  countBytes(pieces);
  let waiting: string[] = [];
  let length = 0;
  for (const piece of pieces()) {
    waiting.push(piece);
    length += piece.length;
    if (length < PIECE_CHARACTERS) continue;
    yield waiting.join("");
    waiting = [];
    length = 0;
  }
  yield waiting.join("");
}
