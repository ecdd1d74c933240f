import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { evaluateAll, type Job, type Step } from "../examples/our-step.ts";
import { newFolder, type Run, runProgram } from "../run-program.ts";

/** What a step gives to the action that it uses. */
export interface ActionUse {
  readonly inputs: Readonly<Record<string, string>>;
  readonly workspace: string;
  readonly temporary: string;
  /** The variables of the step, with the files of the runner. */
  readonly env: Readonly<Record<string, string>>;
}

/** Stands in for an action; undefined if there is nothing to say. It may write outputs as a step does. */
export type ActionRun = (use: ActionUse) => Promise<Run | undefined>;

export interface JobOrder {
  readonly job: Job;
  /** The runner's variables of the run, without files and folders, and PATH. */
  readonly env: Readonly<Record<string, string>>;
  /** Values of expressions; those of the runner and of earlier steps are known. */
  readonly values: Readonly<Record<string, string>>;
  /** By what `uses` says, without the commit. */
  readonly actions: Readonly<Record<string, ActionRun>>;
  /** The runner dies before this step is begun, counted from 0. */
  readonly diesBefore?: number;
}

export interface FinishedJob {
  readonly status: "success" | "failure" | "died";
  /** What the job gives to those that need it. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Everything that its steps said. */
  readonly said: string;
  /** The outputs of its steps by id. */
  readonly steps: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Runs the steps of a job in their order on a fresh machine, as GitHub's runner does as far as our workflows need it: `bash -e` (without pipefail)
 * for scripts, expressions of known values, outputs by file. What it does not know is an error, not a guess.
 */
export async function runJob({ job, env, values, actions, diesBefore }: JobOrder): Promise<FinishedJob> {
  const machine = newFolder();
  const [workspace, temporary] = [join(machine, "workspace"), join(machine, "temporary")];
  for (const folder of [workspace, temporary]) mkdirSync(folder);
  const files = {
    GITHUB_EVENT_PATH: "event.json",
    GITHUB_STEP_SUMMARY: "summary",
    GITHUB_ENV: "env",
    GITHUB_PATH: "path",
  };
  const folders = { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temporary, HOME: machine };
  const known: Record<string, string> = { ...values, "runner.temp": temporary };
  const steps: Record<string, Record<string, string>> = {};
  const fixed = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(machine, file)]));
  for (const file of Object.values(fixed)) writeFileSync(file, file.endsWith(".json") ? "{}" : "");
  let said = "";
  for (const [at, step] of job.steps.entries()) {
    if (at === diesBefore) return { status: "died", outputs: {}, said, steps };
    if (step.if !== undefined) throw new Error(`the test does not know the condition ${step.if}`);
    const output = join(machine, `output-${at}`);
    writeFileSync(output, "");
    const own = { ...evaluateAll(job.env, known), ...evaluateAll(step.env, known) };
    const all = { ...env, ...folders, ...fixed, ...own, GITHUB_OUTPUT: output };
    const run = await runStep(step, { inputs: evaluateAll(step.with, known), workspace, temporary, env: all }, actions);
    said += `${run?.stdout ?? ""}${run?.stderr ?? ""}`;
    if (run !== undefined && run.status !== 0) return { status: "failure", outputs: {}, said, steps };
    const given = readOutputs(readFileSync(output, "utf8"));
    if (step.id === undefined) continue;
    steps[step.id] = given;
    for (const [name, value] of Object.entries(given)) known[`steps.${step.id}.outputs.${name}`] = value;
  }
  return { status: "success", outputs: evaluateAll(job.outputs, known), said, steps };
}

function runStep(step: Step, use: ActionUse, actions: JobOrder["actions"]): Promise<Run | undefined> {
  if (step.run !== undefined) {
    return runProgram("bash", ["-e", "-c", step.run], {
      cwd: use.workspace,
      env: use.env,
    });
  }
  const action = actions[step.uses?.replace(/@.*$/, "") ?? ""];
  if (action === undefined) throw new Error(`the test does not know the action ${step.uses}`);
  return action(use);
}

/** `name=value`, or `name<<END`, lines, `END`. */
function readOutputs(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const [, name, mark, end, value] = /^([^=<]+)(?:(<<)(.*)|=(.*))$/.exec(lines[at] ?? "") ?? [];
    if (name === undefined) continue;
    if (mark === undefined) {
      found[name] = value ?? "";
      continue;
    }
    const last = lines.indexOf(end ?? "", at + 1);
    found[name] = lines.slice(at + 1, last).join("\n");
    at = last;
  }
  return found;
}
