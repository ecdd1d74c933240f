import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { GENERATED, withTables } from "../../tools/readme/option-tables.ts";

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");

test.each(Object.entries(GENERATED))("the tables of %s are current (npm run generate)", (path, parts) => {
  const text = read(path);
  for (const name of parts) expect(text).toContain(`<!-- made: ${name} -->`);
  expect(withTables(text)).toBe(text);
});

test("a part that nothing makes is refused", () => {
  expect(() => withTables("<!-- made: wishes -->\n<!-- end -->")).toThrow("nothing is called wishes");
});
