import type { ByteSource } from "../../../kernel/byte-source.ts";
import { readAt } from "../../../kernel/read-at.ts";
import { readExecutables } from "./read-executables.ts";

const UPX_SEARCH_BYTES = 4096;

/** Says why nothing could be read of a program: packed by UPX, stripped, damaged, or simply without build information. */
export async function describeProgram(source: ByteSource, head: Uint8Array): Promise<string> {
  const start = Buffer.from(await readAt(source, 0, UPX_SEARCH_BYTES)).toString("latin1");
  if (/UPX[!0]/.test(start)) return "a program packed by UPX, which hides what it is made of";
  const executables = await readExecutables(source, head);
  if (executables.length === 0) return "a program whose headers are damaged";
  const stripped = executables.some(
    ({ kind, sections }) => kind === "elf" && !sections.some(({ name }) => name === ".symtab"),
  );
  return stripped ? "a stripped program without build information" : "a program without build information";
}
