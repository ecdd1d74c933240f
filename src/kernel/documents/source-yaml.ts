import { Composer, type CST, type Document, isAlias, isScalar, Lexer, LineCounter, Parser, visit } from "yaml";
import { Fault, type Position } from "../fault.ts";
import type { FaultCode } from "../fault-codes.ts";
import type { JsonObject, JsonValue } from "../json.ts";
import { isJsonObject } from "../json-object.ts";
import { printable } from "../printable.ts";
import { limitMarks } from "./count-marks.ts";
import { MAX_COSTLY_SOURCE_BYTES, MAX_SOURCE_DEPTH, YAML_MARKS, YAML_WORDS } from "./source-limits.ts";
import { sourceText } from "./source-text.ts";
import { yamlProblem } from "./yaml-problem.ts";

const MAX_ALIASES = 100;
/** The library may look through the whole document for each alias, and again for each alias of what an alias stands for. */
const MAX_ALIAS_LOOKS = 10_000_000;

/** What a document is called in messages, and the code of its faults. */
export interface DocumentName {
  readonly what: string;
  readonly code: FaultCode;
  readonly hint?: string;
}

const LOCKFILE: DocumentName = { what: "the file", code: "sbom-source-malformed" };

/** How a document is refused. */
interface Refusals {
  malformed(problem: string, options?: { cause?: unknown; at?: Position }): Fault;
  tooMuch(problem: string): Fault;
}

function refusalsOf(name: DocumentName): Refusals {
  const { what, code, hint } = name;
  const told = hint === undefined ? {} : { hint };
  return {
    malformed: (problem, options) => new Fault(code, `${what} ${problem}`, { ...options, ...told }),
    tooMuch: (problem) => new Fault(name === LOCKFILE ? "sbom-limit" : code, `${what} ${problem}`, told),
  };
}

/**
 * The maps that the documents of a YAML file hold. Every scalar is text, as written: a version `1.10` or a commit
 * `12e34567` is not a number. Fault: that of `name`, with the line; for duplicate keys and many aliases too.
 */
export function readSourceYaml(bytes: Uint8Array, name: DocumentName = LOCKFILE): JsonObject[] {
  const refusals = refusalsOf(name);
  if (bytes.length > MAX_COSTLY_SOURCE_BYTES) {
    throw refusals.tooMuch(`is larger than ${MAX_COSTLY_SOURCE_BYTES} bytes`);
  }
  limitMarks(bytes, YAML_MARKS);
  const text = sourceText(bytes);
  if (!text.isWellFormed()) throw refusals.malformed("is not well-formed text");
  try {
    return [...documentsOf(text, refusals)];
  } catch (cause) {
    throw cause instanceof Fault ? cause : refusals.malformed(unread(cause), { cause });
  }
}

function unread(cause: unknown): string {
  const isAlias = cause instanceof ReferenceError && cause.message.startsWith("Unresolved alias");
  return isAlias
    ? "is not YAML: an alias stands for nothing, for no anchor before it has its name"
    : "is not YAML that can be read";
}

/**
 * The values of a text. The library makes an error for everything that it cannot take, each of which costs as much as a hundred
 * values, so the first one ends the reading.
 */
function* documentsOf(text: string, refusals: Refusals): Generator<JsonObject> {
  const { malformed } = refusals;
  const lines = new LineCounter();
  // The library's own look for duplicate keys takes the square of their number.
  const composer = new Composer({ schema: "failsafe", uniqueKeys: false, logLevel: "silent" });
  let first: Fault | undefined;
  const stop = (at: number, code: string, message: string): never => {
    // The library catches it on each level and tells of the level again.
    first ??= malformed(yamlProblem(code, message), { at: { line: lines.linePos(at).line } });
    throw first;
  };
  // What the library calls with each error, and with each warning, which the fourth argument tells.
  const onError = (source: ErrorSource, code: string, message: string, isWarning?: boolean): void => {
    if (isWarning !== true) stop(startOf(source), code, message);
  };
  Object.assign(composer, { onError });
  for (const token of tokensOf(text, lines, refusals)) {
    if (token.type === "error") stop(token.offset, "UNEXPECTED_TOKEN", token.message);
    for (const document of composer.next(token)) yield* readOne(document, lines, malformed);
  }
  for (const document of composer.end()) yield* readOne(document, lines, malformed);
}

type ErrorSource = number | readonly [number, ...number[]] | { readonly offset: number };

function startOf(source: ErrorSource): number {
  if (typeof source === "number") return source;
  return "offset" in source ? source.offset : source[0];
}

/** What the text is made of, counted while it is read. */
function* tokensOf(text: string, lines: LineCounter, { malformed, tooMuch }: Refusals): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const most = Math.max(YAML_WORDS.most, Math.floor(text.length / YAML_WORDS.charactersOfOne));
  let words = 0;
  for (const word of new Lexer().lex(text)) {
    words += 1;
    if (words > most) throw tooMuch(`has more than ${most} words and marks`);
    if (parser.stack.length > MAX_SOURCE_DEPTH) throw malformed(`nests deeper than ${MAX_SOURCE_DEPTH} levels`);
    yield* parser.next(word);
  }
  yield* parser.end();
}

function readOne(document: Document.Parsed, lines: LineCounter, malformed: Refusals["malformed"]): JsonObject[] {
  // Of what stands between documents.
  const [error] = document.errors;
  if (error !== undefined) {
    const problem = yamlProblem(error.code, error.message);
    throw malformed(problem, { cause: error, at: { line: lines.linePos(error.pos[0]).line } });
  }
  refuseDuplicates(document, lines, malformed);
  refuseManyAliases(document, malformed);
  const value = document.toJS({ maxAliasCount: MAX_ALIASES }) as JsonValue;
  if (value === null || value === "") return [];
  if (!isJsonObject(value)) throw malformed("is not a map");
  return [value];
}

function refuseDuplicates(document: Document.Parsed, lines: LineCounter, malformed: Refusals["malformed"]): void {
  visit(document, {
    Map(_key, { items }) {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) throw malformed("has a key that is not text");
        if (keys.has(key.value)) {
          const { line } = lines.linePos(key.range?.[0] ?? 0);
          throw malformed(`has the key ${printable(String(key.value), 80)} a second time`, { at: { line } });
        }
        keys.add(key.value);
      }
    },
  });
}

function refuseManyAliases(document: Document.Parsed, malformed: Refusals["malformed"]): void {
  let nodes = 0;
  let aliases = 0;
  visit(document, {
    Node(_key, node) {
      nodes += 1;
      if (isAlias(node)) aliases += 1;
    },
  });
  if (aliases > MAX_ALIASES || aliases * aliases * nodes > MAX_ALIAS_LOOKS)
    throw malformed("has more aliases than are followed");
}
