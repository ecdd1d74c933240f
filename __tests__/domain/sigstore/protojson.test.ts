import { describe, expect, test } from "vitest";
import {
  anyObject,
  bytesField,
  closedObject,
  countField,
  fieldOr,
  listOf,
  nonEmptyBytesField,
  oneOf,
  openObject,
  optionalField,
  parseDocument,
  type Reader,
  textField,
  textOf,
  timeField,
} from "../../../src/domain/sigstore/protojson.ts";
import type { JsonValue } from "../../../src/kernel/json.ts";
import { expectFault } from "../../expect-fault.ts";

const NAMING = { code: "bundle-malformed", what: "the document" } as const;

/** Reads the value of the field `a` of a document that may have no other. */
function read<T>(reader: Reader<T>, value?: JsonValue): T {
  return parseDocument(closedObject({ a: reader }), value === undefined ? {} : { a: value }, NAMING).a;
}

async function refuses(reader: Reader<unknown>, value?: JsonValue, where = '"a"') {
  const fault = await expectFault("bundle-malformed", () => read(reader, value));
  const problem = value === undefined ? "missing" : "wrong";
  expect(fault.message).toBe(`the document is malformed: ${where} is ${problem}`);
}

const NO_TEXTS: readonly JsonValue[] = [1, true, null, [], ["a"], {}];

describe("a field", () => {
  test("of text is a text", async () => {
    expect([read(textField, "x"), read(textField, "")]).toEqual(["x", ""]);
    for (const value of [undefined, ...NO_TEXTS]) await refuses(textField, value);
  });

  test("of text may have bounds", async () => {
    const reader = textOf({ least: 1, most: 3 });
    expect([read(reader, "a"), read(reader, "abc"), read(textOf({ most: 1 }), "")]).toEqual(["a", "abc", ""]);
    for (const value of ["", "abcd", 1]) await refuses(reader, value);
    await refuses(textOf({ most: 0 }), "a");
  });

  test("of bytes is canonical base64, and empty only where it may be", async () => {
    expect(read(bytesField, "AQI=")).toEqual(new Uint8Array([1, 2]));
    expect(read(bytesField, "")).toEqual(new Uint8Array());
    expect(read(nonEmptyBytesField, "AQI=")).toEqual(new Uint8Array([1, 2]));
    await refuses(nonEmptyBytesField, "");
    await expectFault("base64-malformed", () => read(bytesField, "AQI"));
    for (const value of [undefined, ...NO_TEXTS]) await refuses(bytesField, value);
  });

  test("of a count is an integer of 64 bits that is not negative, as a text or a number; absent is none", async () => {
    for (const [value, count] of [
      [undefined, 0n],
      [null, 0n],
      [0, 0n],
      [7, 7n],
      ["0", 0n],
      ["12", 12n],
      ["9223372036854775807", 9223372036854775807n],
    ] as const) {
      expect(read(countField, value)).toBe(count);
    }
    for (const value of [
      "9223372036854775808",
      "10000000000000000000",
      "01",
      "-1",
      "1 ",
      " 1",
      "x1",
      "1x",
      "",
      -1,
      0.5,
      true,
      [],
      [1],
      {},
    ]) {
      await refuses(countField, value);
    }
  });

  test("of a time is one of RFC 3339", async () => {
    for (const [text, seconds] of [
      ["2026-11-21T12:00:00Z", 1795262400],
      ["2026-11-21T12:00:00.5Z", 1795262400.5],
      ["2026-11-21T12:00:00.123456789Z", 1795262400.123],
      ["2026-11-21T13:00:00+01:00", 1795262400],
      ["2026-11-21T11:30:00-00:30", 1795262400],
    ] as const) {
      expect(read(timeField, text).getTime()).toBe(seconds * 1000);
    }
    const wrong = [
      ...["2026-11-21", "2026-11-21T12:00Z", "2026-11-21T12:00:00", "2026-13-21T12:00:00Z", "x2026-11-21T12:00:00Z"],
      ...[
        "2026-11-21T12:00:00Zx",
        "2026-11-21T12:00:00.Z",
        "2026-11-21T12:00:00.1234567890Z",
        "2026-11-21T12:00:00+1:00",
      ],
      ...["2026-11-21 12:00:00Z", "12026-11-21T12:00:00Z", "2026-11-21T12:00:00+01:000", ""],
    ];
    for (const value of [...wrong, undefined, ...NO_TEXTS]) await refuses(timeField, value);
  });

  test("of a choice is exactly one of them", async () => {
    const reader = oneOf<string | number>("a", 1);
    expect([read(reader, "a"), read(reader, 1)]).toEqual(["a", 1]);
    for (const value of [undefined, "b", "1", null, 2, true]) await refuses(reader, value);
  });

  test("may be absent or null, and then means nothing, or what stands for it", async () => {
    for (const value of [undefined, null]) {
      expect(read(optionalField(textField), value)).toBeUndefined();
      expect(read(fieldOr(textField, "x"), value)).toBe("x");
    }
    expect([read(optionalField(textField), ""), read(fieldOr(textField, "x"), "")]).toEqual(["", ""]);
    await refuses(optionalField(textField), 1);
    await refuses(fieldOr(textField, "x"), 1);
  });

  test("of an object that somebody else reads is any object", async () => {
    expect(read(anyObject, { b: [] })).toEqual({ b: [] });
    for (const value of [undefined, "x", 1, null, [], true]) await refuses(anyObject, value);
  });
});

