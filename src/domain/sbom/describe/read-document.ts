import { MAX_SOURCE_BYTES } from "../../../kernel/documents/source-limits.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import { decodeUtf8 } from "../../../kernel/utf8.ts";
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
    const message = cause.message
      .replace(/at character (\d+)/, (_, at) => `at line ${lineOf(document.bytes, Number(at))}`)
      .replace(/ in package (\d+)$/, (said, number) => `${said} at line ${lineOfTable(document.bytes, Number(number))}`)
      .replace(/is not valid UTF-8$/, (said) => `${said} at line ${lineOfBrokenText(document.bytes)}`);
    throw new Fault("sbom-source-malformed", `${printable(document.path)} (${format.id}): ${message}`, { cause });
  }
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

/** No character of UTF-8 holds the byte of a line end, so each line is valid or not by itself. */
function lineOfBrokenText(bytes: Uint8Array): number {
  for (let line = 1, start = 0; ; line++) {
    const end = bytes.indexOf(0x0a, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    decodeUtf8(bytes);
    return true;
  } catch {
    return false;
  }
}
