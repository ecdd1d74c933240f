import * as v from "valibot";
import { decodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import type { FaultCode } from "../../kernel/fault-codes.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { printable } from "../../kernel/printable.ts";

/**
 * Building blocks for documents in the JSON form of protocol buffers (https://protobuf.dev/programming-guides/json/):
 * bytes are base64 (here: canonical base64 only), 64-bit numbers are decimal texts or numbers, null means absent.
 */
export const bytesField = v.pipe(v.string(), v.transform(decodeBase64));

export const nonEmptyBytesField = v.pipe(
  bytesField,
  v.check((bytes) => bytes.length > 0, "empty"),
);

const MAX_INT64 = 2n ** 63n - 1n;

/** A 64-bit integer that is not negative; absent means 0. */
export const countField = v.pipe(
  v.nullish(v.union([v.string(), v.number()]), 0),
  v.transform((value) => (/^(0|[1-9][0-9]{0,18})$/.test(String(value)) ? BigInt(value) : -1n)),
  v.check((value) => value >= 0n && value <= MAX_INT64, "no integer from 0 to 2^63-1"),
);

/** RFC 3339, UTC, to whole seconds or finer; what is finer than a millisecond is cut. */
export const timeField = v.pipe(
  v.string(),
  v.regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$/),
  v.transform((text) => new Date(text)),
  v.check((date) => !Number.isNaN(date.getTime()), "no time"),
);

/** An optional field, absent or null. */
export function optionalField<S extends v.GenericSchema>(schema: S) {
  return v.nullish(schema);
}

/** Applies a schema; the fault names the first field that is wrong, never its content. */
export function parseDocument<S extends v.GenericSchema>(
  schema: S,
  document: JsonObject,
  naming: { readonly code: FaultCode; readonly what: string },
): v.InferOutput<S> {
  const result = v.safeParse(schema, document, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  const path = v.getDotPath(issue);
  const where = path === null ? "" : `: ${printable(path, 120)}`;
  const problem = issue.expected === "never" ? "unknown field" : issue.received === "undefined" ? "missing" : "wrong";
  throw new Fault(naming.code, `${naming.what} is malformed${where} is ${problem}`);
}
