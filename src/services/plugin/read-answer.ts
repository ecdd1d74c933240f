import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { printable } from "../../kernel/printable.ts";

/**
 * Reads what a plugin answered. `plugin-malformed` names the field and nothing of the answer: what a plugin writes may hold what it was
 * given to open its key.
 */
export function readPluginAnswer<S extends v.GenericSchema>(
  schema: S,
  bytes: Uint8Array,
  { plugin, call }: { readonly plugin: string; readonly call: string },
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, jsonOf(bytes, plugin, call));
  if (parsed.success) return parsed.output;
  const field = printable(v.getDotPath(parsed.issues[0]) ?? "the whole", 80);
  throw malformed(plugin, call, `JSON of another shape (${field})`);
}

function jsonOf(bytes: Uint8Array, plugin: string, call: string): unknown {
  try {
    return parseJsonObject(bytes, { maxBytes: MAX_BYTES, what: "the answer" });
  } catch (error) {
    if (error instanceof Fault) throw malformed(plugin, call, "something that is not JSON");
    throw error;
  }
}

const MAX_BYTES = 1024 * 1024;

function malformed(plugin: string, call: string, what: string): Fault {
  return new Fault("plugin-malformed", `${printable(plugin)} answered ${call} with ${what}`);
}
