import { fileWord } from "../command.ts";
import type { GuideFacts } from "../guide-facts.ts";
import { fold, step } from "../step.ts";
import { ownCommand } from "./first-steps.ts";

export function macFold(facts: GuideFacts, program?: string): string {
  const one = fileWord(facts.assets[0]?.name ?? "");
  return fold("macOS, or one file only", [
    "The command above is the same. To check one file only, name it:",
    step("sh", ownCommand(facts, program, [one]).sh, [`VERIFIED  ${facts.name} ${facts.version}`]),
    "Gatekeeper is another check. It may ask about a file that is verified here, and it does not look at this signature.",
  ]);
}
