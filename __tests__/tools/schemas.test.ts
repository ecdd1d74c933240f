import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AnySchemaObject } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { formatRootStatement } from "../../src/domain/capsule/root-statement.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { faultJson } from "../../src/views/fault/fault-json.ts";
import { schemaFiles } from "../../tools/schemas/schema-files.ts";
import { sampleRoot } from "../../tools/vectors/sample-release.ts";
import { vectorFiles } from "../../tools/vectors/vector-files.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const files = [...schemaFiles()];

const validator = (name: string) => {
  const schema: AnySchemaObject = JSON.parse(readFileSync(join(ROOT, "docs/schemas", name), "utf8"));
  return new Ajv2020({ allErrors: true, strict: true, strictTuples: false }).compile(schema);
};

/** Every object schema inside a schema. */
function objects(schema: unknown): AnySchemaObject[] {
  if (typeof schema !== "object" || schema === null) return [];
  const inner = Object.values(schema).flatMap(objects);
  return "properties" in schema ? [schema as AnySchemaObject, ...inner] : inner;
}

describe("JSON schemas of our formats", () => {
  test("are what the script makes, and nothing else", () => {
    expect(readdirSync(join(ROOT, "docs/schemas")).sort()).toEqual(files.map(([name]) => name).sort());
    for (const [name, text] of files) expect(readFileSync(join(ROOT, "docs/schemas", name), "utf8"), name).toBe(text);
  });

  test("exist for every document that names its schema", () => {
    const sources = ["src", "release"].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".ts"))
        .map((path) => readFileSync(join(ROOT, folder, path), "utf8")),
    );
    const named = sources.flatMap((text) =>
      Array.from(text.matchAll(/(?<!`)schemaId\("([^"]+)"\)/g), ([, name]) => name),
    );
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(files.map(([file]) => file)).toContain(`${name}.json`);
  });

  test.each(files)("%s is closed: every object refuses unknown fields (J14)", (_, text) => {
    const found = objects(JSON.parse(text));
    expect(found.length).toBeGreaterThan(0);
    for (const object of found) expect(object["additionalProperties"]).toBe(false);
  });

  test.each(files)("%s is a valid schema for ajv", (name) => {
    expect(validator(name)).toBeTypeOf("function");
  });
});

describe("ajv, as a second implementation,", () => {
  const root = JSON.parse(Buffer.from(formatRootStatement(sampleRoot())).toString());

  test("accepts a root statement and refuses it with a field more or less (J14)", () => {
    const validate = validator("root-statement.json");
    expect(validate(root)).toBe(true);
    expect(validate({ ...root, status: "signed" })).toBe(false);
    expect(validate({ ...root, predicate: { ...root.predicate, status: "signed" } })).toBe(false);
    expect(validate({ ...root, subject: [] })).toBe(false);
    const { pins: _, ...lacking } = root.predicate;
    expect(validate({ ...root, predicate: lacking })).toBe(false);
  });

  test("accepts the index of the vectors and refuses it with a verdict more", () => {
    const validate = validator("capsule-vectors.json");
    const index = JSON.parse(Buffer.from(vectorFiles().get("index.json")!).toString());
    expect(validate(index)).toBe(true);
    expect(validate({ ...index, vectors: [{ ...index.vectors[0], expect: "maybe" }] })).toBe(false);
  });

  test("accepts a fault as it is printed", () => {
    const validate = validator("fault.json");
    const fault = faultJson(new Fault("usage", "no command was given"));
    expect(validate(fault)).toBe(true);
    expect(validate({ ...fault, stack: "at" })).toBe(false);
  });
});
