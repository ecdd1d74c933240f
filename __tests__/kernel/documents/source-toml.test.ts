import { expect, test } from "vitest";
import { readSourceToml } from "../../../src/kernel/documents/source-toml.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";

const read = (text: string) => readSourceToml(encodeUtf8(text));
const DOTS = ".".repeat(250_000);

test.each([
  ["bare", `${"1.".repeat(250_000)}1 = 1\n`],
  ["in quotes", `${'"".'.repeat(250_000)}a = 1\n`],
  ["of a table", `[${"a.".repeat(250_000)}a]\n`],
  ["behind a string that its line ends", `a = "x\n${"1.".repeat(250_000)}1 = 1\n`],
])("stops at keys of more parts than a file may have values, %s", async (_what, text) => {
  await expectFault("sbom-limit", () => read(text));
});

test.each([
  ["a string", `a = "\\"${DOTS}"`, `"${DOTS}`],
  ["a literal string", `a = '\\${DOTS}'`, `\\${DOTS}`],
  ["a string of many lines", `a = """"\\"""${DOTS}\n"""`, `"""${DOTS}\n`.replace('"""', '""""')],
  ["a literal string of many lines", `a = '''"${DOTS}\n'''`, `"${DOTS}\n`],
  ["a comment", `# it's ${DOTS}\na = "1"`, "1"],
])("dots in %s are no parts of keys", (_what, text, value) => {
  expect(read(text)).toEqual({ a: value });
});
