import { readFileSync } from "node:fs";
import { parseSync } from "rolldown/utils";
import { expect, test } from "vitest";
import type { Syntax } from "./read-module.ts";

const DOOR = new URL("../../src/doors/verify/main.ts", import.meta.url);

interface Module {
  /** Files that are loaded with it; what is loaded when it is asked for is not among them. */
  readonly imports: readonly string[];
  /** Schemas of valibot that are made as it is loaded, by line. */
  readonly schemas: readonly number[];
}

function readModule(text: string): Module {
  const { program } = parseSync("module.ts", text, { lang: "ts" });
  const imports = (program.body as unknown as Syntax[]).flatMap((node) => {
    const source = (node["source"] as { value?: string } | null | undefined)?.value;
    const isType = node["importKind"] === "type" || node["exportKind"] === "type";
    return source?.startsWith(".") === true && !isType ? [source] : [];
  });
  const schemas: number[] = [];
  const look = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { type, object, start } = node as { type?: string; object?: { name?: string }; start: number };
    if (/Function/.test(type ?? "") || /^TS/.test(type ?? "")) return;
    if (type === "MemberExpression" && object?.name === "v") schemas.push(text.slice(0, start).split("\n").length);
    for (const [key, value] of Object.entries(node)) if (key !== "parent") look(value);
  };
  look(program.body);
  return { imports, schemas };
}

function loadedWith(door: URL): Map<string, Module> {
  const found = new Map<string, Module>();
  const load = (file: URL): void => {
    if (found.has(file.href)) return;
    const module = file.pathname.endsWith(".ts")
      ? readModule(readFileSync(file, "utf8"))
      : { imports: [], schemas: [] };
    found.set(file.href, module);
    for (const one of module.imports) load(new URL(one, file));
  };
  load(door);
  return found;
}

test("the verifier makes no schema before it reads a document: one file and its bundle need none", () => {
  const modules = loadedWith(DOOR);
  expect(modules.size).toBeGreaterThan(150);
  expect(
    [...modules].flatMap(([file, { schemas }]) =>
      schemas.map((line) => `${file.slice(DOOR.href.length - 24)}:${line}`),
    ),
  ).toEqual([]);
});

test.each([
  ["const schema = v.object({});", [1]],
  ["\nexport const schema = v.pipe(v.string(), v.minLength(1));", [2, 2, 2]],
  ["const schema = once(() => v.object({}));", []],
  ["function schema() { return v.object({}); }\ntype Text = v.InferOutput<typeof text>;", []],
])("%j makes schemas in the lines %j", (text, lines) => {
  expect(readModule(text).schemas).toEqual(lines);
});
