import { expect, test } from "vitest";
import type { JsonLinesOptions } from "../../src/kernel/jsonl.ts";
import { parseJsonLines } from "../../src/kernel/jsonl.ts";
import { expectFault } from "../expect-fault.ts";

const parse = (text: string, options?: JsonLinesOptions) => parseJsonLines(new TextEncoder().encode(text), options);

test("reads a document a line and passes over blank ones (J13)", () => {
  expect(parse('{"a":1}\n\n  \t\r\n[2]\r\nnull')).toEqual([{ a: 1 }, [2], null]);
  expect(parse("1\n")).toEqual([1]);
  expect(parse("\n1\n2")).toEqual([1, 2]);
  expect(parse("")).toEqual([]);
});

test("refuses the whole file for one bad line, and names it (J13)", async () => {
  const fault = await expectFault("json-malformed", () => parse('{"a":1}\n\n{"a":1}{\n', { what: "download" }));
  expect(fault.message).toContain("line 3 of download");
  await expectFault("json-malformed", () => parse("[1,\n2]"));
  await expectFault("json-malformed", () => parse("1\v\n"));
});

test("refuses one line more than the limit, blank ones not counted (J13)", async () => {
  expect(parse("1\n\n2\n", { maxLines: 2 })).toEqual([1, 2]);
  await expectFault("json-too-large", () => parse("1\n2\n3", { maxLines: 2 }));
  await expectFault("json-too-large", () => parse("1\n".repeat(10_001)));
});

test("limits the bytes of the file, not of a line (J10)", async () => {
  expect(parse("11\n22", { maxBytes: 5 })).toEqual([11, 22]);
  await expectFault("json-too-large", () => parse("11\n222", { maxBytes: 5 }));
});

test("passes depth and prototype keys on to each line", async () => {
  await expectFault("json-too-large", () => parse("[[1]]", { maxDepth: 1 }));
  expect(parse('{"constructor":1}', { prototypeKeys: "keep" })).toEqual([{ constructor: 1 }]);
});
