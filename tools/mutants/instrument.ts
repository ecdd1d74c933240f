import { globSync, readFileSync } from "node:fs";
import { type babel, Instrumenter, type InstrumentResult } from "@stryker-mutator/instrumenter";
import { MessageWords } from "./message-words.ts";
import { importsOf } from "./test-imports.ts";

/** The mutated files as one program: each mutant sleeps behind a switch until its id is put into the global namespace. */
export interface Instrumented {
  readonly mutants: InstrumentResult["mutants"];
  /** Ids of the mutants that change the words of a message, and nothing else. */
  readonly words: ReadonlySet<string>;
  /** By path from the root of the repository: what is there, and what is run. */
  readonly files: ReadonlyMap<string, { readonly source: string; readonly code: string }>;
}

interface Source {
  readonly name: string;
  readonly mutate: boolean;
  readonly content: string;
}

/** Mutators that change what a message says, where its words begin. */
const WORDS: ReadonlySet<string> = new Set(["StringLiteral", "LogicalOperator", "ObjectLiteral"]);

const SILENT = Object.assign(
  { isTraceEnabled: () => false, isDebugEnabled: () => false, isInfoEnabled: () => false },
  { isWarnEnabled: () => false, isErrorEnabled: () => false, isFatalEnabled: () => false },
  { trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} },
);

/** Mutates the files that the patterns name; a pattern that begins with `!` leaves files out. */
export async function instrument(root: string, patterns: readonly string[]): Promise<Instrumented> {
  const except = patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
  const wanted = patterns.filter((pattern) => !pattern.startsWith("!"));
  const names = [...new Set(globSync(wanted, { cwd: root, exclude: except }))].sort();
  if (names.length === 0) throw new Error(`no file is named by ${patterns.join(",")}`);
  const sources = names.map((name) => ({ name, mutate: true, content: readFileSync(`${root}/${name}`, "utf8") }));
  const messages = new MessageWords();
  // Functions of other files that only make messages of what they are given.
  const others = [...new Set(names.flatMap((name) => importsOf(root, name)))].filter(
    (name) => name.endsWith(".ts") && !names.includes(name),
  );
  const around = others.map((name) => ({ name, mutate: true, content: readFileSync(`${root}/${name}`, "utf8") }));
  await instrumented(around, messages);
  const { files, mutants } = await instrumented(sources, messages);
  const places = messages.places();
  const isWord = ({ mutatorName, fileName, location: { start } }: (typeof mutants)[number]) =>
    WORDS.has(mutatorName) && places.has(`${fileName}:${start.line}:${start.column}`);
  const source = new Map(sources.map(({ name, content }) => [name, content]));
  return {
    mutants,
    words: new Set(mutants.filter(isWord).map(({ id }) => id)),
    files: new Map(files.map(({ name, content }) => [name, { source: source.get(name) ?? "", code: content }])),
  };
}

function instrumented(sources: readonly Source[], messages: MessageWords): Promise<InstrumentResult> {
  const names = sources.map(({ name }) => name).values();
  const reader = {
    // Called for each node on the way down, before anything below it is changed; it only looks.
    shouldIgnore(path: babel.NodePath): undefined {
      if (path.isProgram()) messages.read(names.next().value ?? "", path);
    },
  };
  const options = { plugins: null, excludedMutations: [], ignorers: [reader] };
  return new Instrumenter(SILENT).instrument(sources, options);
}
