import { expect, test } from "vitest";
import type { Component, Inventory } from "../../src/domain/sbom/model/inventory.ts";
import { sbomText } from "../../src/views/sbom/sbom-text.ts";

function component(one: Partial<Component> & { name: string }): Component {
  return {
    ...{ ref: one.name, kind: "library", group: undefined, version: undefined, purl: undefined, hashes: [] },
    ...{ licenses: [], scope: "runtime", firstParty: false, foundIn: [], origin: undefined, commit: undefined },
    properties: [],
    ...one,
  } as Component;
}

const root = component({ name: "tool", kind: "file" });
const inventory: Inventory = {
  root,
  components: [
    component({ name: `long-${"x".repeat(200)}`, licenses: ["MIT AND ".repeat(20)], purl: "pkg:npm/x" }),
    component({ name: "a\u202eb", group: "g", purl: "pkg:maven/g/a@1", version: "1" }),
    component({ name: "f", kind: "file", version: `sha256:${"a".repeat(64)}` }),
  ],
  ...{ edges: [], recognised: [], unread: [] },
  completeness: [{ level: "incomplete", refs: ["tool"], reason: "it holds more" }],
  remarks: [`"${"y".repeat(30)}" ${"was not read ".repeat(10)}`],
};

test.each([40, 60, 80])("no row of the table is wider than a terminal of %i columns (L14)", (width) => {
  const lines = sbomText(inventory, { width, paint: (_style, text) => text }).split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(Math.max(width, 58));
  expect(lines.find((line) => line.includes("long-"))).toContain("…");
});

test("the table shortens digests, names Maven's packages as Maven does, and shows what nobody could see", () => {
  const text = sbomText(inventory, { width: 200, paint: (_style, one) => one });
  expect(text).toContain("sha256:aaaaaaaaaaaa…");
  expect(text).toContain("g:a\\u{202e}b");
  expect(text).toMatch(/^SBOM {2}tool: 3 components, incomplete\n\n {2}It holds more\.\n/);
});
