import { readFileSync } from "node:fs";
import { parse } from "yaml";

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | boolean | number>>;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly needs?: string;
  readonly steps: readonly Step[];
  /** The reusable workflow that is the job, which then has no steps. */
  readonly uses?: string;
  readonly with?: Step["with"];
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** How an example names the Action; whoever copies it puts a commit there. */
export const OURS = "release-capsule/release-capsule@FULL_COMMIT_SHA";
/** How an example names the reusable workflow. */
export const OUR_WORKFLOW = "release-capsule/release-capsule/.github/workflows/seal.yml@FULL_COMMIT_SHA";

/** A workflow, by its path from the top of the repository. */
export function readWorkflow(path: string): Workflow {
  const workflow = parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")) as Workflow;
  const jobs = Object.entries(workflow.jobs).map(([name, job]) => [name, { ...job, steps: job.steps ?? [] }] as const);
  return { ...workflow, jobs: Object.fromEntries(jobs) };
}

/** Every step of a workflow that uses `action`, with the job that it is in. */
export function stepsOf(workflow: Workflow, action: string): { readonly job: Job; readonly step: Step }[] {
  return Object.values(workflow.jobs).flatMap((job) =>
    job.steps.filter(({ uses }) => uses === action).map((step) => ({ job, step })),
  );
}

/** The `with` of a step as the runner gives it: expressions by what `values` says of them, and no other expression. */
export function inputsOf(step: Step, values: Readonly<Record<string, string>>): Record<string, string> {
  return evaluateAll(step.with, values);
}

/** A map of a workflow with its expressions by what `values` says of them, and no other expression. */
export function evaluateAll(map: Step["with"], values: Readonly<Record<string, string>>): Record<string, string> {
  const evaluate = (text: string): string =>
    text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
      const value = values[expression];
      if (value === undefined) throw new Error(`the test does not know the expression ${expression}`);
      return value;
    });
  return Object.fromEntries(Object.entries(map ?? {}).map(([name, value]) => [name, evaluate(String(value))]));
}
