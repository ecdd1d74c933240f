import { codeBlock } from "../../kernel/markdown.ts";
import type { Command } from "./command.ts";

/**
 * Something to run: a block for POSIX shells, one for PowerShell where that is written otherwise, and the lines that its
 * output has. Blocks are `sh`, `powershell` and `text`, in that order; the test that runs this page reads them so.
 */
export function step(run: Command, expected: readonly string[]): string {
  const same = run.sh === run.powershell;
  return [
    codeBlock(run.sh, "sh"),
    ...(same ? [] : ["In PowerShell:", codeBlock(run.powershell, "powershell")]),
    same ? "(the same in PowerShell) prints" : "Either prints",
    codeBlock(expected.join("\n"), "text"),
  ].join("\n\n");
}

/** For one kind of shell alone. */
export function shellStep(language: "sh" | "powershell", text: string, expected: readonly string[]): string {
  return [codeBlock(text, language), "prints", codeBlock(expected.join("\n"), "text")].join("\n\n");
}

/** Whose success is silent. */
export function silentStep(run: Command): string {
  const same = run.sh === run.powershell;
  return [codeBlock(run.sh, "sh"), ...(same ? [] : ["In PowerShell:", codeBlock(run.powershell, "powershell")])].join(
    "\n\n",
  );
}
