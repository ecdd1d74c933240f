import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const orNull = <S extends v.GenericSchema>(schema: S) => v.nullable(schema);

/** What `capsule log --json` and `capsule erase --json` print. */
export const logSchema = v.strictObject({
  schema: v.literal(schemaId("log")),
  action: v.picklist(["key", "init", "append", "head", "verify", "compare", "cosign", "export", "erase"]),
  /** Name of the log. */
  origin: v.string(),
  /** Leaves under its head; null for a key. */
  size: orNull(count),
  /** Hex of the head's root hash. */
  root: orNull(v.string()),
  /** When the head was signed or cosigned, as far as somebody trusted says so. */
  headTime: orNull(v.string()),
  witnesses: count,
  stale: v.boolean(),
  /** Of `append` and `erase`: where each leaf is. */
  indices: v.array(count),
  /** Of `verify`: statements by what is known of them. */
  statements: orNull(v.strictObject({ said: count, refused: count, absent: count, erased: count })),
  /** Of `compare`. */
  relation: orNull(v.picklist(["same", "first-longer", "second-longer", "forked"])),
  /** Of `verify` with the evidence of a fork: that it holds. */
  fork: v.boolean(),
  /** Of `key`: what readers are given. */
  key: orNull(v.string()),
  /** What was written. */
  file: orNull(v.string()),
});

export type ShownLog = Omit<v.InferOutput<typeof logSchema>, "schema">;

/** Nothing but what every action has. */
export function shownLog(shown: Pick<ShownLog, "action" | "origin"> & Partial<ShownLog>): ShownLog {
  return {
    ...{ size: null, root: null, headTime: null, witnesses: 0, stale: false, indices: [], statements: null },
    ...{ relation: null, fork: false, key: null, file: null },
    ...shown,
  };
}

export function logJson(shown: ShownLog): v.InferOutput<typeof logSchema> {
  return { schema: schemaId("log"), ...shown };
}