describe("a list", () => {
  test("has members of one kind, and bounds", async () => {
    const reader = listOf(textField, { least: 1, most: 2 });
    expect([read(reader, ["a"]), read(reader, ["a", "b"]), read(listOf(textField), [])]).toEqual([
      ["a"],
      ["a", "b"],
      [],
    ]);
    for (const value of [[], ["a", "b", "c"], {}, "a", null]) await refuses(reader, value);
    await refuses(reader);
    await refuses(reader, ["a", 1], '"a.1"');
    await refuses(listOf(listOf(textField)), [["a"], ["a", 1]], '"a.1.1"');
  });
});

describe("an object", () => {
  const nested = closedObject({ b: optionalField(textField), c: listOf(textField) });

  test("has its fields and, if it is closed, no other", async () => {
    expect(read(nested, { c: ["x"] })).toEqual({ b: undefined, c: ["x"] });
    expect(read(openObject({ b: textField }), { b: "x", more: 1 })).toEqual({ b: "x" });
    const fault = await expectFault("bundle-malformed", () => read(nested, { c: [], more: 1 }));
    expect(fault.message).toBe('the document is malformed: "a.more" is unknown field');
    for (const name of ["toString", "constructor", "__proto__"]) {
      const document = JSON.parse(`{"c":[],"${name}":1}`);
      await expectFault("bundle-malformed", () => read(nested, document));
    }
  });

  test("inherits no field", async () => {
    const fault = await expectFault("bundle-malformed", () => read(openObject({ toString: anyObject }), {}));
    expect(fault.message).toBe('the document is malformed: "a.toString" is missing');
  });

  test("is not anything else, and the first wrong field is told by its place", async () => {
    for (const value of ["x", 1, null, [], true]) {
      await refuses(nested, value);
      await refuses(openObject({}), value);
    }
    const missing = await expectFault("bundle-malformed", () => read(nested, {}));
    expect(missing.message).toBe('the document is malformed: "a.c" is missing');
    // Where it is right, a place is left behind.
    const wrong = await expectFault("bundle-malformed", () => read(nested, { b: "x", c: 1 }));
    expect(wrong.message).toBe('the document is malformed: "a.c" is wrong');
  });

  test("is the document itself", async () => {
    const fault = await expectFault("bundle-malformed", () => parseDocument(textField as never, {}, NAMING));
    expect(fault.message).toBe("the document is malformed is wrong");
  });
});
