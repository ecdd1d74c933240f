import { countMarks } from "../../../kernel/documents/count-marks.ts";
import { MAX_SOURCE_BYTES } from "../../../kernel/documents/source-limits.ts";
import { Fault, type Position } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../model/catalogue.ts";
import type { Part } from "../model/part.ts";
import { STEPS } from "../model/work-budget.ts";
import { readerFault } from "./reader-fault.ts";

/**
 * What a lockfile says. Fault: `sbom-source-malformed`, which names the file and, if it is known, the line; `sbom-limit` for what is
 * too large.
 */
export function readDocument(format: DocumentFormat, document: SourceDocument): Part {
  try {
    const most = format.maxBytes ?? MAX_SOURCE_BYTES;
    if (document.bytes.length > most) {
      throw new Fault("sbom-limit", `it has more than ${most >> 20} MiB, which is too large for a lockfile`);
    }
    countDocument(format, document);
    return format.read(document);
  } catch (error) {
    const cause = readerFault(error);
    const at = positionIn(document.bytes, cause);
    const problem = `${printable(document.path)} (${format.id}): ${cause.problem}`;
    const code = cause.code === "sbom-limit" ? cause.code : "sbom-source-malformed";
    throw new Fault(code, problem, { cause, ...(at && { at }) });
  }
}

/** What it takes to read a document, told by its size and by what it is made of. */
function countDocument({ notation }: DocumentFormat, { bytes, budget }: SourceDocument): void {
  const marks = countMarks(bytes);
  budget?.spend(
    STEPS.document + STEPS.documentByte * bytes.length + STEPS.mark[notation ?? "plain"] * marks,
    "reading its lockfiles and manifests",
  );
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
