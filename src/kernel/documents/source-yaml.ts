import { type Document, isMap, isScalar, LineCounter, parseAllDocuments, visit } from "yaml";
import { Fault, type Position } from "../fault.ts";
import type { FaultCode } from "../fault-codes.ts";
import type { JsonObject, JsonValue } from "../json.ts";
import { isJsonObject } from "../json-object.ts";
import { printable } from "../printable.ts";
import { limitMarks } from "./count-marks.ts";
import { MAX_COSTLY_SOURCE_BYTES, YAML_MARKS } from "./source-limits.ts";
import { sourceText } from "./source-text.ts";

const MAX_ALIASES = 100;

/** What a document is called in messages, and the code of its faults. */
export interface DocumentName {
  readonly what: string;
  readonly code: FaultCode;
  readonly hint?: string;
}

const LOCKFILE: DocumentName = { what: "the file", code: "sbom-source-malformed" };

type Malformed = (problem: string, options?: { cause?: unknown; at?: Position }) => Fault;

/**
 * The maps that the documents of a YAML file hold. Every scalar is text, as written: a version `1.10` or a commit
 * `12e34567` is not a number. Fault: that of `name`, with the line; for duplicate keys and many aliases too.
 */
export function readSourceYaml(bytes: Uint8Array, name: DocumentName = LOCKFILE): JsonObject[] {
  const { what, code, hint } = name;
  const malformed: Malformed = (problem, options) =>
    new Fault(code, `${what} ${problem}`, { ...options, ...(hint && { hint }) });
  if (bytes.length > MAX_COSTLY_SOURCE_BYTES) {
    const limit = name === LOCKFILE ? "sbom-limit" : code;
    throw new Fault(
      limit,
      `${what} is larger than ${MAX_COSTLY_SOURCE_BYTES} bytes`,
      hint === undefined ? {} : { hint },
    );
  }
  limitMarks(bytes, YAML_MARKS);
  const text = sourceText(bytes);
  if (!text.isWellFormed()) throw malformed("is not well-formed text");
  const lineCounter = new LineCounter();
  // The library's own look for duplicate keys takes the square of their number.
  const options = { schema: "failsafe", uniqueKeys: false, logLevel: "silent", lineCounter } as const;
  try {
    const documents = parseAllDocuments(text, options);
    const read = (document: Document.Parsed) => readOne(document, lineCounter, malformed);
    return (Array.isArray(documents) ? documents : []).flatMap(read);
  } catch (cause) {
    throw cause instanceof Fault ? cause : malformed("is not YAML that can be read", { cause });
  }
}

function readOne(document: Document.Parsed, lines: LineCounter, malformed: Malformed): JsonObject[] {
  const [error] = document.errors;
  if (error !== undefined) {
    throw malformed("is not YAML", { cause: error, at: { line: lines.linePos(error.pos[0]).line } });
  }
  refuseDuplicates(document, lines, malformed);
  const value = document.toJS({ maxAliasCount: MAX_ALIASES }) as JsonValue;
  if (value === null || value === "") return [];
  if (!isJsonObject(value)) throw malformed("is not a map");
  return [value];
}

function refuseDuplicates(document: Document.Parsed, lines: LineCounter, malformed: Malformed): void {
  visit(document, (_key, node) => {
    if (!isMap(node)) return;
    const keys = new Set<unknown>();
    for (const { key } of node.items) {
      if (!isScalar(key)) throw malformed("has a key that is not text");
      if (keys.has(key.value)) {
        const { line } = lines.linePos(key.range?.[0] ?? 0);
        throw malformed(`has the key ${printable(String(key.value), 80)} a second time`, { at: { line } });
      }
      keys.add(key.value);
    }
  });
}
