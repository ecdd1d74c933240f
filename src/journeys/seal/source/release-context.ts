import type { ClaimedRun } from "../../../domain/release/checks/check-run.ts";
import { readSourceDate } from "../../../domain/source/source-date.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { BuildRun } from "../../../ports/build-run.ts";
import type { Checkout } from "../../../ports/git.ts";
import type { ExaminePorts, SealOrder } from "../order/seal-order.ts";

/** Where a release is sealed, each part read once. What is said of the release is derived from it. */
export interface ReleaseContext {
  /** What the environment says of the run; undefined outside of one. */
  readonly run: BuildRun | undefined;
  /** The same run with what GitHub can be asked of it; undefined outside of GitHub. */
  readonly gitHubRun: ClaimedRun | undefined;
  /** Undefined if there is none. */
  readonly checkout: Checkout | undefined;
  /** SOURCE_DATE_EPOCH, seconds since 1970. */
  readonly sourceDate: number | undefined;
}

/** Faults: `configuration-invalid`, `program-failed`. */
export async function readContext({ folder }: SealOrder, ports: ExaminePorts): Promise<ReleaseContext> {
  const { buildRun, env, git } = ports;
  const run = await buildRun();
  return {
    run,
    gitHubRun: run && gitHubRun(run, env),
    checkout: await git.open(folder),
    sourceDate: readSourceDate(env("SOURCE_DATE_EPOCH")),
  };
}

/** What a run of GitHub Actions says of itself, which its address tells from those of other services. */
function gitHubRun(run: BuildRun, env: ExaminePorts["env"]): ClaimedRun | undefined {
  const { repositoryId, runUri } = run;
  if (repositoryId === undefined || runUri === undefined || !/\/actions\/runs\/\d/.test(runUri)) return undefined;
  return {
    ...{ ...run, repositoryId, runUri },
    workflowCommit: env("GITHUB_WORKFLOW_SHA"),
    runner: env("RUNNER_ENVIRONMENT"),
    event: env("GITHUB_EVENT_NAME"),
  };
}

/** Refuses a checkout that is another one than when the release was examined. Fault: `checkout-changed`. */
export async function requireSameCheckout({ checkout }: ReleaseContext): Promise<void> {
  const difference = await checkout?.difference();
  if (difference === undefined) return;
  throw new Fault("checkout-changed", `the checkout changed while the release was being sealed: ${difference}`, {
    hint: "let nothing else write to the checkout during sealing, and run again",
  });
}
