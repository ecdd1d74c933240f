import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hideSecret } from "../../src/kernel/hide-secret.ts";

const TOKEN = "ghs_SECRETsecret0123456789";
const base64 = (text: string): string => Buffer.from(text).toString("base64");

describe("what tells a secret is hidden (X21)", () => {
  test.each([
    ["as it is", TOKEN],
    ["in capitals", TOKEN.toUpperCase()],
    ["without its last character", TOKEN.slice(0, -1)],
    ["a part of it", TOKEN.slice(8, 20)],
    ["in base64", base64(TOKEN)],
    ["in base64 behind a word", base64(`x-access-token:${TOKEN}`).slice(20)],
    ["in base64 behind one byte and before another", base64(`x${TOKEN}y`).slice(2, -2)],
    ["in base64url", Buffer.from(`??${TOKEN}`).toString("base64url").slice(3)],
    ["in hex", Buffer.from(TOKEN).toString("hex")],
    ["in an address", [...TOKEN].map((one) => `%${one.charCodeAt(0).toString(16)}`).join("")],
    ["with one letter escaped", TOKEN.replace("S", "%53")],
    ["in escapes of JSON", [...TOKEN].map((one) => `\\u00${one.charCodeAt(0).toString(16)}`).join("")],
    ["split by NUL", `${TOKEN.slice(0, 12)}\0${TOKEN.slice(12)}`],
    ["split by spaces", [...TOKEN].join(" ")],
    ["base64 in two lines", base64(TOKEN).replace(/^.{9}/, "$&\r\n")],
  ])("%s", (_form, told) => {
    expect(hideSecret(`bad <${told}> here`, TOKEN)).toMatch(/^bad <.{0,2}\*\*\*.{0,3}> here$/);
  });

  test("every time that it is there", () => {
    expect(hideSecret(`${TOKEN} and ${base64(TOKEN)}`, TOKEN)).toMatch(/^\*\*\* and \*\*\*.{0,2}$/);
  });
});

test("nothing else is hidden", () => {
  const said = "Resource not accessible by integration: ghs_SECRET is no token";
  expect(hideSecret(said, "ghs_0123456789abcdefghij")).toBe(said);
  expect(hideSecret(said, "")).toBe(said);
});

test("no part of a secret is left, wherever it stands, in base64 too", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (before, behind) => {
      const told = hideSecret(`${before}${TOKEN}${behind} ${base64(before + TOKEN + behind)}`, TOKEN);
      expect(told).not.toContain("SECRETsecret");
      expect(told).not.toContain(base64(TOKEN).slice(4, 24));
    }),
  );
});
