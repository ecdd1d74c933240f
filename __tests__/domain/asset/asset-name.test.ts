import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { requireAssetName } from "../../../src/domain/asset/asset-name.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { expectFault } from "../../expect-fault.ts";

const ALLOWED: [string, string[]][] = [
  ["shell syntax (N01)", ["$(id).tgz", "`id`.tgz", "a;id", "a|id", "a&&id"]],
  ["a single quote (N02)", ["it's.tgz"]],
  ["a leading dash (N11)", ["-rf", "--help", "-n.txt"]],
  ["255 bytes (N14)", ["a".repeat(255), "é".repeat(127)]],
  ["a Windows device name (N15)", ["CON", "aux.txt"]],
  ["names of object properties (N21)", ["__proto__", "constructor", "toString"]],
  ["glob characters (N23)", ["a*b?[c]{d}"]],
  ["workflow commands (N24)", ["%0A::set-output", "::warning::", "##[error]"]],
  ["an expression (N25)", ["$" + "{{ secrets.X }}"]],
  ["names that begin with a dot, or hold dots", [".env", "..hidden", "a..b"]],
  ["letters of any script", ["naïve-программа-文件.zip", "a b.tar.gz"]],
];

const REFUSED: [string, FaultCode, string[]][] = [
  ["a line feed (N03)", "asset-name-control", ["a\nb"]],
  [
    "control characters (N04)",
    "asset-name-control",
    ["a\rb", "a\tb", "a\0b", "\x1b[2Ja", "a\x7f", "a\x85b", "a\u2028b"],
  ],
  [
    "bidirectional controls (N05)",
    "asset-name-bidi",
    [..."\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u061c"].map((char) => `a${char}b`),
  ],
  [
    "zero-width characters (N06)",
    "asset-name-bidi",
    ["a\u200bb", "a\u200db", "\ufeffa", "a\u2060", "a\u00adb", "a\u3164"],
  ],
  [
    "a path (N10)",
    "asset-name-invalid",
    ["../x", "a/../../x", "/abs/x", "C:\\x", "..\\x", "\\\\srv\\x", "C:x", "a/b", "a\\b"],
  ],
  ["a single dash (N12)", "asset-name-invalid", ["-"]],
  ["nothing, and names of dots (N13)", "asset-name-invalid", ["", ".", "..", "..."]],
  ["256 bytes and more (N14)", "asset-name-length", ["a".repeat(256), "é".repeat(128), "x".repeat(4096)]],
  ["a trailing dot or space (N15)", "asset-name-invalid", ["a.", "a ", "a.txt."]],
  ["spaces at either end (N16)", "asset-name-invalid", [" a", "a ", "\u00a0a", "a\u3000"]],
  ["what is not Unicode (N17)", "asset-name-invalid", ["a\ud800", "\udfffb"]],
];

describe("asset names", () => {
  test.each(ALLOWED)("allows %s", (_, names) => {
    for (const name of names) expect(requireAssetName(name)).toBeUndefined();
  });

  test.each(REFUSED)("refuses %s", async (_, code, names) => {
    for (const name of names) await expectFault(code, () => requireAssetName(name));
  });

  test("prints hostile characters escaped only (N04, N05)", async () => {
    const control = await expectFault("asset-name-control", () => requireAssetName("\x1b[31mred"));
    expect(control.message).not.toContain("\x1b");
    const bidi = await expectFault("asset-name-bidi", () => requireAssetName("a\u202egpj.exe"));
    expect(bidi.message).toContain("u{202e}");
  });

  test("refuses any text with a fault or leaves it alone", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
        try {
          requireAssetName(name);
        } catch (error) {
          return error instanceof Fault;
        }
        return name !== "" && !/[/\\\p{Cc}]/u.test(name) && Buffer.byteLength(name) <= 255;
      }),
    );
  });
});
