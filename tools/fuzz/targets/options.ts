import { readInputs } from "../../../src/doors/action/read-inputs.ts";
import { COMMANDS } from "../../../src/doors/options/commands.ts";
import { ACTION_COMMANDS } from "../../../src/doors/options/inputs.ts";
import { readOptionValues } from "../../../src/doors/options/option-values.ts";
import { verifyRequest } from "../../../src/doors/requests/verify-request.ts";
import { gitHubBuildRun } from "../../../src/services/github/build-run.ts";
import type { FuzzTarget } from "../target.ts";
import { encode } from "./seeds.ts";

const NOW = new Date("2026-11-21T07:00:00Z");

/** What a command line, the inputs of a step and the runner's variables say; `name=value` on each line. */
export async function optionTargets(): Promise<readonly FuzzTarget[]> {
  const step = "INPUT_ASSETS=a.capsule\nINPUT_REPOSITORY=o/r\nINPUT_ALL=true\n";
  const line =
    "repository=o/r\nsource-ref=refs/tags/v1\nsigner-workflow=o/r/.github/workflows/r.yml\nrelease=tool@1.0.0\n";
  const run = [
    "GITHUB_ACTIONS=true\nGITHUB_SERVER_URL=https://github.com\nGITHUB_REPOSITORY=o/r\nGITHUB_REPOSITORY_ID=1",
    "GITHUB_REPOSITORY_OWNER_ID=2\nGITHUB_SHA=".concat("a".repeat(40)),
    "GITHUB_REF=refs/tags/v1\nGITHUB_RUN_ID=3\nGITHUB_RUN_ATTEMPT=1\n",
  ].join("\n");
  return [
    {
      name: "options/action",
      seeds: [encode(step)],
      read(bytes) {
        const variables = Object.fromEntries(pairs(bytes));
        return ACTION_COMMANDS.map((command) => readInputs(command, variables, () => undefined));
      },
    },
    { name: "options/verify", seeds: [encode(line)], read: readVerify },
    {
      name: "options/runner",
      seeds: [encode(run)],
      read(bytes) {
        const variables = new Map(pairs(bytes));
        return gitHubBuildRun((name) => variables.get(name))();
      },
    },
  ];
}

function readVerify(bytes: Uint8Array): unknown {
  const given = Map.groupBy(pairs(bytes), ([name]) => name);
  const values = new Map([...given].map(([name, all]) => [name, all.map(([, value]) => value)]));
  const options = readOptionValues(values, COMMANDS.verify.options, (name) => `--${name}`);
  return verifyRequest({ capsule: { path: "/a.capsule" }, assets: [] }, options, {
    folder: "/",
    keys: undefined,
    now: NOW,
  });
}

/** A system hands over 2 MiB at most, of which each pair takes a pointer and two bytes. */
const MAX_PAIRS = 200_000;

function pairs(bytes: Uint8Array): [string, string][] {
  return Buffer.from(bytes)
    .toString()
    .split("\n", MAX_PAIRS)
    .map((line) => [line.split("=", 1)[0] ?? "", line.slice(line.indexOf("=") + 1)]);
}
