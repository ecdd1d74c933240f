import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { formatPem, parsePem } from "../../src/kernel/pem.ts";
import { expectFault } from "../expect-fault.ts";

const KEY = generateKeyPairSync("ec", { namedCurve: "prime256v1" }).publicKey;
const DER = KEY.export({ format: "der", type: "spki" });
const BYTES = Uint8Array.from({ length: 100 }, (_, index) => index);

describe("PEM", () => {
  test("is what Node writes and reads", () => {
    expect(formatPem(DER, "PUBLIC KEY")).toBe(KEY.export({ format: "pem", type: "spki" }));
    expect(createPublicKey(formatPem(DER, "PUBLIC KEY")).equals(KEY)).toBe(true);
  });

  test("holds lines of 64 characters between its two labels, certificates by default", () => {
    const lines = formatPem(BYTES).split("\n");
    expect([lines[0], lines.at(-2), lines.at(-1)]).toEqual([
      "-----BEGIN CERTIFICATE-----",
      "-----END CERTIFICATE-----",
      "",
    ]);
    expect(lines.slice(1, -2).map((line) => line.length)).toEqual([64, 64, 8]);
    expect(formatPem(new Uint8Array())).toBe("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");
  });

  test("is read back, with either line end", () => {
    expect(parsePem(formatPem(BYTES))).toEqual(BYTES);
    expect(parsePem(formatPem(DER, "PUBLIC KEY").replaceAll("\n", "\r\n"), "PUBLIC KEY")).toEqual(new Uint8Array(DER));
  });

  test.each([
    ["nothing", ""],
    ["another label", formatPem(BYTES, "PUBLIC KEY")],
    ["text before it", `x\n${formatPem(BYTES)}`],
    ["text behind it", `${formatPem(BYTES)}x`],
    ["two blocks", formatPem(BYTES) + formatPem(BYTES)],
    ["spaces in it", formatPem(BYTES).replace("AAEC", "AA EC")],
    ["no content", formatPem(new Uint8Array())],
  ])("is refused with %s", async (_what, text) => {
    await expectFault("pem-malformed", () => parsePem(text));
  });
});
