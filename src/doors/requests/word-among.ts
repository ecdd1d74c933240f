import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

/** The word of a list that an option gave; the list stands in the description of the option. Fault: `usage`. */
export function wordAmong<W extends string>(text: string | undefined, words: readonly W[], spelling: string): W {
  const found = words.find((one) => one === text);
  if (found !== undefined) return found;
  throw new Fault("usage", `${spelling} is ${printable(text ?? "")}`, { hint: `use one of ${words.join(", ")}` });
}
