import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quotePowerShell, quoteSh } from "../../src/kernel/shell.ts";
import { expectFault } from "../expect-fault.ts";
import { POSIX_SHELLS } from "../posix-shells.ts";
import { parsePowerShell } from "../powershell-grammar.ts";

const HOSTILE = [
  "$(touch canary).tgz",
  "`touch canary`.tgz",
  "a;touch canary",
  "a|touch canary",
  "a&&touch canary",
  "a>canary",
  "it's; touch canary; '",
  "''",
  "'",
  "\\'",
  'say "hi" $HOME',
  "",
  " ",
  "~",
  "~root",
  "*",
  "?[a-z]{a,b}",
  "#comment",
  "!!",
  "=ls",
  "%0A::warning::",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a name that a workflow would evaluate (N25)
  "${{ secrets.X }}",
  "-rf",
  "--help",
  "café",
  "a\\",
  "C:\\x",
  "$IFS",
  "v1.2.3-beta+1",
];

describe.each(POSIX_SHELLS)("$name", ({ program, before, installed }) => {
  const absent = !installed;
  const run = (script: string, cwd: string) => execFileSync(program, [...before, script], { cwd, encoding: "utf8" });

  test.skipIf(absent)("reads every hostile name as one word and runs nothing (N01, N02, V02)", () => {
    const folder = mkdtempSync(join(tmpdir(), "shell-"));
    try {
      const printed = run(`printf '%s\\n' ${HOSTILE.map(quoteSh).join(" ")}`, folder);
      expect(printed).toBe(`${HOSTILE.join("\n")}\n`);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.skipIf(absent)("reads any text of printable characters as one word", () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom(..." abc'\"\\$`;|&<>()*?[]{}~!#=%-^é") }), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(words, (texts) => {
        expect(run(`printf '%s\\n' ${texts.map(quoteSh).join(" ")}`, tmpdir())).toBe(`${texts.join("\n")}\n`);
      }),
      { numRuns: 20 },
    );
  });
});

describe("quoteSh", () => {
  test("leaves plain words as they are and quotes the rest", () => {
    expect(["dist/a_b-1.2+3.tgz", "@scope/x", "a:b"].map(quoteSh)).toEqual(["dist/a_b-1.2+3.tgz", "@scope/x", "a:b"]);
    expect(["a b", "a'b", "a=b", "~a", "a,b", "é", ""].map(quoteSh)).toEqual([
      "'a b'",
      "'a'\\''b'",
      "'a=b'",
      "'~a'",
      "'a,b'",
      "'é'",
      "''",
    ]);
  });
});

describe("quotePowerShell", () => {
  test("leaves plain words and options as they are", () => {
    const plain = ["dist/a_b-1.2.tgz", "verify", "--json", "-c", "1.2"];
    expect(plain.map(quotePowerShell)).toEqual(plain);
  });

  test.each([
    ["a b", "'a b'"],
    ["a'b", "'a''b'"],
    ["a\u2018b\u2019c\u201ad\u201be", "'a\u2018\u2018b\u2019\u2019c\u201a\u201ad\u201b\u201be'"],
    ["$(id)", "'$(id)'"],
    ["`id`", "'`id`'"],
    ["-a.b", "'-a.b'"],
    ["--a.b", "'--a.b'"],
    ["---a", "'---a'"],
    ["@x", "'@x'"],
    ["a,b", "'a,b'"],
    [".\\x", "'.\\x'"],
    ["C:/x", "'C:/x'"],
    ["a:b", "'a:b'"],
    ["", "''"],
  ])("writes %j as %s (N02)", (text, quoted) => {
    expect(quotePowerShell(text)).toBe(quoted);
  });

  test("by PowerShell's grammar every hostile name is one literal word, and nothing else is run (N01, N02, V02)", () => {
    const { sound, shape, words } = parsePowerShell(
      HOSTILE.map((text) => `Write-Output ${quotePowerShell(`${text} x`)}`).join("\n"),
    );
    expect(words).toEqual(HOSTILE.map((text) => `${text} x`));
    expect(shape.match(/\(command /g)).toHaveLength(HOSTILE.length);
    expect(sound).toBe(true);
    expect(parsePowerShell("Write-Output 'a'; Write-Output '").sound).toBe(false);
  });

  test("by PowerShell's grammar any text of printable characters is one literal word", () => {
    const texts = fc.string({
      unit: fc.constantFrom(..." abc'\"\\$`;|&<>()*?[]{}~!#=%-^@,.:é"),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(texts, (text) => {
        const { sound, shape, words } = parsePowerShell(`Write-Output ${quotePowerShell(`${text} `)}`);
        expect({ sound, words }).toEqual({ sound: true, words: [`${text} `] });
        expect(shape).toBe(parsePowerShell("Write-Output 'a '").shape);
      }),
    );
  });

  test("PowerShell reads every hostile name as one word", (context) => {
    context.skip(!isInstalled("pwsh"), "pwsh is not installed");
    const script = HOSTILE.map((text) => `Write-Output ${quotePowerShell(text)}`).join("\n");
    const printed = execFileSync("pwsh", ["-NoProfile", "-Command", script], { encoding: "utf8" });
    expect(printed.replaceAll("\r\n", "\n")).toBe(`${HOSTILE.join("\n")}\n`);
  });
});

test.each(["a\nb", "a\rb", "a\0b", "a\u001b[2J", "a\tb", "a\u202eb", "a\u200bb", "\ud800", "a\u007f"])(
  "both refuse %j, which a person could not see (N03–N06)",
  async (text) => {
    await expectFault("text-unquotable", () => quoteSh(text));
    await expectFault("text-unquotable", () => quotePowerShell(text));
  },
);

function isInstalled(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}
