import { posix } from "node:path";
import { parseSync } from "rolldown/utils";
import type { Syntax } from "./read-module.ts";

/** Steps by which a door reads what a word names, as it reads a policy or a key. */
const READS_WORDS = new Set([
  "src/journeys/seal/assets/files-below.ts filesBelow",
  "src/journeys/seal/assets/expand-patterns.ts expandWords",
  "src/journeys/log/read-carried-log.ts readCarriedLog",
]);

/**
 * How many journeys a door starts at most, one after another, on any one way through it, by `file name`. A journey is an exported
 * async function of `src/journeys/`. What a door hands to a journey as a port, as a member of an object, is called by that and not
 * counted; a function that is an argument, as of `map`, is. `files` maps `src/…` paths to their text.
 */
export function journeysOfDoors(files: ReadonlyMap<string, string>): Map<string, number> {
  const journeys = new Set<string>();
  const doors = new Map<string, Door>();
  for (const [path, text] of files) {
    if (path.startsWith("src/journeys/")) {
      for (const [, name] of text.matchAll(/^export async function (\w+)/gm)) journeys.add(`${path} ${name}`);
    } else if (path.startsWith("src/doors/")) doors.set(path, readDoor(path, text));
  }
  const known = new Map<string, number>();
  const countOf = (path: string, name: string): number => {
    const key = `${path} ${name}`;
    if (journeys.has(key)) return READS_WORDS.has(key) ? 0 : 1;
    const door = doors.get(path);
    if (door === undefined || known.has(key)) return known.get(key) ?? 0;
    // Whatever calls itself adds nothing.
    known.set(key, 0);
    const [module = "", member] = name.split(".");
    const loaded = member === undefined ? undefined : door.loaded.get(module);
    const from = loaded === undefined ? door.imports.get(name) : { path: loaded, name: member ?? "" };
    const found = door.functions.get(name) ?? [];
    const call = (callee: string) => countOf(path, callee);
    const count =
      from === undefined ? most(found.map((one) => ways(one["body"], call))) : countOf(from.path, from.name);
    known.set(key, count);
    return count;
  };
  const counts = [...doors].flatMap(([path, { exported }]) =>
    exported.map((name) => [`${path} ${name}`, countOf(path, name)] as const),
  );
  return new Map(counts);
}

interface Door {
  /** Functions by name; of an object of functions, all of them. */
  readonly functions: ReadonlyMap<string, readonly Syntax[]>;
  readonly imports: ReadonlyMap<string, { readonly path: string; readonly name: string }>;
  /** Paths of modules that are loaded only if they are needed, by the name that holds them. */
  readonly loaded: ReadonlyMap<string, string>;
  readonly exported: readonly string[];
}

function readDoor(path: string, text: string): Door {
  const functions = new Map<string, readonly Syntax[]>();
  const imports = new Map<string, { path: string; name: string }>();
  const loaded = new Map<string, string>();
  const pathOf = (source: unknown) => posix.join(posix.dirname(path), String((source as Syntax)["value"]));
  const look = (node: Syntax): void => {
    if (node.type === "FunctionDeclaration") functions.set(nameOf(node["id"]), [node]);
    if (node.type === "VariableDeclarator") {
      const init = node["init"] as Syntax | null;
      if (init !== null && isFunction(init)) functions.set(nameOf(node["id"]), [init]);
      const [module] = init === null ? [] : importsIn(init);
      if (module !== undefined) loaded.set(nameOf(node["id"]), pathOf(module["source"]));
      if (init?.type === "ObjectExpression") {
        const values = (init["properties"] as Syntax[]).map((property) => property["value"] as Syntax | undefined);
        functions.set(
          nameOf(node["id"]),
          values.filter((value) => value !== undefined && isFunction(value)) as Syntax[],
        );
      }
    }
    if (node.type === "ImportDeclaration") {
      for (const one of node["specifiers"] as Syntax[]) {
        const name = nameOf(one["imported"]);
        imports.set(nameOf(one["local"]), { path: pathOf(node["source"]), name });
      }
    }
    for (const child of childrenOf(node)) look(child);
  };
  look(parseSync(path, text, { lang: "ts" }).program as unknown as Syntax);
  const exported = [...text.matchAll(/^export (?:async function|const) (\w+)/gm)].map(([, name = ""]) => name);
  return { functions, imports, loaded, exported };
}

type Call = (callee: string) => number;

/** Most journeys on one way through the code. */
function ways(code: unknown, call: Call): number {
  if (Array.isArray(code)) return inTurn(code, call);
  if (!isNode(code)) return 0;
  const of = (key: string) => ways(code[key], call);
  switch (code.type) {
    case "BlockStatement":
      return inTurn(code["body"] as Syntax[], call);
    case "IfStatement":
    case "ConditionalExpression":
      return of("test") + most([of("consequent"), of("alternate")]);
    case "SwitchStatement":
      return of("discriminant") + most((code["cases"] as Syntax[]).map((one) => ways(one["consequent"], call)));
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return 0;
    case "CallExpression": {
      const name = calleeOf(code["callee"] as Syntax);
      const given = (code["arguments"] as Syntax[]).map((one) => ways(isFunction(one) ? one["body"] : one, call));
      return given.reduce((a, b) => a + b, name === "" ? of("callee") : call(name));
    }
    default:
      return childrenOf(code).reduce((sum, child) => sum + ways(child, call), 0);
  }
}

/** What follows a branch that leaves is another way than the branch. */
function inTurn([first, ...rest]: readonly unknown[], call: Call): number {
  if (first === undefined) return 0;
  if (isNode(first) && first.type === "IfStatement" && first["alternate"] === null && leaves(first["consequent"])) {
    return ways(first["test"], call) + most([ways(first["consequent"], call), inTurn(rest, call)]);
  }
  return ways(first, call) + (leaves(first) ? 0 : inTurn(rest, call));
}

function leaves(code: unknown): boolean {
  if (!isNode(code)) return false;
  if (code.type === "BlockStatement") return leaves((code["body"] as unknown[]).at(-1));
  return code.type === "ReturnStatement" || code.type === "ThrowStatement";
}

/** `a`, `a` of `a[b]`, and `a.b`; empty for what is called on anything else, which is looked at then. */
function calleeOf(callee: Syntax): string {
  if (callee.type !== "MemberExpression") return nameOf(callee);
  const object = nameOf(callee["object"]);
  return callee["computed"] === true || object === "" ? object : `${object}.${nameOf(callee["property"])}`;
}

/** Modules that an expression loads. */
function importsIn(node: Syntax): Syntax[] {
  if (node.type === "ImportExpression") return [node];
  return isFunction(node) ? [] : childrenOf(node).flatMap(importsIn);
}

function most(counts: readonly number[]): number {
  return Math.max(0, ...counts);
}

function isFunction({ type }: Syntax): boolean {
  return type === "ArrowFunctionExpression" || type === "FunctionExpression";
}

function nameOf(node: unknown): string {
  return isNode(node) && node.type === "Identifier" ? String(node["name"]) : "";
}

function childrenOf(node: Syntax): Syntax[] {
  const found: Syntax[] = [];
  for (const key in node) {
    const value = key === "parent" ? undefined : node[key];
    if (Array.isArray(value)) for (const one of value) isNode(one) && found.push(one);
    else if (isNode(value)) found.push(value);
  }
  return found;
}

function isNode(value: unknown): value is Syntax {
  return typeof value === "object" && value !== null && typeof (value as Syntax).type === "string";
}
