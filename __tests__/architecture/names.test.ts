import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseSync } from "rolldown/utils";
import { describe, expect, test } from "vitest";
import { type Syntax, visit } from "./read-module.ts";

const ROOT = fileURLToPath(new URL("../../src/", import.meta.url));
const SOURCES: ReadonlyMap<string, string> = new Map(
  globSync("**/*.ts", { cwd: ROOT })
    .sort()
    .map((path) => [path, readFileSync(ROOT + path, "utf8")]),
);

function programOf(path: string, code: string): Syntax {
  return parseSync(path, code, { lang: "ts" }).program as unknown as Syntax;
}

/** Names that a module defines and exports; what it only hands on is defined elsewhere. */
function definedNames(path: string, code: string): string[] {
  const statements = programOf(path, code)["body"] as readonly Syntax[];
  const declarations = statements.flatMap(({ type, declaration }) =>
    type === "ExportNamedDeclaration" && declaration ? [declaration as Syntax] : [],
  );
  const ids = declarations.flatMap((one) =>
    one.type === "VariableDeclaration" ? (one["declarations"] as readonly Syntax[]).map(({ id }) => id) : [one["id"]],
  );
  // The overloads of a function, or a value and the type of it, are one thing.
  return [...new Set(ids.map((id) => String((id as Syntax)["name"])))];
}

function homonyms(sources: ReadonlyMap<string, string>): string[] {
  const places = new Map<string, string[]>();
  for (const [path, code] of sources) {
    for (const name of definedNames(path, code)) places.set(name, [...(places.get(name) ?? []), path]);
  }
  return [...places].flatMap(([name, paths]) => (paths.length > 1 ? [`${name}: ${paths.join(", ")}`] : []));
}

/** What may follow from a check: a claim about evidence or a finding about a release, one or several, at once or later. */
const CLAIM = /^(?:Promise<)?(?:Claim|Finding|CheckedProvenance)(?:\[\])?>?$/;

/** Functions called `check…` that give no claim. Whoever forgets to use a claim is told by the compiler; not so with a refusal. */
function refusingChecks(path: string, code: string): string[] {
  const found: string[] = [];
  visit(programOf(path, code), undefined, (node, parent) => {
    if (!/Function/.test(node.type) || node.type === "TSFunctionType") return;
    const name = nameOf(node, parent);
    if (name === undefined || !/^check[A-Z]/.test(name)) return;
    const type = node["returnType"] as { readonly start: number; readonly end: number } | null;
    const text = type === null ? "" : code.slice(type.start, type.end).replace(/^:\s*/, "");
    if (!CLAIM.test(text)) found.push(`${path}: ${name}`);
  });
  return found;
}

/** Its own name, or that of the variable or property that it becomes. */
function nameOf(fn: Syntax, parent: Syntax | undefined): string | undefined {
  const becomes = parent?.["init"] === fn ? parent["id"] : parent?.["value"] === fn ? parent["key"] : undefined;
  const named = (fn["id"] ?? becomes) as Syntax | undefined;
  return named && String(named["name"]);
}

test("an exported name means one thing in the whole house", () => {
  // What the library exports is named for those who never see the house, in the words of the field.
  const inside = [...SOURCES].filter(([path]) => !path.startsWith("doors/library/"));
  expect(inside.length).toBeGreaterThan(500);
  expect(homonyms(new Map(inside))).toEqual([]);
});

test("what is called check… gives a claim; what refuses is called require… or refuse…", () => {
  // A door's `checkAction` and `checkCommand` are of the command `check`.
  const below = [...SOURCES].filter(([path]) => !path.startsWith("doors/"));
  const checks = below.flatMap(([, code]) => code.match(/function check[A-Z]/g) ?? []);
  expect(checks.length).toBeGreaterThan(20);
  expect(below.flatMap(([path, code]) => refusingChecks(path, code))).toEqual([]);
});

describe("the rules about names see", () => {
  test("a name that two files define, as a function and as a type", () => {
    const files = new Map([
      ["a.ts", "export function b(): void {}"],
      ["c.ts", "export type b = string; export const d = 1, e = 2;"],
      ["f.ts", 'export { d } from "./c.ts"; export const e = 3;'],
    ]);
    expect(homonyms(files)).toEqual(["b: a.ts, c.ts", "e: c.ts, f.ts"]);
  });

  test.each([
    "export function checkA(): void {}",
    "export async function checkA(): Promise<void> {}",
    "function checkA(text: string) { return text; }",
    "const checkA = (text: string): void => {};",
    "export function checkA(): string { return ''; }",
  ])("%s", (code) => {
    expect(refusingChecks("a.ts", code)).toEqual(["a.ts: checkA"]);
  });

  test.each([
    "export function checkA(): Claim { return claim; }",
    "export async function checkA(): Promise<Finding[]> { return []; }",
    "export function checkedA(): void {}",
    "export function requireA(): void {}",
  ])("nothing in %s", (code) => {
    expect(refusingChecks("a.ts", code)).toEqual([]);
  });
});
