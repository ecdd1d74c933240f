import { basename } from "node:path";
import { asFlag } from "../options/as-flag.ts";
import { readOptionValues } from "../options/option-values.ts";
import { verifyDescription } from "../options/verify.ts";
import type { VerifyConsole } from "./console.ts";
import type { RunCommand } from "./run-command.ts";
import { verifyCommand } from "./verify.ts";

/** `capsule report <capsule> [files…]`: verifies, prints what `verify` prints, and writes the page. */
export const reportCommand: RunCommand<"report", VerifyConsole> = (words, values, io) => {
  const place = values.text("out") ?? `${stemOf(words)}.report.html`;
  const given = [...values.given].filter(([name]) => name !== "out");
  const asVerify = readOptionValues(new Map([...given, ["report", [place]]]), verifyDescription.options, (option) =>
    asFlag({ option: option === "report" ? "out" : option }),
  );
  return verifyCommand(words, { values: asVerify, log: undefined }, io);
};

/** What is piped in has no name. */
function stemOf([evidence = ""]: readonly string[]): string {
  const name = basename(evidence).replace(/\.capsule$/i, "");
  return /^[-.*?]*$/.test(name) ? "release" : name;
}
