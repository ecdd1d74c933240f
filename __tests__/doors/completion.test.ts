import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { COMPLETION_SHELLS, completionScript } from "../../src/doors/cli/completion-script.ts";
import { COMMAND_NAMES, flagsOf } from "../../src/doors/options/commands.ts";
import { parsePowerShell } from "../powershell-grammar.ts";
import { capsule, newFolder } from "../run-program.ts";
import { OFFERED_BY } from "./offered-words.ts";

const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;

const sorted = (words: readonly string[]): string[] => [...words].sort();

describe.each(["bash", "zsh", "zsh from fpath", "fish"] as const)("in %s", (shell) => {
  const absent = !has(shell.split(" ")[0] as string, "-c", shell === "bash" ? "complete -p; type compgen" : "true");
  const offered = (...words: string[]): string[] => sorted(OFFERED_BY[shell](words));

  test.skipIf(absent)("commands are offered first", () => {
    expect(offered("capsule", "")).toEqual(sorted(COMMAND_NAMES));
    expect(offered("capsule", "verify-")).toEqual(["verify-bundle"]);
  });

  test.skipIf(absent)("flags are those of the command that are built", () => {
    expect(offered("capsule", "seal", "--si")).toEqual(["--sign", "--sigstore"]);
    const built = flagsOf("verify").map(({ name }) => `--${name}`);
    expect(offered("capsule", "verify", "--")).toEqual(sorted(["--help", "--no-color", ...built]));
  });

  test.skipIf(absent)("flags of the program are those of its help", async () => {
    const { stdout } = await capsule(["--help"], { cwd: newFolder() });
    expect(offered("capsule", "--")).toEqual(sorted(flagsIn(stdout)));
  });

  test.skipIf(absent)("values are those of the choice", () => {
    expect(offered("capsule", "seal", "--sign", "")).toEqual(["auto", "each", "once"]);
    expect(offered("capsule", "completion", "")).toEqual(sorted(COMPLETION_SHELLS));
  });

  test.skipIf(absent)("files are the shell's", () => {
    // bash is asked for what we offer; its own offer follows where that is nothing.
    expect(offered("capsule", "verify", "to")).toEqual(shell === "bash" ? [] : ["tool.tgz"]);
    expect(completionScript("bash")).toContain("complete -o default");
  });
});

test("by PowerShell's grammar the script is one, and registers one completer", () => {
  const { sound, shape, words } = parsePowerShell(completionScript("powershell"));
  expect(sound).toBe(true);
  expect(shape.match(/\(command Register-ArgumentCompleter /g)).toHaveLength(1);
  expect(words).toEqual(expect.arrayContaining(["--repository", "verify-bundle", "once"]));
});

/** Flags that a help lists, and whatever works for every command. */
const flagsIn = (help: string): string[] =>
  [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z0-9-]+)/gm)].map(([, flag = ""]) => flag);

test("every command completes the flags that its help lists, and those that the program takes before any command", async () => {
  const cwd = newFolder();
  const { words } = parsePowerShell(completionScript("powershell"));
  for (const command of COMMAND_NAMES) {
    const listed = flagsIn((await capsule([command, "--help"], { cwd })).stdout);
    const offered = OFFERED_BY.bash(["capsule", command, "--"]);
    expect(sorted(offered), command).toEqual(sorted([...listed, "--no-color"]));
    expect(words).toEqual(expect.arrayContaining(listed));
    expect(await capsule([command, "--no-color", "--help"], { cwd }), command).toMatchObject({ status: 0 });
  }
});

test.each(COMPLETION_SHELLS)("the script for %s knows every command and every flag", (shell) => {
  const script = completionScript(shell);
  for (const command of COMMAND_NAMES) {
    expect(script).toContain(command);
    for (const { name } of flagsOf(command)) expect(script).toContain(name);
  }
});

test("capsule completion prints the script, and refuses a shell that it does not know", async () => {
  const cwd = newFolder();
  expect(await capsule(["completion", "fish"], { cwd })).toMatchObject({ status: 0, stdout: completionScript("fish") });
  const refused = await capsule(["completion", "tcsh"], { cwd });
  expect(refused).toMatchObject({ status: 2, stdout: "" });
  expect(refused.stderr).toContain("use bash, zsh, fish, powershell");
});
