import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";
import { type Spelling, spelled } from "../../kernel/advice.ts";
import type { Fault } from "../../kernel/fault.ts";
import { FAULT_CODES } from "../../kernel/fault-codes.ts";

/** What `--json` prints if a command could not do its work. */
export const faultSchema = () =>
  v.strictObject({
    schema: v.literal(schemaId("fault")),
    code: v.string(),
    message: v.string(),
    hint: v.nullable(v.string()),
    exitCode: v.picklist([1, 2, 3, 4]),
  });

export type FaultJson = v.InferOutput<ReturnType<typeof faultSchema>>;

export function faultJson(fault: Fault, spelling?: Spelling): FaultJson {
  return {
    schema: schemaId("fault"),
    code: fault.code,
    message: fault.message,
    hint: fault.hint === undefined ? null : spelled(fault.hint, spelling),
    exitCode: FAULT_CODES[fault.code].exit,
  };
}
