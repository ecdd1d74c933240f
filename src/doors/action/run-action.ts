import { NotReady } from "../../journeys/seal/examine/not-ready.ts";
import type { SealStage } from "../../journeys/seal/order/seal-order.ts";
import { Fault } from "../../kernel/fault.ts";
import { FAULT_CODES } from "../../kernel/fault-codes.ts";
import { printable } from "../../kernel/printable.ts";
import { type FaultStage, faultSummary } from "../../views/fault-summary.ts";
import { annotationText } from "../../views/fault-text.ts";
import { refusedReleaseSummary } from "../../views/release-check-summary.ts";
import { asFault } from "../as-fault.ts";
import { asInputOf } from "../options/spell-option.ts";
import { addJobSummary } from "./add-job-summary.ts";
import { annotateProblems, FAILED } from "./annotate.ts";
import { type Inputs, readInputs } from "./read-inputs.ts";
import type { Runner } from "./runner.ts";

/** Runs the Action; resolves to the exit code. A fault becomes an annotation and stands in the job summary. */
export async function runAction(runner: Runner): Promise<number> {
  let inputs: Inputs | undefined;
  let stage: FaultStage = "unsigned";
  try {
    await requireOutputFile(runner);
    inputs = readInputs(runner.variables, (variable) =>
      runner.info(`${printable(variable)} is not an input, and is ignored`),
    );
    return await run(inputs, runner, (reached) => {
      stage = reached;
    });
  } catch (error) {
    const fault = asFault(error);
    const spelling = asInputOf(inputs?.command ?? "seal");
    const refused = error instanceof NotReady ? error.examined : undefined;
    if (refused === undefined) runner.error(annotationText(fault, spelling), FAILED);
    else annotateProblems(refused, runner, spelling);
    const page =
      refused === undefined ? faultSummary(fault, stage, spelling) : refusedReleaseSummary(refused, spelling);
    if (inputs?.summary !== false) await addJobSummary(page, runner);
    return FAULT_CODES[fault.code].exit;
  }
}

async function run(inputs: Inputs, runner: Runner, reached: (stage: SealStage) => void): Promise<number> {
  const { command, assets, summary } = inputs;
  switch (command) {
    case "seal":
      return (await import("./seal.ts")).sealAction({ assets, summary, values: inputs.of(command) }, runner, reached);
    case "verify":
      return (await import("./verify.ts")).verifyAction({ assets, summary, values: inputs.of(command) }, runner);
    case "check":
      return (await import("./check.ts")).checkAction({ assets, summary, values: inputs.of(command) }, runner);
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
