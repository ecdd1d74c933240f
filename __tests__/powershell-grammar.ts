import { createRequire } from "node:module";
import { Language, type Node, Parser } from "@vscode/tree-sitter-wasm";

/** A script as the grammar of tree-sitter for PowerShell reads it. */
export interface PowerShellScript {
  /** Whether all of it is PowerShell. */
  readonly sound: boolean;
  /** Its syntax tree without the text of literal words, and with the names of the commands that it runs. */
  readonly shape: string;
  /** What its literal words say, in their order. */
  readonly words: readonly string[];
}

const DOUBLED = /(['\u2018\u2019\u201a\u201b])\1/g;
const GRAMMAR = createRequire(import.meta.url).resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm");

await Parser.init();
const language = await Language.load(GRAMMAR);

/** The grammar knows the plain quotes; `powershellWords` knows the typographic ones, which PowerShell takes for them. */
export function parsePowerShell(text: string): PowerShellScript {
  const parser = new Parser();
  parser.setLanguage(language);
  const root = parser.parse(text)?.rootNode;
  if (root === undefined) throw new Error("nothing was parsed");
  const words: string[] = [];
  const shape = describe(root, words);
  parser.delete();
  return { sound: !root.hasError, shape, words };
}

/** A quoted string alone, and a word without quotes, say the same. */
function describe(node: Node, words: string[]): string {
  const inner = only(node);
  if (inner.type === "verbatim_string_characters") {
    words.push(inner.text.slice(1, -1).replace(DOUBLED, "$1"));
    return "word";
  }
  if (node.type === "generic_token") {
    words.push(node.text);
    return "word";
  }
  if (node.type === "command_name") return node.text;
  const parts = node.namedChildren.flatMap((child) => (child === null ? [] : [describe(child, words)]));
  return `(${[node.type, ...parts].join(" ")})`;
}

/** What is inside nodes that have one child each. */
function only(node: Node): Node {
  const child = node.namedChildCount === 1 ? node.namedChild(0) : null;
  return child === null ? node : only(child);
}
