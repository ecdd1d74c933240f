import { expect, test } from "vitest";
import { readSourceYaml } from "../../../src/kernel/documents/source-yaml.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";

const read = (text: string) => readSourceYaml(encodeUtf8(text));

test("every scalar is text, as it is written", () => {
  expect(read("a: 1.10\nb: [true, null]\n---\nc: 12e34567\n")).toEqual([
    { a: "1.10", b: ["true", "null"] },
    { c: "12e34567" },
  ]);
});

test.each([
  ["a mark behind a value", 'a: 1\nb: 2\nc: "x" "y"\n', 3],
  ["a list without its end, on the line where it ends", "a: 1\nb: [1,\n", 3],
  ["a second key on the line of a list", "a: [1\nb: 2\n", 2],
  ["a bracket that closes nothing", "a: 1\n\nb: ]\n", 3],
  ["a key that is there already", "a: 1\na : 2\n", 2],
  ["the end of a document before any", "...\n", undefined],
])("names the line of the first fault: %s", async (_what, text, line) => {
  if (line === undefined) return expect(read(text)).toEqual([]);
  const fault = await expectFault("sbom-source-malformed", () => read(text));
  expect(fault.at).toEqual({ line });
});

test.each([
  ["a: 1\nb: [a\nc: d\n", "a bracket is not closed, at line 3"],
  ["a: {b: c\nd: e\n", "a bracket is not closed, at line 2"],
  ["a: [b, c]]\n", "something stands where it cannot, as a bracket too many or text behind a closing quote, at line 1"],
  ['a: "b\nc: d\n', "a quote is not closed, at line 3"],
  ["a:\n\tb: c\n", "a tab indents the line, where only spaces may, at line 2"],
  [
    "a: b: c\n",
    'a value that holds ": " must stand in quotes, and a map or list must begin on a line of its own, at line 1',
  ],
  ["a: @b\n", "a value begins with a character that must stand in quotes, at line 1"],
  ["a: b\nc\n", "a key has no colon after it, at line 2"],
  ["a:\n  b: c\n d: e\n", "the indentation is not that of the lines it belongs to, at line 3"],
  ["a: [b]#c\n", "a space is missing before a #, at line 1"],
  ['{"a": 1,\n"b" 2}', "a comma or colon is missing in brackets, at line 2"],
  ["a: !<b c\n", "a tag is not known, at line 1"],
  ["a: *b\n", "an alias stands for nothing, for no anchor before it has its name"],
])("says what is wrong: %j", async (text, problem) => {
  const fault = await expectFault("sbom-source-malformed", () => read(text));
  expect(fault.message).toBe(`the file is not YAML: ${problem}`);
});

test.each([
  ["nests deep in lists", `a: ${"[".repeat(600)}${"]".repeat(600)}`],
  ["nests deep in maps on one line", `${"? ".repeat(600)}a`],
  ["goes to one place by many aliases", `a: &a x\nb: [${"*a,".repeat(101)}]`],
  [
    "goes to many places by aliases",
    Array.from({ length: 101 }, (_, n) => `k${n}: &k${n} x\nj${n}: *k${n}`).join("\n"),
  ],
  ["has few aliases in much", `a: &a x\nb: [${"*a,".repeat(90)}]\nc: [${"x,".repeat(2000)}]`],
])("stops at a document that %s (X17)", async (_what, text) => {
  await expectFault("sbom-source-malformed", () => read(text));
});

test("stops at a document that holds more words than a lockfile (X18)", async () => {
  await expectFault("sbom-limit", () => read(`a: ${"!a ".repeat(500_001)}`));
});

test("what is too much for a document of another name is a fault of that document", async () => {
  const name = { what: "the manifest", code: "manifest-malformed" } as const;
  const deep = encodeUtf8(`a: ${"[".repeat(600)}`);
  const fault = await expectFault("manifest-malformed", () => readSourceYaml(deep, name));
  expect(fault.problem).toBe("the manifest nests deeper than 512 levels");
});
