import { dirname, join } from "node:path";
import type { babel } from "@stryker-mutator/instrumenter";

type NodePath = babel.NodePath;
type Node = NodePath["node"];

/** Where a literal begins, as the instrumenter counts: `file:line:column`. */
export type Place = `${string}:${number}:${number}`;

/** What one file says of its messages; functions and parameters are named `file#function#index`. */
interface FileFacts {
  readonly certain: Place[];
  /** Words that are handed to a function as this parameter. */
  readonly handed: Map<string, Place[]>;
  /** Of each parameter, how often it is used, and the parameters that it is handed on as; `""` is a message. */
  readonly uses: Map<string, { readonly count: number; readonly into: string[] }>;
}

/** What a claim says to people. */
const CLAIM_WORDS = ["verifiedClaim#1", "openClaim#2"].map((one) => `src/domain/verification/make-claim.ts#${one}`);

/** Readers whose option `what` names the document in their messages. */
const READERS = [
  "json.ts#parseJson",
  "json-object.ts#parseJsonObject",
  "jsonl.ts#parseJsonLines",
  "protojson.ts#parseDocument",
];

/**
 * Finds the words of messages: literals that flow into the message or the hint of `new Fault(code, message, options)` or into the reason
 * of a claim, and nowhere else. They cannot hide a decision: people read them, decisions read the code of the fault or the status of
 * the claim. They flow directly, through `+`, `?:`, `??`, templates and constants, or as the argument of a function, where that constant
 * or parameter is used for nothing but messages.
 */
export class MessageWords {
  readonly #facts: FileFacts[] = [];

  /** For a file as the instrumenter walks it, before anything in it is changed. */
  read(file: string, program: NodePath): void {
    const facts: FileFacts = { certain: [], handed: new Map(), uses: new Map() };
    const roots = new Map<Node, string>();
    const parameters = new Map<string, { readonly name: string; readonly path: NodePath }>();
    program.traverse({
      NewExpression({ node }) {
        if (node.callee.type !== "Identifier" || node.callee.name !== "Fault") return;
        for (const argument of node.arguments.slice(1)) roots.set(argument, "");
      },
      CallExpression({ node, scope }) {
        if (node.callee.type !== "Identifier") return;
        const name = functionNamed(file, node.callee.name, scope);
        if (name === undefined) return;
        if (READERS.some((reader) => name.endsWith(`/${reader}`))) nameDocument(node.arguments, roots);
        for (const [at, argument] of node.arguments.entries()) {
          const id = `${name}#${at}`;
          roots.set(argument, CLAIM_WORDS.includes(id) ? "" : id);
        }
      },
      VariableDeclarator(path) {
        const { id: left, init, loc } = path.node;
        if (path.parent.type !== "VariableDeclaration" || path.parent.kind !== "const") return;
        if (left.type !== "Identifier" || init == null) return;
        const id = `${file}#${left.name}#const ${loc?.start.line}`;
        parameters.set(id, { name: left.name, path });
        // What a call gets for its argument is decided there.
        if (!roots.has(init)) roots.set(init, id);
      },
      FunctionDeclaration(path) {
        for (const [at, parameter] of path.node.params.entries()) {
          const left = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
          if (left.type !== "Identifier" || path.node.id == null) continue;
          const id = `${file}#${path.node.id.name}#${at}`;
          parameters.set(id, { name: left.name, path });
          if (parameter.type === "AssignmentPattern") roots.set(parameter.right, id);
        }
      },
    });
    const flows = new Map<Node, string>();
    for (const [root, into] of roots) {
      for (const node of wordsIn(root, into === "")) {
        if (node.type === "Identifier") flows.set(node, into);
        else (into === "" ? facts.certain : listIn(facts.handed, into)).push(placeOf(file, node));
      }
    }
    for (const [id, { name, path }] of parameters) {
      const used = path.scope.getBinding(name)?.referencePaths ?? [];
      facts.uses.set(id, { count: used.length, into: used.flatMap(({ node }) => flows.get(node) ?? []) });
    }
    this.#facts.push(facts);
  }

  /** Every place of the files that were read. A parameter counts if each of its uses is a message. */
  places(): ReadonlySet<Place> {
    const uses = new Map(this.#facts.flatMap((facts) => [...facts.uses]));
    const messages = new Set(["", ...uses.keys()]);
    for (let changed = true; changed; ) {
      changed = false;
      for (const [id, { count, into }] of uses) {
        if (!messages.has(id) || (count > 0 && into.length === count && into.every((one) => messages.has(one))))
          continue;
        messages.delete(id);
        changed = true;
      }
    }
    const handed = this.#facts.flatMap((facts) => [...facts.handed]);
    return new Set([
      ...this.#facts.flatMap(({ certain }) => certain),
      ...handed.flatMap(([id, places]) => (messages.has(id) ? places : [])),
    ]);
  }
}

function nameDocument(given: readonly Node[], roots: Map<Node, string>): void {
  for (const one of given) {
    if (one.type !== "ObjectExpression") continue;
    for (const property of one.properties) {
      if (property.type !== "ObjectProperty" || property.key.type !== "Identifier" || property.key.name !== "what")
        continue;
      roots.set(one.properties.length === 1 ? one : property.value, "");
    }
  }
}

/** Literals and plain names whose text becomes part of the value. */
function* wordsIn(node: Node, isMessage: boolean): Generator<Node> {
  if (node.type === "StringLiteral" || node.type === "Identifier") yield node;
  if (node.type === "TemplateLiteral") {
    yield node;
    for (const one of node.expressions) yield* wordsIn(one, isMessage);
  }
  if (node.type === "TaggedTemplateExpression" && isMessage) yield* wordsIn(node.quasi, isMessage);
  if (node.type === "ConditionalExpression") {
    for (const one of [node.consequent, node.alternate]) yield* wordsIn(one, isMessage);
  }
  if (node.type === "BinaryExpression" && node.operator === "+") {
    for (const one of [node.left, node.right]) yield* wordsIn(one, isMessage);
  }
  if (node.type === "LogicalExpression" && node.operator === "??") {
    yield node;
    for (const one of [node.left, node.right]) yield* wordsIn(one, isMessage);
  }
  // The options of a fault, or of a claim.
  if (node.type === "ObjectExpression" && isMessage) {
    yield node;
    for (const one of node.properties) if (one.type === "ObjectProperty") yield* wordsIn(one.value, isMessage);
  }
  if (
    node.type === "CallExpression" &&
    isMessage &&
    node.callee.type === "Identifier" &&
    node.callee.name === "printable"
  ) {
    for (const one of node.arguments) yield* wordsIn(one, isMessage);
  }
}

/** The function of this repository that a name stands for, as `file#name`. */
function functionNamed(file: string, name: string, scope: NodePath["scope"]): string | undefined {
  const binding = scope.getBinding(name);
  if (binding === undefined) return undefined;
  const { node, parent } = binding.path;
  if (node.type === "FunctionDeclaration") return `${file}#${name}`;
  if (node.type !== "ImportSpecifier" || parent.type !== "ImportDeclaration") return undefined;
  const imported = node.imported.type === "Identifier" ? node.imported.name : node.imported.value;
  const { value } = parent.source;
  return value.startsWith(".") ? `${join(dirname(file), value)}#${imported}` : undefined;
}

function listIn<V>(map: Map<string, V[]>, key: string): V[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

function placeOf(file: string, { loc }: Node): Place {
  return `${file}:${(loc?.start.line ?? 0) - 1}:${loc?.start.column ?? 0}`;
}
