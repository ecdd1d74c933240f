import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { GitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { type Run, type RunOptions, runProgram } from "../run-program.ts";
import type { ActionUse } from "./run-job.ts";

export interface OurAction extends Pick<RunOptions, "started"> {
  /** The top of the Action, with its action.yml. */
  readonly folder: string;
  /** What runs, if it is not what action.yml names. */
  readonly main?: string;
  readonly token: string;
  readonly sigstore: Pick<GitHubSigstore, "signingConfigPath" | "trustedRootPath">;
}

/** Runs the Action as a runner does, with the defaults of its action.yml, and signs with the Sigstore of the test. */
export function runOurAction(
  { inputs, workspace, env }: ActionUse,
  { folder, main, token, sigstore, ...options }: OurAction,
): Promise<Run> {
  const action: { readonly inputs: Readonly<Record<string, { default?: unknown }>>; readonly runs: { main: string } } =
    parse(readFileSync(join(folder, "action.yml"), "utf8"));
  const given = {
    ...Object.fromEntries(Object.entries(action.inputs).map(([name, one]) => [name, String(one.default ?? "")])),
    ...{ "github-token": token, sigstore: sigstore.signingConfigPath, "trusted-root": sigstore.trustedRootPath },
  };
  const variables = Object.entries({ ...given, ...inputs }).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  return runProgram(process.execPath, [main ?? join(folder, action.runs.main)], {
    ...{ cwd: workspace, env: { ...env, ...Object.fromEntries(variables) } },
    ...options,
  });
}
