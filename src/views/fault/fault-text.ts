import { type Spelling, spelled } from "../../kernel/advice.ts";
import type { Fault } from "../../kernel/fault.ts";
import { visible } from "../visible.ts";

/**
 * A fault for people: one sentence, and the fix below it.
 *
 *     error: there is no file "dist/tool"
 *     hint: check the path
 */
export function faultText(fault: Fault, spelling?: Spelling): string {
  return `error: ${annotationText(fault, spelling)}`;
}

/** The same for a runner, which puts "Error:" before it. */
export function annotationText(fault: Fault, spelling?: Spelling): string {
  const message = visible(fault.message);
  return fault.hint === undefined
    ? message
    : `${message}\nhint: ${spelled(fault.hint, spelling).split("\n").map(visible).join("\n      ")}`;
}
