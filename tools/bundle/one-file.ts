import type { OutputChunk, Plugin } from "rolldown";

/**
 * Folds the chunks of a program into its entry, after `preamble`. What the modules of `plain` need stays ordinary code; every
 * other chunk becomes a *part*: its lines stand in the file as comments and are compiled when the part is asked for. Node
 * reads all code of a file before it runs the first line of it; of a small verification that was a fifth.
 *
 * `plain` names modules by the end of their path. Throws where one of them begins no chunk, and where a line could not be a comment.
 */
export function oneFile(options: { readonly preamble: string; readonly plain: readonly string[] }): Plugin {
  return {
    name: "one-file",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
        const entry = chunks.find(({ isEntry }) => isEntry);
        if (entry === undefined) throw new Error("a program has an entry");
        entry.code = fold(chunks, entry, options);
        for (const chunk of chunks) if (chunk !== entry) delete bundle[chunk.fileName];
      },
    },
  };
}

function fold(
  chunks: readonly OutputChunk[],
  entry: OutputChunk,
  { preamble, plain }: { preamble: string; plain: readonly string[] },
): string {
  const others = chunks.filter((chunk) => chunk !== entry);
  const kept = neededBy([entry, ...plain.map((module) => chunkOf(module, chunks))], chunks);
  const names = new Set(chunks.map(({ fileName }) => fileName));
  if (others.length === 0) return `${preamble}\n${requiringParts(entry, names)}`;
  const head = `${preamble}\nvar partExports = { ${JSON.stringify(entry.fileName)}: exports };\n${LOADER}\nvar parts = {\n`;
  const text = others.reduce((file, chunk) => {
    const code = requiringParts(chunk, names);
    return file + (kept.has(chunk) ? asCode(chunk.fileName, code) : asComments(chunk.fileName, code, file));
  }, head);
  return `${text}};\n${requiringParts(entry, names)}`;
}

/** Written for the oldest Node that gets as far as the preamble. */
const LOADER = `
// The parts of this program. A part that is no function yet has its code in the comments below its name, one line each:
// Node reads all code of a file before it runs any, and most runs need few of the parts.
function requirePart(name) {
  if (!partExports[name]) {
    partExports[name] = {};
    var part = parts[name];
    (typeof part === "function" ? part : compilePart(part))(partExports[name]);
  }
  return partExports[name];
}
function compilePart(part) {
  var text = part.lines.toString();
  var code = text.slice(text.indexOf("\\n") + 1, text.lastIndexOf("\\n")).replace(/^\\/\\//gm, "");
  var surroundings = { filename: __filename, lineOffset: part.after };
  var compiled = require("node:vm").compileFunction(code, ["exports", "require", "requirePart"], surroundings);
  return function (exports) { compiled(exports, require, requirePart); };
}`;

function asCode(name: string, code: string): string {
  return `${JSON.stringify(name)}: function (exports) {\n${code}\n},\n`;
}

function asComments(name: string, code: string, before: string): string {
  if (/[\r\u2028\u2029]/.test(code)) throw new Error(`${name} has a line that no comment can hold`);
  const comments = code.split("\n").map((line) => `//${line}`);
  const linesBefore = before.split("\n").length;
  return `${JSON.stringify(name)}: { after: ${linesBefore}, lines: function () {\n${comments.join("\n")}\n} },\n`;
}

/** What `lateModules` wrote for a part that is loaded at once, without waiting for a promise. */
const LATE_PART = /\blatePart\(\(\) => Promise\.resolve\(\)\.then\(\(\) => (requirePart\("[^"]+"\))\)\)/g;

function requiringParts(chunk: OutputChunk, names: ReadonlySet<string>): string {
  const code = chunk.code.replaceAll(/\brequire\("\.\/([^"]+)"\)/g, (call, name: string) =>
    names.has(name) ? `requirePart(${JSON.stringify(name)})` : call,
  );
  const folded = code.replaceAll(LATE_PART, "$1");
  // Its name exists while building only: left in the program it would fail when a signature needs it.
  if (folded.includes("latePart(")) throw new Error(`${chunk.fileName} loads a part in a way that is not understood`);
  return folded.trimEnd();
}

function chunkOf(module: string, chunks: readonly OutputChunk[]): OutputChunk {
  const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.replaceAll("\\", "/").endsWith(module));
  if (chunk === undefined) throw new Error(`no chunk of the program begins with ${module}`);
  return chunk;
}

function neededBy(wanted: readonly OutputChunk[], chunks: readonly OutputChunk[]): Set<OutputChunk> {
  const needed = new Set<OutputChunk>();
  const visit = (chunk: OutputChunk): void => {
    if (needed.has(chunk)) return;
    needed.add(chunk);
    for (const other of chunks) if (chunk.imports.includes(other.fileName)) visit(other);
  };
  wanted.forEach(visit);
  return needed;
}
