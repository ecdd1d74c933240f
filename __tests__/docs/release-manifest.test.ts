import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { CHECK_IDS } from "../../src/domain/release/checks/release-claim.ts";
import { requiredChecks } from "../../src/domain/release/checks/required-checks.ts";
import { parseManifest } from "../../src/domain/release/manifest.ts";

const file = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
const text = file("docs/release-manifest.md");
const examples = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = ""]) => yaml);
const schema = JSON.parse(file("docs/schemas/release-manifest.json"));

describe("the document of the release manifest", () => {
  test.each(examples)("has examples that the program reads, and ajv by the schema: %#", (yaml) => {
    const validate = new Ajv2020({ strict: true, strictTuples: false, allowUnionTypes: true }).compile(schema);
    expect(parseManifest(Buffer.from(yaml), "manifest.yaml").length).toBeGreaterThan(0);
    expect(validate(parse(yaml))).toBe(true);
    expect(validate({ ...parse(yaml), colour: "red" })).toBe(false);
  });

  test("names every check with when it is required", () => {
    const rows = new Map(
      [...text.matchAll(/^\| `([a-z-]+)` \| .* \| (always|with a manifest|by policy) \|$/gm)].map(
        ([, id = "", when = ""]) => [id, when],
      ),
    );
    expect([...rows.keys()].sort()).toEqual([...CHECK_IDS].sort());
    for (const [id, when] of rows) {
      const always = requiredChecks(undefined).has(id as never);
      const withManifest = requiredChecks({}).has(id as never);
      expect(when, id).toBe(always ? "always" : withManifest ? "with a manifest" : "by policy");
    }
  });
});

test("our own release manifest is one", () => {
  const [release] = parseManifest(Buffer.from(file("release/manifest.yaml")), "release/manifest.yaml");
  expect(release).toMatchObject({ name: "release-capsule", tag: "v{version}" });
});
