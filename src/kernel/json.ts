import { Fault } from "./fault.ts";
import { MAX_JSON_BYTES, MAX_JSON_DEPTH } from "./limits.ts";
import { parsePlainJson } from "./plain-json.ts";
import { printable } from "./printable.ts";
import { decodeUtf8 } from "./utf8.ts";

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue };

export interface JsonOptions {
  /** Default `MAX_JSON_BYTES`. */
  readonly maxBytes?: number;
  /** Nesting of arrays and objects; default `MAX_JSON_DEPTH`. */
  readonly maxDepth?: number;
  /** Values of all kinds, each of which costs memory, however few bytes it has; without it the bytes bound them. */
  readonly maxValues?: number;
  /**
   * `refuse` (default): the keys `__proto__`, `constructor` and `prototype` are refused. `keep`: they are plain keys, and
   * objects have no prototype (for files of others, where a package may have such a name).
   */
  readonly prototypeKeys?: "refuse" | "keep";
  /** Names the document in messages, for example `trusted root`. */
  readonly what?: string;
}

/**
 * Parses exactly one JSON document (RFC 8259), more strictly than `JSON.parse`: UTF-8 without a byte order mark, no key
 * twice, no lone surrogate, no number that a double does not hold faithfully (integers beyond 2^53-1, overflow, -0).
 * `json-malformed`, or `json-too-large` for too many bytes or too deep nesting. Cases J01–J12.
 */
export function parseJson(bytes: Uint8Array, options: JsonOptions = {}): JsonValue {
  const what = options.what ?? "document";
  const maxBytes = options.maxBytes ?? MAX_JSON_BYTES;
  if (bytes.length > maxBytes) throw new Fault("json-too-large", `${what} is larger than ${maxBytes} bytes`);
  const text = decodeText(bytes, what);
  const limits = {
    maxDepth: options.maxDepth ?? MAX_JSON_DEPTH,
    maxValues: options.maxValues ?? Number.POSITIVE_INFINITY,
    keep: options.prototypeKeys === "keep",
  };
  const plain = limits.keep ? undefined : parsePlainJson(text, limits);
  return plain === undefined ? new JsonReader(text, { ...limits, what }).readDocument() : (plain as JsonValue);
}

