import { MAX_SOURCE_BYTES } from "../../../kernel/documents/source-limits.ts";
import { Fault, type Position } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../model/catalogue.ts";
import type { Part } from "../model/part.ts";

/** What a lockfile says. Fault: `sbom-source-malformed`, which names the file and, where it is known, the line. */
export function readDocument(format: DocumentFormat, document: SourceDocument): Part {
  try {
    const most = format.maxBytes ?? MAX_SOURCE_BYTES;
    if (document.bytes.length > most) {
      throw new Fault("sbom-source-malformed", `the file has more than ${most >> 20} MiB`);
    }
    return format.read(document);
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const at = positionIn(document.bytes, cause);
    const problem = `${printable(document.path)} (${format.id}): ${cause.problem}`;
    throw new Fault("sbom-source-malformed", problem, { cause, ...(at && { at }) });
  }
}

/** People look for lines. */
function positionIn(bytes: Uint8Array, { at }: Fault): Position | undefined {
  if (at === undefined || "line" in at) return at;
  return { line: "offset" in at ? lineOf(bytes, at.offset) : lineOfTable(bytes, at.item) };
}

function lineOf(bytes: Uint8Array, character: number): number {
  const before = new TextDecoder().decode(bytes).slice(0, character);
  return before.split("\n").length;
}

/** The line of the table in a TOML lockfile that is the `number`th package, from 1 on. */
function lineOfTable(bytes: Uint8Array, number: number): number {
  let seen = 0;
  const lines = new TextDecoder().decode(bytes).split("\n");
  return lines.findIndex((line) => isPackage(line) && ++seen === number) + 1;
}

function isPackage(line: string): boolean {
  return /^\s*\[\[\s*package\s*\]\]/.test(line);
}
