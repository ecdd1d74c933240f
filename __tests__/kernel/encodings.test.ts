import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url, isBase64 } from "../../src/kernel/base64.ts";
import { decodeHex, encodeHex } from "../../src/kernel/hex.ts";
import { decodeUtf8, encodeUtf8 } from "../../src/kernel/utf8.ts";
import { expectFault } from "../expect-fault.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);

describe("base64", () => {
  // RFC 4648 §10.
  test.each([
    ["", ""],
    ["f", "Zg=="],
    ["fo", "Zm8="],
    ["foo", "Zm9v"],
    ["foob", "Zm9vYg=="],
    ["fooba", "Zm9vYmE="],
    ["foobar", "Zm9vYmFy"],
  ])("writes and reads %j as RFC 4648 does", (text, encoded) => {
    expect(encodeBase64(encodeUtf8(text))).toBe(encoded);
    expect(decodeBase64(encoded)).toEqual(encodeUtf8(text));
    expect(encodeBase64Url(encodeUtf8(text))).toBe(encoded.replaceAll("=", ""));
    expect(decodeBase64Url(encoded.replaceAll("=", ""))).toEqual(encodeUtf8(text));
  });

  test.each([
    ["Zm9v\n", "a newline at the end"],
    ["Zm9v\r\nZm9v", "a newline inside"],
    ["Zm 9v", "a space"],
    ["Zg", "no padding"],
    ["Zg=", "half the padding"],
    ["Zg===", "too much padding"],
    ["Zh==", "trailing bits"],
    ["Zm9=", "trailing bits of two"],
    ["_-8=", "the alphabet of URLs"],
    ["Zm9vYg==Zg==", "two values"],
    ["=", "padding alone"],
    ["Z", "a lone character"],
    ["Zm9vé", "a letter outside of the alphabet"],
  ])("refuses %j: %s (J15)", async (text) => {
    const fault = await expectFault("base64-malformed", () => decodeBase64(text));
    expect(fault.message).not.toContain("\n");
  });

  test.each(["Zg==", "+/8", "Zh", "Zg\n"])("refuses %j as base64url (J15)", async (text) => {
    await expectFault("base64-malformed", () => decodeBase64Url(text));
  });

  test("reads the alphabet of URLs only as base64url", () => {
    expect(decodeBase64Url("_-8")).toEqual(bytes(0xff, 0xef));
    expect(encodeBase64Url(bytes(0xff, 0xef))).toBe("_-8");
    expect(encodeBase64(bytes(0xff, 0xef))).toBe("/+8=");
  });

  test("gives back every byte, as Node's Buffer writes it", () => {
    const long = fc.uint8Array({ minLength: 8_000, maxLength: 20_000 });
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: fc.uint8Array() }, long), (value) => {
        expect(decodeBase64(encodeBase64(value))).toEqual(value);
        expect(decodeBase64Url(encodeBase64Url(value))).toEqual(value);
        expect(encodeBase64(value)).toBe(Buffer.from(value).toString("base64"));
        expect(encodeBase64Url(value)).toBe(Buffer.from(value).toString("base64url"));
      }),
    );
  });

  test("takes a text exactly if Node's Buffer writes it again (J15)", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."AQZgw9+/-_==\n \u00e9"), maxLength: 9 });
    fc.assert(
      fc.property(letters, (text) => {
        const isWritten = (name: "base64" | "base64url") => Buffer.from(text, name).toString(name) === text;
        expect(isTaken(decodeBase64, text)).toBe(isWritten("base64"));
        expect(isTaken(decodeBase64Url, text)).toBe(isWritten("base64url"));
        expect(isBase64(text)).toBe(text !== "" && isWritten("base64"));
      }),
      { numRuns: 2_000 },
    );
  });

  test("encodes a view of a larger buffer, not the buffer", () => {
    expect(encodeBase64(bytes(1, 2, 3, 4).subarray(1, 3))).toBe("AgM=");
    expect(encodeBase64Url(bytes(1, 2, 3, 4).subarray(1, 3))).toBe("AgM");
    expect(encodeHex(bytes(1, 2, 3, 4).subarray(1, 3))).toBe("0203");
  });
});

function isTaken(decode: (text: string) => Uint8Array, text: string): boolean {
  try {
    decode(text);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: "base64-malformed" });
    return false;
  }
}

describe("hex", () => {
  test("gives back every byte in lower case", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (value) => {
        expect(encodeHex(value)).toMatch(/^(?:[0-9a-f]{2})*$/);
        expect(decodeHex(encodeHex(value))).toEqual(value);
      }),
    );
  });

  test.each(["AB", "abc", "0x00", "zz", "ab ", "ab\n", "é"])("refuses %j", async (text) => {
    await expectFault("hex-malformed", () => decodeHex(text));
  });
});

describe("UTF-8", () => {
  test("gives back every well-formed text, a byte order mark included", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        if (text.isWellFormed()) expect(decodeUtf8(encodeUtf8(text))).toBe(text);
      }),
    );
    expect(decodeUtf8(bytes(0xef, 0xbb, 0xbf, 0x61))).toBe("\ufeffa");
  });

  test.each([
    ["a byte that begins nothing", bytes(0xff)],
    ["a sequence that is cut off", bytes(0xc3)],
    ["an overlong slash", bytes(0xc0, 0xaf)],
    ["a surrogate", bytes(0xed, 0xa0, 0x80)],
    ["a code point beyond Unicode", bytes(0xf4, 0x90, 0x80, 0x80)],
  ])("refuses %s and names the document", async (_, value) => {
    const fault = await expectFault("utf8-malformed", () => decodeUtf8(value, "checksum list"));
    expect(fault.message).toBe("checksum list is not valid UTF-8 at line 1");
  });

  test("refuses to write a lone surrogate", async () => {
    await expectFault("utf8-malformed", () => encodeUtf8("a\ud800"));
  });
});
