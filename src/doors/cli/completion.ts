import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { COMPLETION_SHELLS, completionScript } from "./completion-script.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule completion <shell>`: prints what the shell reads to complete our commands. Fault: `usage`. */
export const completionCommand: RunCommand<"completion"> = async ([given = ""], _values, io) => {
  const shell = COMPLETION_SHELLS.find((one) => one === given);
  if (shell === undefined) {
    throw new Fault("usage", `there is no completion for ${printable(given)}`, {
      hint: `use ${COMPLETION_SHELLS.join(", ")}`,
    });
  }
  io.out(completionScript(shell));
  return 0;
};
