import type { ClaimedRun } from "../../domain/release/check-run.ts";
import type { CheckPorts } from "./check-order.ts";

/** What the environment says of the run; undefined outside of one. Fault: `configuration-invalid`. */
export async function readClaimedRun({ buildRun, env }: CheckPorts): Promise<ClaimedRun | undefined> {
  const run = await buildRun();
  return run && { ...run, workflowCommit: env("GITHUB_WORKFLOW_SHA"), runner: env("RUNNER_ENVIRONMENT") };
}
