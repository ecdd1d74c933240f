import { basename } from "node:path";
import type { VerifyValues } from "../verify-request.ts";
import type { VerifyConsole } from "./console.ts";
import type { RunCommand } from "./run-command.ts";
import { verifyCommand } from "./verify.ts";

/** `capsule report <capsule> [files…]`: verifies, prints what `verify` prints, and writes the page. */
export const reportCommand: RunCommand<"report", VerifyConsole> = (words, values, io) => {
  const place = values.text("out") ?? `${stemOf(words)}.report.html`;
  const { text, isGiven, spelling } = values as unknown as VerifyValues;
  const asVerify: VerifyValues = {
    ...(values as unknown as VerifyValues),
    text: (name) => (name === "report" ? place : text(name)),
    isGiven: (name) => name === "report" || isGiven(name),
    spelling: (name) => (name === "report" ? values.spelling("out") : spelling(name)),
  };
  return verifyCommand(words, { values: asVerify, log: undefined }, io);
};

/** What is piped in has no name. */
function stemOf([evidence = ""]: readonly string[]): string {
  const name = basename(evidence).replace(/\.capsule$/i, "");
  return /^[-.*?]*$/.test(name) ? "release" : name;
}
