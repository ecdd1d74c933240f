import { type Document, isMap, isScalar, LineCounter, parseAllDocuments, visit } from "yaml";
import { Fault } from "../fault.ts";
import type { JsonObject, JsonValue } from "../json.ts";
import { isJsonObject } from "../json-object.ts";
import { printable } from "../printable.ts";
import { MAX_COSTLY_SOURCE_BYTES } from "./source-limits.ts";
import { sourceText } from "./source-text.ts";

const MAX_ALIASES = 100;

/**
 * The maps that the documents of a YAML lockfile hold. Every scalar is text, as written: a version `1.10` or a commit
 * `12e34567` is no number. Fault: `sbom-source-malformed`, with the line; for duplicate keys and many aliases too.
 */
export function readSourceYaml(bytes: Uint8Array): JsonObject[] {
  if (bytes.length > MAX_COSTLY_SOURCE_BYTES) throw malformed(`is larger than ${MAX_COSTLY_SOURCE_BYTES} bytes`);
  const text = sourceText(bytes);
  const lineCounter = new LineCounter();
  // The library's own look for duplicate keys takes the square of their number.
  const options = { schema: "failsafe", uniqueKeys: false, logLevel: "silent", lineCounter } as const;
  try {
    const documents = parseAllDocuments(text, options);
    return (Array.isArray(documents) ? documents : []).flatMap((document) => readOne(document, lineCounter));
  } catch (cause) {
    throw cause instanceof Fault ? cause : malformed("is not YAML that can be read", cause);
  }
}

function readOne(document: Document.Parsed, lines: LineCounter): JsonObject[] {
  const [error] = document.errors;
  if (error !== undefined) throw malformed(`is not YAML at line ${lines.linePos(error.pos[0]).line}`, error);
  refuseDuplicates(document, lines);
  const value = document.toJS({ maxAliasCount: MAX_ALIASES }) as JsonValue;
  if (value === null || value === "") return [];
  if (!isJsonObject(value)) throw malformed("is not a map");
  return [value];
}

function refuseDuplicates(document: Document.Parsed, lines: LineCounter): void {
  visit(document, (_key, node) => {
    if (!isMap(node)) return;
    const keys = new Set<unknown>();
    for (const { key } of node.items) {
      if (!isScalar(key)) throw malformed("has a key that is no text");
      if (keys.has(key.value)) {
        const { line } = lines.linePos(key.range?.[0] ?? 0);
        throw malformed(`has the key ${printable(String(key.value), 80)} a second time at line ${line}`);
      }
      keys.add(key.value);
    }
  });
}

function malformed(problem: string, cause?: unknown): Fault {
  return new Fault("sbom-source-malformed", `the file ${problem}`, { cause });
}
