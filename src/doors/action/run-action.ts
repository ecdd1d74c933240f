import { NotReady } from "../../journeys/seal/examine/not-ready.ts";
import type { SealStage } from "../../journeys/seal/order/seal-order.ts";
import { Fault } from "../../kernel/fault.ts";
import { FAULT_CODES } from "../../kernel/fault-codes.ts";
import { printable } from "../../kernel/printable.ts";
import { type FaultStage, faultSummary } from "../../views/fault/fault-summary.ts";
import { annotationText } from "../../views/fault/fault-text.ts";
import { refusedReleaseSummary } from "../../views/release/release-check-summary.ts";
import type { ActionCommand } from "../options/inputs.ts";
import { asInputOf } from "../options/spell-option.ts";
import { asFault, debugText } from "../process/as-fault.ts";
import { addJobSummary } from "./add-job-summary.ts";
import { annotateProblems, FAILED } from "./annotate.ts";
import { readInputs } from "./read-inputs.ts";
import type { Runner, StepInputs } from "./runner.ts";

type RunAction<C extends ActionCommand> = (
  inputs: StepInputs<C>,
  runner: Runner,
  reached: (stage: SealStage) => void,
) => Promise<number>;

/** Each is loaded when it is run. */
const ACTIONS: { readonly [C in ActionCommand]: () => Promise<RunAction<C>> } = {
  seal: async () => (await import("./seal.ts")).sealAction,
  check: async () => (await import("./check.ts")).checkAction,
  verify: async () => (await import("./verify.ts")).verifyAction,
  get: async () => (await import("./get.ts")).getAction,
  sbom: async () => (await import("./sbom.ts")).sbomAction,
};

/** Runs an action; resolves to the exit code. A fault becomes an annotation and stands in the job summary. */
export async function runAction<C extends ActionCommand>(command: C, runner: Runner): Promise<number> {
  let isSummed = true;
  let stage: FaultStage | undefined = command === "seal" ? "unsigned" : undefined;
  try {
    await requireOutputFile(runner);
    const inputs = readInputs(command, runner.variables, (variable) =>
      runner.info(`${printable(variable)} is not an input, and is ignored`),
    );
    isSummed = inputs.summary;
    const run = await ACTIONS[command]();
    return await run(inputs, runner, (reached) => {
      stage = reached;
    });
  } catch (error) {
    runner.endGroup();
    const fault = asFault(error);
    for (const line of debugText(error, runner.env).trimEnd().split("\n")) if (line !== "") runner.info(line);
    const spelling = asInputOf(command);
    const refused = error instanceof NotReady ? error.examined : undefined;
    if (refused === undefined) runner.error(annotationText(fault, spelling), FAILED);
    else annotateProblems(refused, runner, spelling);
    const page =
      refused === undefined ? faultSummary(fault, stage, spelling) : refusedReleaseSummary(refused, spelling);
    if (isSummed) await addJobSummary(page, runner);
    return FAULT_CODES[fault.code].exit;
  }
}

/** Results that nobody can read are found out before anything is signed, not after (P08). */
async function requireOutputFile(runner: Runner): Promise<void> {
  const path = runner.env("GITHUB_OUTPUT");
  if (path !== undefined && (await runner.files.facts(path))?.kind === "file") return;
  const found = path === undefined ? "not set" : `${printable(path)}, which is not a file`;
  throw new Fault("configuration-invalid", `the runner's variable GITHUB_OUTPUT is ${found}`, {
    hint: "run this step on a GitHub Actions runner, without overriding its variables",
  });
}
