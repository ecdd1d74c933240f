import { Fault } from "../../../kernel/fault.ts";
import { harmlessJson } from "../../../kernel/json-text.ts";

/** A list whose items are made while they are written, so that those of a large release are never held together. */
export class Items {
  readonly make: () => Iterable<unknown>;

  constructor(make: () => Iterable<unknown>) {
    this.make = make;
  }
}

/** The text that `harmlessJson` makes of `JSON.stringify(object, null, indent)`, in pieces; `Items` may stand for the value of a key. */
export function* jsonPieces(object: Readonly<Record<string, unknown>>, indent: 0 | 2 = 2): Generator<string> {
  const space = indent === 0 ? { line: "", colon: ":" } : { line: "\n", colon: ": " };
  const pad = (depth: number) => space.line + " ".repeat(depth * indent);
  const textOf = (value: unknown, depth: number) => {
    const text = harmlessJson(JSON.stringify(value, null, indent));
    return indent === 0 ? text : text.replaceAll("\n", pad(depth));
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
      yield `${open}${pad(2)}${textOf(item, 2)}`;
      open = ",";
    }
    yield open === "[" ? "[]" : `${pad(1)}]`;
  }
  yield `${space.line}}`;
}

/**
 * The UTF-8 bytes of a text that comes in pieces, and in the same ones when it is asked for again: they are counted first, so that
 * a large text stands in memory once. Fault: `utf8-malformed`.
 */
export function encodePieces(pieces: () => Iterable<string>): Uint8Array {
  let length = 0;
  for (const piece of pieces()) {
    if (!piece.isWellFormed()) throw new Fault("utf8-malformed", "the text holds a lone surrogate");
    length += Buffer.byteLength(piece);
  }
  const bytes = new Uint8Array(length);
  const encoder = new TextEncoder();
  let at = 0;
  for (const piece of pieces()) at += encoder.encodeInto(piece, bytes.subarray(at)).written;
  return bytes;
}
