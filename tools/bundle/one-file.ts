import type { OutputChunk, Plugin } from "rolldown";
import { noticesOnce } from "./notices-once.ts";

/**
 * Folds the chunks of a program into its entry, after `preamble`. Every other chunk becomes a *part*: a function, ordinary code
 * like the rest, that runs when the part is asked for.
 */
export function oneFile({ preamble }: { readonly preamble: string }): Plugin {
  return {
    name: "one-file",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
        const entry = chunks.find(({ isEntry }) => isEntry);
        if (entry === undefined) throw new Error("a program has an entry");
        entry.code = noticesOnce(fold(chunks, entry, preamble));
        for (const chunk of chunks) if (chunk !== entry) delete bundle[chunk.fileName];
      },
    },
  };
}

function fold(chunks: readonly OutputChunk[], entry: OutputChunk, preamble: string): string {
  const others = chunks.filter((chunk) => chunk !== entry);
  const names = new Set(chunks.map(({ fileName }) => fileName));
  const code = requiringParts(entry, names);
  if (others.length === 0) return `${preamble}\n${code}`;
  const loader = LOADER.replace("ENTRY", JSON.stringify(entry.fileName));
  const parts = others.map((chunk) => asPart(chunk.fileName, requiringParts(chunk, names)));
  return `${preamble}\n${loader}\nvar parts = {\n${parts.join("")}};\n${code}`;
}

/** Written for the oldest Node that gets as far as the preamble. */
const LOADER = `
// The parts of this program, each run when it is first asked for.
var partExports = { ENTRY: exports };
function requirePart(name) {
  if (!partExports[name]) {
    partExports[name] = {};
    parts[name](partExports[name]);
  }
  return partExports[name];
}`;

function asPart(name: string, code: string): string {
  return `${JSON.stringify(name)}: function (exports) {\n${code}\n},\n`;
}

/** What stands over each module: its path, with a mark that no file system has if it is not a file. */
const MODULE_NAME = /^\/\/ (?:src\/|\\0)/gm;

/** What `lateModules` wrote for a part that is loaded at once, without waiting for a promise. */
const LATE_PART = /\blatePart\(\(\) => Promise\.resolve\(\)\.then\(\(\) => (requirePart\("[^"]+"\))\)\)/g;

function requiringParts(chunk: OutputChunk, names: ReadonlySet<string>): string {
  const code = chunk.code.replaceAll(/\brequire\("\.\/([^"]+)"\)/g, (call, name: string) =>
    names.has(name) ? `requirePart(${JSON.stringify(name)})` : call,
  );
  const folded = code.replaceAll(LATE_PART, "$1");
  // Its name exists while building only: left in the program it would fail when a signature needs it.
  if (folded.includes("latePart(")) throw new Error(`${chunk.fileName} loads a part in a way that is not understood`);
  return folded.replaceAll(MODULE_NAME, "// ").trimEnd();
}
