import * as core from "@actions/core";
import { FAULT_CODES } from "../../kernel/fault-codes.ts";
import { withoutWorkflowCommands } from "../../kernel/workflow-command.ts";
import { faultText } from "../../views/fault-text.ts";
import { asFault } from "../as-fault.ts";
import { surroundings, tolerateClosedPipes } from "../wire.ts";
import { runAction } from "./run-action.ts";

/**
 * The GitHub Action. The exit code is 4 from the start and becomes another only where a verdict was reached, so a lost
 * promise fails the step.
 */
const LOST = FAULT_CODES.internal.exit;
let decided = false;

process.exitCode = LOST;
tolerateClosedPipes([process.stdout, process.stderr]);
process.on("uncaughtException", endLost);
process.on("unhandledRejection", endLost);
process.on("exit", () => {
  if (!decided) core.error(faultText(asFault(new Error("lost"))));
});

const log = (line: string): void => core.info(withoutWorkflowCommands(line));

runAction({
  ...surroundings(process.env["GITHUB_WORKSPACE"] ?? process.cwd(), log),
  variables: process.env,
  info: log,
  warning: (text) => core.warning(text),
  error: (text) => core.error(text),
  mask: (secret) => core.setSecret(secret),
  setOutputs: (values) => {
    for (const [name, value] of Object.entries(values)) core.setOutput(name, value);
  },
  addSummary: async (markdown) => {
    await core.summary.addRaw(markdown, true).write();
  },
}).then((exitCode) => {
  decided = true;
  process.exitCode = exitCode;
}, endLost);

function endLost(error: unknown): void {
  decided = true;
  core.error(faultText(asFault(error)));
  process.exit(LOST);
}
