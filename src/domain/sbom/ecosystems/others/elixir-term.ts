import { Fault } from "../../../../kernel/fault.ts";

/**
 * A literal of Elixir: texts, atoms (`:hex`, `true`), lists and tuples as arrays, and maps and keyword lists as pairs. Nothing
 * is evaluated.
 */
export type ElixirTerm = string | Atom | readonly ElixirTerm[] | Pair;
export interface Atom {
  readonly atom: string;
}
export interface Pair {
  readonly key: ElixirTerm;
  readonly value: ElixirTerm;
}

const MAX_DEPTH = 64;
/** Each costs a hundred bytes; the largest public lockfile has some 50,000. */
const MAX_TOKENS = 500_000;
const TOKEN =
  /\s+|#[^\n]*|%\{|[{}[\],]|"(?:[^"\\]|\\.)*"(?::(?=\s))?|=>|:"(?:[^"\\]|\\.)*"|:[A-Za-z_][\w@]*[?!]?|[A-Za-z_][\w@.]*[?!]?:(?=\s)|[A-Za-z_][\w@.]*|-?\d[\d_.]*/y;

/** Reads one literal, for example a whole `mix.lock`. Fault: `sbom-source-malformed`, with the line. */
export function parseElixirTerm(text: string): ElixirTerm {
  const tokens = tokenise(text);
  const reader = { tokens, at: 0 };
  const term = readTerm(reader, 0);
  if (reader.at < tokens.length) throw malformed("something follows the term", tokens[reader.at]);
  return term;
}

interface Token {
  readonly text: string;
  readonly line: number;
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (let at = 0; at < text.length; ) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text)?.[0];
    if (found === undefined) throw malformed("a character belongs to no term", { text: "", line });
    if (tokens.length === MAX_TOKENS)
      throw new Fault("sbom-limit", `the file has more than ${MAX_TOKENS} words and marks`);
    if (!/^[\s#]/.test(found)) tokens.push({ text: found, line });
    line += found.split("\n").length - 1;
    at += found.length;
  }
  return tokens;
}

function readTerm(reader: Reader, depth: number): ElixirTerm {
  const token = reader.tokens[reader.at++];
  if (token === undefined || depth > MAX_DEPTH)
    throw malformed("the term is not finished, or nested too deeply", token);
  const { text } = token;
  if (text === "{" || text === "%{") return readItems(reader, "}", depth);
  if (text === "[") return readItems(reader, "]", depth);
  if (/^"(?:.*)":$|^[A-Za-z_].*:$/s.test(text))
    return { key: { atom: unquote(text.slice(0, -1)) }, value: readTerm(reader, depth + 1) };
  if (/^["A-Za-z:\d-]/.test(text))
    return withArrow(reader, text.startsWith('"') ? unquote(text) : { atom: unquote(text.replace(/^:/, "")) }, depth);
  throw malformed("a bracket or comma stands where a term belongs", token);
}

/** In a map, `key => value`. */
function withArrow(reader: Reader, key: ElixirTerm, depth: number): ElixirTerm {
  if (reader.tokens[reader.at]?.text !== "=>") return key;
  reader.at++;
  return { key, value: readTerm(reader, depth + 1) };
}

function readItems(reader: Reader, end: string, depth: number): ElixirTerm[] {
  const items: ElixirTerm[] = [];
  while (reader.tokens[reader.at]?.text !== end) {
    items.push(readTerm(reader, depth + 1));
    const next = reader.tokens[reader.at];
    if (next?.text === ",") reader.at++;
    else if (next?.text !== end) throw malformed("a list is not finished", next);
  }
  reader.at++;
  return items;
}

function unquote(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/gs, "$1") : text;
}

function malformed(problem: string, token: Token | undefined): Fault {
  return new Fault("sbom-source-malformed", `${problem}${token === undefined ? "" : ` at line ${token.line}`}`);
}
