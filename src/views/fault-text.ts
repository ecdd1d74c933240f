import type { Fault } from "../kernel/fault.ts";
import { visible } from "./visible.ts";

/**
 * A fault for people: one sentence, and the fix below it.
 *
 *     error: there is no file "dist/tool"
 *     hint: check the path
 */
export function faultText(fault: Fault): string {
  const message = `error: ${visible(fault.message)}`;
  return fault.hint === undefined
    ? message
    : `${message}\nhint: ${fault.hint.split("\n").map(visible).join("\n      ")}`;
}
