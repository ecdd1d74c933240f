import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { ActionCommand } from "../../src/doors/options/inputs.ts";
import { action, newFolder, type Run } from "../run-program.ts";

export interface StepRun {
  readonly run: Run;
  readonly outputs: ReadonlyMap<string, string>;
  readonly summary: string;
}

/** Runs a step of a workflow that uses one of the actions, on a fresh runner: every input of its action.yml is a variable, given or not. */
export async function ownAction(
  command: Exclude<ActionCommand, "seal">,
  given: Readonly<Record<string, string>>,
  { workspace = newFolder(), env = {} }: { readonly workspace?: string; readonly env?: Record<string, string> } = {},
): Promise<StepRun> {
  const { inputs } = parse(readFileSync(new URL(`../../${command}/action.yml`, import.meta.url), "utf8")) as {
    inputs: Record<string, { default?: string }>;
  };
  const runner = newFolder();
  const at = (name: string): string => join(runner, name);
  mkdirSync(at("temporary"));
  for (const name of ["output", "summary"]) writeFileSync(at(name), "");
  const values = Object.entries(inputs).map(([name, { default: value = "" }]) => {
    const shown = given[name] ?? (value.includes("${{") ? "" : value);
    return [`INPUT_${name.toUpperCase()}`, shown] as const;
  });
  const run = await action(
    {
      cwd: workspace,
      env: {
        GITHUB_WORKSPACE: workspace,
        RUNNER_TEMP: at("temporary"),
        GITHUB_OUTPUT: at("output"),
        GITHUB_STEP_SUMMARY: at("summary"),
        ...Object.fromEntries(values),
        ...Object.fromEntries(
          Object.entries(given)
            .filter(([name]) => !(name in inputs))
            .map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
        ),
        ...env,
      },
    },
    command,
  );
  return { run, outputs: outputsIn(readFileSync(at("output"), "utf8")), summary: readFileSync(at("summary"), "utf8") };
}

/** As the runner reads them from the file. */
function outputsIn(text: string): Map<string, string> {
  const found = text.matchAll(/^([a-z0-9-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return new Map(Array.from(found, ([, name = "", , value = ""]) => [name, value]));
}
