import { type ESTree, parseSync } from "rolldown/utils";

/** What one module asks of others and of its surroundings. */
export interface ModuleReading {
  /** Specifiers of imports, re-exports, `import()` with a literal and `import type`, in order of appearance. */
  readonly imports: readonly string[];
  /** Uses of the surroundings, for example `Date.now` or `new Date()`. */
  readonly effects: readonly string[];
  /** Whether it names the global `Buffer`. */
  readonly usesBuffer: boolean;
}

/** Parses TypeScript with the bundler's own parser; comments and strings are therefore never mistaken for code. */
export function readModule(path: string, text: string): ModuleReading {
  const { program, errors } = parseSync(path, text, { lang: "ts" });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const imports: string[] = [];
  const effects: string[] = [];
  const own = new Set<unknown>();
  let usesBuffer = false;
  visit(program, undefined, (node, parent) => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) imports.push(specifier);
    const effect = effectOf(node, parent);
    if (effect !== undefined) effects.push(effect);
    if (isParameter(node, parent)) own.add(node["name"]);
    if (isName(node, "Buffer") && !isLabel(node, parent)) usesBuffer = true;
  });
  return { imports, effects: effects.filter((effect) => !own.has(effect)), usesBuffer };
}

export type Syntax = { readonly type: string } & Readonly<Record<string, unknown>>;

export function visit(
  node: unknown,
  parent: Syntax | undefined,
  look: (node: Syntax, parent: Syntax | undefined) => void,
): void {
  if (Array.isArray(node)) for (const item of node) visit(item, parent, look);
  else if (isSyntax(node)) {
    look(node, parent);
    for (const [key, value] of Object.entries(node)) if (key !== "parent") visit(value, node, look);
  }
}

function isSyntax(value: unknown): value is Syntax {
  return typeof value === "object" && value !== null && typeof (value as ESTree.Node).type === "string";
}

function specifierOf(node: Syntax): string | undefined {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
    case "ImportExpression":
    case "TSImportType":
      return literal(node["source"]);
    case "CallExpression":
      return isName(node["callee"], "require") ? literal((node["arguments"] as unknown[])[0]) : undefined;
    default:
      return undefined;
  }
}

function literal(node: unknown): string | undefined {
  return isSyntax(node) && typeof node["value"] === "string" ? node["value"] : undefined;
}

/** What makes bytes and numbers that nobody can foresee. Keys are made where they are used. */
const CHANCE: ReadonlySet<string> = new Set([
  "randomBytes",
  "randomFillSync",
  "randomInt",
  "randomUUID",
  "getRandomValues",
]);

function effectOf(node: Syntax, parent: Syntax | undefined): string | undefined {
  if (
    node.type === "NewExpression" &&
    isName(node["callee"], "Date") &&
    (node["arguments"] as unknown[]).length === 0
  ) {
    return "new Date()";
  }
  if (node.type === "CallExpression" && isName(node["callee"], "Date")) return "Date()";
  if (node.type === "MemberExpression") return memberEffect(node);
  if (node.type === "Identifier" && isReference(node, parent)) {
    const name = node["name"];
    if (name === "fetch" || name === "process" || name === "eval") return name;
    if (typeof name === "string" && CHANCE.has(name)) return `chance (${name})`;
  }
  return undefined;
}

function memberEffect(node: Syntax): string | undefined {
  const property = node["property"];
  const name = isSyntax(property) ? (property["name"] ?? property["value"]) : undefined;
  if (isName(node["object"], "Date") && name === "now") return "Date.now";
  if (isName(node["object"], "Math") && name === "random") return "chance (Math.random)";
  if (isName(node["object"], "performance")) return `performance.${name}`;
  if (isName(node["object"], "globalThis")) return `globalThis.${name}`;
  if (typeof name === "string" && CHANCE.has(name)) return `chance (${name})`;
  return undefined;
}

function isName(node: unknown, name: string): boolean {
  return isSyntax(node) && node.type === "Identifier" && node["name"] === name;
}

/** A module with a parameter of a global's name is left to the linter, which knows scopes. */
function isParameter(node: Syntax, parent: Syntax | undefined): boolean {
  return node.type === "Identifier" && Array.isArray(parent?.["params"]) && parent["params"].includes(node);
}

/** Types count: they are Node's. */
function isLabel(node: Syntax, parent: Syntax | undefined): boolean {
  return parent?.["property"] === node ? parent["computed"] !== true : parent?.["key"] === node;
}

/** False for names that are only labels: `x.fetch`, `{ fetch: … }`, a method or a type member of that name. */
function isReference(node: Syntax, parent: Syntax | undefined): boolean {
  if (parent === undefined) return true;
  if (parent.type === "MemberExpression") return parent["object"] === node || parent["computed"] === true;
  if (parent.type === "Property" && parent["shorthand"] !== true) return parent["value"] === node;
  return !(parent["key"] === node || /^TS/.test(parent.type) || /Specifier$/.test(parent.type));
}
