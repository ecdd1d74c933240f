import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { completionScript } from "../../src/doors/cli/completion-script.ts";
import { newFolder } from "../run-program.ts";

/** What each shell offers, itself, in the place of the last of the words; in a folder with one file, `tool.tgz`. */
export const OFFERED_BY = {
  bash: offeredByBash,
  zsh: (words: readonly string[]) => offeredByZsh(words, "source"),
  "zsh from fpath": (words: readonly string[]) => offeredByZsh(words, "fpath"),
  fish: offeredByFish,
} as const;

function offeredByBash(words: readonly string[]): string[] {
  const script = `${completionScript("bash")}
COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _capsule; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return linesOf(execFileSync("bash", ["--norc", "-c", script, "bash", ...words], { encoding: "utf8" }));
}

/** zsh completes on a terminal only: one of its own is asked to, and writes down what it would add. */
function offeredByZsh(words: readonly string[], how: "source" | "fpath"): string[] {
  const folder = newFolder();
  const [script, setup, driver, offered] = ["_capsule", "setup", "driver", "offered"].map((name) => join(folder, name));
  writeFileSync(script as string, completionScript("zsh"));
  writeFileSync(join(folder, "tool.tgz"), "");
  writeFileSync(
    setup as string,
    `${how === "fpath" ? `fpath=(${folder} $fpath)` : ""}
autoload -U compinit; compinit -D -u; ${how === "source" ? `source ${script}` : ""}
# What asks for matches in order to count or filter them is left alone.
compadd() {
  case " $* " in (*' -'[OAD]' '*) builtin compadd "$@"; return;; esac
  local -a found; builtin compadd -O found "$@"
  (( $#found )) && print -rl -- $found >> ${offered}
  builtin compadd "$@"
}
cd ${folder}; LISTMAX=1000; PS1=READY
`,
  );
  writeFileSync(
    driver as string,
    `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "source ${setup}"
zpty -r shell said '*READY*'
zpty -n -w shell "$1"$'\\t\\C-u'
zpty -w shell exit
while zpty -r shell said; do :; done
`,
  );
  execFileSync("zsh", ["-f", driver as string, words.join(" ")], { stdio: "ignore", timeout: 30_000 });
  return existsSync(offered as string) ? linesOf(readFileSync(offered as string, "utf8")) : [];
}

function offeredByFish(words: readonly string[]): string[] {
  const folder = newFolder();
  writeFileSync(join(folder, "tool.tgz"), "");
  const script = `${completionScript("fish")}complete -C "$argv[1]"`;
  const args = ["--no-config", "-c", script, "--", words.join(" ")];
  const said = execFileSync("fish", args, { cwd: folder, env: { ...process.env, HOME: folder }, encoding: "utf8" });
  return linesOf(said).map((line) => line.replace(/\t.*$/, ""));
}

function linesOf(text: string): string[] {
  return text.split("\n").filter(Boolean);
}
