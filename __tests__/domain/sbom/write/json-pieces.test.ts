import { describe, expect, test } from "vitest";
import { encodePieces, Items, jsonPieces } from "../../../../src/domain/sbom/write/json-pieces.ts";
import { expectFault } from "../../../expect-fault.ts";

describe.for([0, 2] as const)("JSON in pieces, indented by %d", (indent) => {
  test("is what JSON.stringify makes of the whole", () => {
    const items = [{ a: 1, b: ["x\ny"] }, "z", []];
    const written = [...jsonPieces({ one: 1, none: undefined, list: new Items(() => items), last: {} }, indent)].join(
      "",
    );
    expect(written).toBe(JSON.stringify({ one: 1, list: items, last: {} }, null, indent));
  });

  test("of no items has an empty list", () => {
    expect(JSON.parse([...jsonPieces({ list: new Items(() => []) }, indent)].join(""))).toEqual({ list: [] });
  });

  test("holds nothing that a terminal obeys, and means the same (X23)", () => {
    const value = { name: "a\u009b2J\u202eb\u200b", list: ["\u001b]0;x\u0007"] };
    const text = [...jsonPieces({ ...value, list: new Items(() => value.list) }, indent)].join("");
    expect(text.replaceAll("\n", "")).toMatch(/^[ -~]+$/);
    expect(JSON.parse(text)).toEqual(value);
  });
});

test("pieces become the bytes of UTF-8, asked for twice", async () => {
  expect(encodePieces(() => ["a", "é", "\u{1f600}"])).toEqual(new TextEncoder().encode("aé\u{1f600}"));
  await expectFault("utf8-malformed", () => encodePieces(() => ["\ud800"]));
});
