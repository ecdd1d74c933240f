import { decodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import type { FaultCode } from "../../kernel/fault-codes.ts";
import type { JsonObject, JsonValue } from "../../kernel/json.ts";
import { isJsonObject } from "../../kernel/json-object.ts";
import { printable } from "../../kernel/printable.ts";

/**
 * Building blocks for documents in the JSON form of protocol buffers (https://protobuf.dev/programming-guides/json/):
 * bytes are base64 (here: canonical base64 only), 64-bit numbers are decimal texts or numbers, null means absent. They are
 * functions and nothing more: a bundle is read once in most processes, and a schema library takes several times as long to begin.
 */
export type Reader<T> = (value: JsonValue | undefined, at: DocumentPlace) => T;

/** What a reader makes of a value. */
export type ReadBy<R> = R extends Reader<infer T> ? T : never;

interface DocumentNaming {
  readonly code: FaultCode;
  readonly what: string;
}

/** Where in a document is read. The fault names the first field that is wrong, never its content. */
class DocumentPlace {
  private readonly path: string[] = [];
  private readonly naming: DocumentNaming;

  constructor(naming: DocumentNaming) {
    this.naming = naming;
  }

  read<T>(name: string, value: JsonValue | undefined, reader: Reader<T>): T {
    this.path.push(name);
    const read = reader(value, this);
    this.path.pop();
    return read;
  }

  wrong(value: JsonValue | undefined): Fault {
    return this.fault(value === undefined ? "missing" : "wrong");
  }

  unknown(name: string): Fault {
    this.path.push(name);
    return this.fault("unknown field");
  }

  private fault(problem: string): Fault {
    const { code, what } = this.naming;
    const where = this.path.length === 0 ? "" : `: ${printable(this.path.join("."), 120)}`;
    return new Fault(code, `${what} is malformed${where} is ${problem}`);
  }
}

/** What `reader` makes of a document. Fault: the one of the naming, and those of `decodeBase64`. */
export function parseDocument<T>(reader: Reader<T>, document: JsonObject, naming: DocumentNaming): T {
  return reader(document, new DocumentPlace(naming));
}

export const textField: Reader<string> = (value, at) => {
  if (typeof value !== "string") throw at.wrong(value);
  return value;
};

export const bytesField: Reader<Uint8Array> = (value, at) => decodeBase64(textField(value, at));

export const nonEmptyBytesField: Reader<Uint8Array> = (value, at) => {
  const bytes = bytesField(value, at);
  if (bytes.length === 0) throw at.wrong(value);
  return bytes;
};

const MAX_INT64 = 2n ** 63n - 1n;

/** A 64-bit integer that is not negative; absent means 0. */
export const countField: Reader<bigint> = (value, at) => {
  const number = value ?? 0;
  const isText = typeof number === "string" || typeof number === "number";
  if (!isText || !/^(0|[1-9][0-9]{0,18})$/.test(String(number))) throw at.wrong(number);
  const count = BigInt(number);
  if (count > MAX_INT64) throw at.wrong(number);
  return count;
};

const RFC_3339 = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$/;

/** RFC 3339, UTC, to whole seconds or finer; what is finer than a millisecond is cut. */
export const timeField: Reader<Date> = (value, at) => {
  const date = new Date(RFC_3339.test(textField(value, at)) ? String(value) : Number.NaN);
  if (Number.isNaN(date.getTime())) throw at.wrong(value);
  return date;
};

/** A text of that many characters. */
export function textOf({ least = 0, most }: { readonly least?: number; readonly most: number }): Reader<string> {
  return (value, at) => {
    const text = textField(value, at);
    if (text.length < least || text.length > most) throw at.wrong(value);
    return text;
  };
}

/** One of these texts or numbers. */
export function oneOf<const T extends string | number>(...choices: readonly T[]): Reader<T> {
  return (value, at) => {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw at.wrong(value);
    return found;
  };
}

/** A field that may be absent, or null. */
export function optionalField<T>(reader: Reader<T>): Reader<T | undefined> {
  return (value, at) => (value === undefined || value === null ? undefined : reader(value, at));
}

/** A field that means `missing` if it is absent, or null. */
export function fieldOr<T, M extends T>(reader: Reader<T>, missing: M): Reader<T> {
  return (value, at) => (value === undefined || value === null ? missing : reader(value, at));
}

/** A list of so many members. */
export function listOf<T>(
  reader: Reader<T>,
  { least = 0, most = Number.POSITIVE_INFINITY }: { readonly least?: number; readonly most?: number } = {},
): Reader<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw at.wrong(value);
    const read = value.map((member: JsonValue, index) => at.read(String(index), member, reader));
    if (read.length < least || read.length > most) throw at.wrong(value);
    return read;
  };
}

type Fields = Readonly<Record<string, Reader<unknown>>>;
type FieldsRead<F extends Fields> = { readonly [K in keyof F]: ReadBy<F[K]> };

/** An object of these fields, and of no other. */
export function closedObject<F extends Fields>(fields: F): Reader<FieldsRead<F>> {
  const open = openObject(fields);
  return (value, at) => {
    const read = open(value, at);
    for (const name of Object.keys(value as JsonObject)) if (!Object.hasOwn(fields, name)) throw at.unknown(name);
    return read;
  };
}

/** An object of these fields; what else it has is not read. */
export function openObject<F extends Fields>(fields: F): Reader<FieldsRead<F>> {
  const named = Object.entries(fields);
  return (value, at) => {
    if (!isJsonObject(value)) throw at.wrong(value);
    const read: Record<string, unknown> = {};
    for (const [name, reader] of named) {
      read[name] = at.read(name, Object.hasOwn(value, name) ? value[name] : undefined, reader);
    }
    return read as FieldsRead<F>;
  };
}

/** An object whose fields somebody else reads. */
export const anyObject: Reader<JsonObject> = (value, at) => {
  if (!isJsonObject(value)) throw at.wrong(value);
  return value;
};
