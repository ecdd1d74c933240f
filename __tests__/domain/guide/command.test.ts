import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { command, digestWord, fileWord } from "../../../src/domain/guide/command.ts";
import { POSIX_SHELLS, type PosixShell } from "../../posix-shells.ts";
import { parsePowerShell } from "../../powershell-grammar.ts";
import { powershellWords } from "../../powershell-words.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const HOSTILE = [
  "$(touch canary).tgz",
  "`touch canary`",
  "a;touch canary",
  "a|touch canary",
  "a&&touch canary",
  "'; touch canary; '",
  "'$(touch canary)'",
  "\u2019; New-Item canary; \u2019",
  "it's",
  "-rf",
  "--help",
  "~root",
  "=touch",
  "!!",
  "{a,b}",
  "*",
  "a b  c",
  "%PATH%",
  '"; touch canary; "',
  "#comment",
  "@args",
  "$env:PATH",
];
const [SH] = POSIX_SHELLS as [PosixShell, ...PosixShell[]];

/** The words that a program gets when a shell runs the text. */
function wordsIn({ program, before }: PosixShell, text: string): string[] {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "program"), "#!/bin/sh\nprintf '%s\\0' \"$@\"\n");
  chmodSync(join(folder, "program"), 0o755);
  const env = { PATH: `${folder}:/usr/bin:/bin` };
  const said = execFileSync(program, [...before, text], { cwd: folder, env, encoding: "utf8" });
  expect(existsSync(join(folder, "canary"))).toBe(false);
  return said.split("\0").slice(0, -1);
}

describe.each(POSIX_SHELLS)("in $name", (shell) => {
  const absent = !shell.installed;

  test.skipIf(absent)(
    "each hostile word reaches the program as itself, and nothing else runs (N01, N02, N11, N25, V02)",
    () => {
      const words = HOSTILE.flatMap((word) => ["--flag", word]);
      expect(wordsIn(shell, command(["program", ...words]).sh)).toEqual(words);
    },
  );

  test.skipIf(absent)("the digest of a file with a hostile name is computed and nothing runs (N01, N02, N11)", () => {
    for (const name of HOSTILE) {
      const folder = temporaryFolder();
      writeFileSync(join(folder, name), "hello\n");
      const text = `printf %s ${(digestWord(name, "sha256:") as { sh: string }).sh}`;
      const said = execFileSync(shell.program, [...shell.before, text], { cwd: folder, encoding: "utf8" });
      expect(said).toBe("sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
      expect(existsSync(join(folder, "canary"))).toBe(false);
    }
  });
});

test("by PowerShell's rules each hostile word is one literal argument (N01, N02, N11)", () => {
  const words = ["program", ...HOSTILE.flatMap((word) => ["--flag", word])];
  expect(powershellWords(command(words).powershell)).toEqual(words);
});

test("by PowerShell's grammar a hostile word changes nothing but itself (N01, N02, N11)", () => {
  const shapeOf = (name: string): string => {
    const text = command(["program", fileWord(name), "--digest", digestWord(name, "sha256:")]).powershell;
    const { sound, shape, words } = parsePowerShell(text);
    expect(words.filter((word) => word === fileWord(name))).toHaveLength(2);
    expect(sound).toBe(true);
    return shape;
  };
  const plain = shapeOf("two words");
  for (const word of HOSTILE) expect(shapeOf(word)).toBe(plain);
});

test("whatever the words, both shells read them back", () => {
  const word = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
      const text = command(["program", ...words]);
      expect(powershellWords(text.powershell)).toEqual(["program", ...words]);
      expect(wordsIn(SH, text.sh)).toEqual(words);
    }),
    { numRuns: 25 },
  );
});

test("a short command stays on one line, a long one has a flag on each", () => {
  expect(command(["cosign", "version"]).sh).toBe("cosign version");
  const long = command(["tool", "file", "--first", "a".repeat(60), "--second", "b".repeat(60)]);
  expect(long.sh).toBe(`tool file \\\n  --first ${"a".repeat(60)} \\\n  --second ${"b".repeat(60)}`);
  expect(long.powershell).toBe(`tool file \`\n  --first ${"a".repeat(60)} \`\n  --second ${"b".repeat(60)}`);
});

test.each([
  ["tool.tgz", "tool.tgz"],
  ["-rf", "./-rf"],
  ["--help", "./--help"],
  [".hidden", "./.hidden"],
  ["sha256:00", "./sha256:00"],
])("the file %s is written %s, so that it is no flag and no digest (N11)", (name, word) => {
  expect(fileWord(name)).toBe(word);
});
