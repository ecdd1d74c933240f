import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { COMPLETION_SHELLS, completionScript } from "../../src/doors/cli/completion-script.ts";
import { COMMANDS, flagsOf } from "../../src/doors/options.ts";
import { capsule, newFolder } from "../run-program.ts";

const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;

/** What bash offers for the last of the words. */
function offered(...words: string[]): string[] {
  const script = `${completionScript("bash")}
COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _capsule; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-c", script, "bash", ...words], { encoding: "utf8" })
    .split("\n")
    .filter(Boolean);
}

describe.skipIf(!has("bash", "-c", "complete -p; type compgen"))("in bash", () => {
  test("commands are offered first", () => {
    expect(offered("capsule", "")).toEqual([...COMMANDS]);
    expect(offered("capsule", "verify-")).toEqual(["verify-bundle"]);
  });

  test("flags are those of the command that are built", () => {
    expect(offered("capsule", "seal", "--si")).toEqual(["--sigstore", "--sign"]);
    const built = flagsOf("verify").filter(({ planned }) => planned !== true);
    expect(offered("capsule", "verify", "--")).toEqual(["--help", ...built.map(({ name }) => `--${name}`)]);
  });

  test("values are those of the choice", () => {
    expect(offered("capsule", "seal", "--sign", "")).toEqual(["each", "once"]);
    expect(offered("capsule", "completion", "")).toEqual([...COMPLETION_SHELLS]);
  });

  test("files are left to the shell", () => {
    expect(offered("capsule", "verify", "to")).toEqual([]);
    expect(completionScript("bash")).toContain("complete -o default");
  });
});

describe.each([
  ["zsh", ["-n"]],
  ["fish", ["--no-execute"]],
] as const)("in %s", (shell, check) => {
  test.skipIf(!has(shell, "-c", "true"))("the script is one that it can parse", () => {
    const path = join(newFolder(), "script");
    writeFileSync(path, completionScript(shell));
    expect(spawnSync(shell, [...check, path], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  });
});

test.each(COMPLETION_SHELLS)("the script for %s knows every command and every flag", (shell) => {
  const script = completionScript(shell);
  for (const command of COMMANDS) {
    expect(script).toContain(command);
    for (const { name } of flagsOf(command).filter(({ planned }) => planned !== true)) expect(script).toContain(name);
  }
});

test("capsule completion prints the script, and refuses a shell that it does not know", async () => {
  const cwd = newFolder();
  expect(await capsule(["completion", "fish"], { cwd })).toMatchObject({ status: 0, stdout: completionScript("fish") });
  const refused = await capsule(["completion", "tcsh"], { cwd });
  expect(refused).toMatchObject({ status: 2, stdout: "" });
  expect(refused.stderr).toContain("use bash, zsh, fish, powershell");
});
