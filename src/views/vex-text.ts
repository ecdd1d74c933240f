import { counted } from "../kernel/counted.ts";
import type { ShownVexRepository } from "./vex-json.ts";
import { visible } from "./visible.ts";

/** What was laid out, a line a file, and what was left out. */
export function vexText({ folder, files, statements, leftOut }: ShownVexRepository): string {
  return [
    `wrote ${counted(statements, "statement")} into ${visible(folder)}`,
    ...files.map((name) => `  ${visible(name)}`),
    ...leftOut.map(({ id, component }) => `left out: ${visible(id)} in ${visible(component)} does not hold today`),
    "",
  ].join("\n");
}
