import { encodeUtf8 } from "../../../kernel/utf8.ts";

/** A list whose items are made while they are written, so that those of a large release are never held together. */
export class Items {
  readonly make: () => Iterable<unknown>;

  constructor(make: () => Iterable<unknown>) {
    this.make = make;
  }
}

/** The text that `JSON.stringify(object, null, indent)` gives, in pieces; `Items` may stand for the value of a key. */
export function* jsonPieces(object: Readonly<Record<string, unknown>>, indent: 0 | 2 = 2): Generator<string> {
  const space = indent === 0 ? { line: "", colon: ":" } : { line: "\n", colon: ": " };
  const pad = (depth: number) => space.line + " ".repeat(depth * indent);
  const textOf = (value: unknown, depth: number) => {
    const text = JSON.stringify(value, null, indent);
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

const CHUNK_CHARACTERS = 1 << 18;

/** The UTF-8 bytes of a text that comes in pieces. Fault: `utf8-malformed`. */
export function encodePieces(pieces: Iterable<string>): Uint8Array {
  const chunks: Uint8Array[] = [];
  let text = "";
  for (const piece of pieces) {
    text += piece;
    if (text.length < CHUNK_CHARACTERS) continue;
    chunks.push(encodeUtf8(text));
    text = "";
  }
  chunks.push(encodeUtf8(text));
  return new Uint8Array(Buffer.concat(chunks));
}
