import type { Fault } from "../kernel/fault.ts";
import { visible } from "./visible.ts";

/**
 * A fault for people: one sentence, and the fix below it.
 *
 *     error: there is no file "dist/tool"
 *     hint: check the path
 */
export function faultText(fault: Fault): string {
  return `error: ${annotationText(fault)}`;
}

/** The same for a runner, which puts "Error:" before it. */
export function annotationText(fault: Fault): string {
  const message = visible(fault.message);
  return fault.hint === undefined
    ? message
    : `${message}\nhint: ${fault.hint.split("\n").map(visible).join("\n      ")}`;
}
