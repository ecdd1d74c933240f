import { describe, expect, test } from "vitest";
import { encodePieces, Items, jsonPieces, largePieces } from "../../../../src/domain/sbom/write/json-pieces.ts";
import { expectFault } from "../../../expect-fault.ts";

describe.for([0, 2] as const)("JSON in pieces, indented by %d", (indent) => {
  test("is what JSON.stringify makes of the whole", () => {
    const items = [{ a: 1, b: ["x\ny"] }, "z", []];
    const written = [...jsonPieces({ one: 1, none: undefined, list: new Items(() => items), last: {} }, indent)].join(
      "",
    );
    expect(written).toBe(JSON.stringify({ one: 1, list: items, last: {} }, null, indent));
  });

  test("is the same where an item has items of its own", () => {
    const inner = ["x", { y: ["\n"] }];
    const items = () => ["a", { before: 1, none: undefined, inner: new Items(() => inner), behind: {} }];
    const text = [...jsonPieces({ list: new Items(items) }, indent)].join("");
    expect(text).toBe(JSON.stringify({ list: ["a", { before: 1, inner, behind: {} }] }, null, indent));
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

test("large pieces are the same text, and few", () => {
  const pieces = Array.from({ length: 5_000 }, (_, number) => `${number} ${"é".repeat(100)}\n`);
  const large = [...largePieces(() => pieces)];
  expect(large.join("")).toBe(pieces.join(""));
  expect(large.length).toBeLessThan(20);
});

test("nothing is written of a text that is not well-formed at its end", async () => {
  const written: string[] = [];
  await expectFault("utf8-malformed", () => {
    for (const piece of largePieces(() => ["a".repeat(1 << 20), "\ud800"])) written.push(piece);
  });
  expect(written).toEqual([]);
});