function decodeText(bytes: Uint8Array, what: string): string {
  try {
    return decodeUtf8(bytes, what);
  } catch (cause) {
    const { problem, at } = cause as Fault;
    throw new Fault("json-malformed", problem, { cause, ...(at && { at }) });
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what a string must not hold, or holds as an escape
const UNUSUAL = /[\x00-\x1f\\]/;
/** Pieces of a string that are held apart: one escape of two characters costs as much memory as twenty. */
const MAX_PIECES = 4_096;
/** For a text of at most four characters. */
const HEX4 = /[0-9A-Fa-f]{4}/;
const PROTOTYPE_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** A recursive descent over the text; `at` is the next character. */
class JsonReader {
  private at = 0;
  private depth = 0;
  private values = 0;
  private readonly text: string;
  private readonly what: string;
  private readonly maxDepth: number;
  private readonly maxValues: number;
  private readonly keep: boolean;

  constructor(text: string, limits: { what: string; maxDepth: number; maxValues: number; keep: boolean }) {
    this.text = text;
    this.what = limits.what;
    this.maxDepth = limits.maxDepth;
    this.maxValues = limits.maxValues;
    this.keep = limits.keep;
  }

  readDocument(): JsonValue {
    if (this.text.charCodeAt(0) === 0xfeff) throw this.malformed("a byte order mark");
    this.skipSpace();
    const value = this.readValue();
    this.skipSpace();
    if (this.at < this.text.length) throw this.malformed("something after the document");
    return value;
  }

  private readValue(): JsonValue {
    if (++this.values > this.maxValues) {
      throw new Fault("json-too-large", `${this.what} holds more than ${this.maxValues} values`);
    }
    switch (this.text.charCodeAt(this.at)) {
      case QUOTE:
        return this.readString();
      case 0x7b /* { */:
        return this.readObject();
      case 0x5b /* [ */:
        return this.readArray();
      case 0x74 /* t */:
        return this.readWord("true", true);
      case 0x66 /* f */:
        return this.readWord("false", false);
      case 0x6e /* n */:
        return this.readWord("null", null);
      default:
        return this.readNumber();
    }
  }

  private readObject(): JsonObject {
    this.enter();
    const object: Record<string, JsonValue> = this.keep ? Object.create(null) : {};
    if (!this.closes(0x7d /* } */)) {
      do {
        this.skipSpace();
        const key = this.readKey(object);
        this.skipSpace();
        if (this.text.charCodeAt(this.at) !== COLON) throw this.malformed("no colon after a key");
        this.at++;
        this.skipSpace();
        object[key] = this.readValue();
      } while (this.continues(0x7d));
    }
    this.depth--;
    return object;
  }

  private readKey(object: object): string {
    const start = this.at;
    if (this.text.charCodeAt(start) !== QUOTE) throw this.malformed("no quoted key");
    const key = this.readString();
    if (!this.keep && PROTOTYPE_KEYS.has(key)) throw this.malformed(`the key ${printable(key)}`, start);
    if (Object.hasOwn(object, key)) throw this.malformed(`the key ${printable(key, 80)} a second time`, start);
    return key;
  }

  private readArray(): JsonValue[] {
    this.enter();
    const array: JsonValue[] = [];
    if (!this.closes(0x5d /* ] */)) {
      do {
        this.skipSpace();
        array.push(this.readValue());
      } while (this.continues(0x5d));
    }
    this.depth--;
    return array;
  }

  private enter(): void {
    if (++this.depth > this.maxDepth) {
      throw new Fault("json-too-large", `${this.what} is nested deeper than ${this.maxDepth} levels`);
    }
    this.at++;
  }

  /** True, and past it, if the array or object closes without a member. */
  private closes(end: number): boolean {
    this.skipSpace();
    if (this.text.charCodeAt(this.at) !== end) return false;
    this.at++;
    return true;
  }

  /** After a member: true past a comma, false past the end. */
  private continues(end: number): boolean {
    this.skipSpace();
    const code = this.text.charCodeAt(this.at);
    if (code !== COMMA && code !== end) throw this.malformed("neither a comma nor the end of the list");
    this.at++;
    return code === COMMA;
  }

  private readString(): string {
    const start = ++this.at;
    const end = this.text.indexOf('"', start);
    const plain = this.text.slice(start, end);
    // Most strings, and all long ones, are read in two looks; what is unusual, or has no end, letter by letter.
    if (end >= 0 && !UNUSUAL.test(plain)) {
      this.at = end + 1;
      return plain;
    }
    for (; ; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === QUOTE) return this.text.slice(start, this.at++);
      if (code === BACKSLASH) return this.readEscapedString(start);
      // A comparison with NaN is false: the end of the text is caught here as well.
      if (!(code >= 0x20)) throw this.malformed("an unfinished string or a control character in one");
    }
  }

  private readEscapedString(start: number): string {
    let before = "";
    let pieces: string[] = [];
    let from = start;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (!(code >= 0x20)) throw this.malformed("an unfinished string or a control character in one");
      if (code === QUOTE) break;
      if (code === BACKSLASH) {
        pieces.push(this.text.slice(from, this.at), this.readEscape());
        from = this.at;
        if (pieces.length >= MAX_PIECES) {
          before += pieces.join("");
          pieces = [];
        }
      } else this.at++;
    }
    pieces.push(this.text.slice(from, this.at++));
    const value = before + pieces.join("");
    if (!value.isWellFormed()) throw this.malformed("a lone surrogate", start);
    return value;
  }

  private readEscape(): string {
    const letter = this.text.charAt(this.at + 1);
    const short = ESCAPES.get(letter);
    if (short !== undefined) {
      this.at += 2;
      return short;
    }
    const digits = this.text.slice(this.at + 2, this.at + 6);
    if (letter !== "u" || !HEX4.test(digits)) throw this.malformed("an unknown escape");
    this.at += 6;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  private readNumber(): number {
    NUMBER.lastIndex = this.at;
    if (!NUMBER.test(this.text)) throw this.malformed("no value");
    const digits = this.text.slice(this.at, NUMBER.lastIndex);
    const value = Number(digits);
    const unsafe = Number.isInteger(value) && !Number.isSafeInteger(value);
    if (unsafe || !Number.isFinite(value) || Object.is(value, -0)) {
      throw this.malformed(`the number ${printable(digits, 40)}, which is not kept exactly`);
    }
    this.at = NUMBER.lastIndex;
    return value;
  }

  private readWord<T extends JsonValue>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) throw this.malformed("no value");
    this.at += word.length;
    return value;
  }

  private skipSpace(): void {
    for (; ; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    }
  }

  private malformed(problem: string, at = this.at): Fault {
    return new Fault("json-malformed", `${this.what} is not strict JSON: ${problem}`, { at: { offset: at } });
  }
}
