import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

/** Reads `name@version`. Fault: `usage`. */
export function parseRelease(text: string): { readonly name: string; readonly version: string } {
  const found = /^([^@]+)@([^@]+)$/.exec(text);
  if (found?.[1] === undefined || found[2] === undefined) {
    throw new Fault("usage", `${printable(text)} is not the name and version of a release`, {
      hint: "write it as name@version",
    });
  }
  return { name: found[1], version: found[2] };
}
