import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { recover, referenceRun } from "../../__tests__/killpoints/recover.ts";
import {
  faultCases,
  killCases,
  type RecoveryCase,
  seededCases,
  specialCases,
} from "../../__tests__/killpoints/recovery-cases.ts";
import { mapBounded } from "../../src/kernel/bounded.ts";

/**
 * Publishes a release against a GitHub and a Sigstore on loopback, kills the program of dist/ after each request that others
 * can see, and lets every fault of the schedule happen at every operation; each time the job runs again and must end in what
 * an undisturbed run leaves. The last line is `killpoints: N of N recovered`; exit code 1 where one did not.
 *
 *     npm run killpoints -- [--source] [--dist FOLDER] [--only WORDS] [--jobs 2]
 *     npm run killpoints -- --lag [--seeds 20] [--seed 1]    one case a seed, on a GitHub whose replicas are behind
 */
/** So many requests after a change its old state may still be read. */
const LAG_REQUESTS = 12;
const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const dist = resolve(argument("--dist") ?? at("dist"));
const fromSource = process.argv.includes("--source");
const programs = fromSource
  ? { action: at("src/doors/action/main.ts"), cli: at("src/doors/cli/main.ts") }
  : { action: join(dist, "action.js"), cli: join(dist, "cli.js") };

const reference = await referenceRun(programs);
const kills = killCases(reference.visible, ["SIGKILL", "SIGTERM"]);
if (kills.length !== 2 * reference.visible.length) throw new Error("a visible request is not a kill point");
console.log(
  `${reference.visible.length} visible requests, each a kill point; ${reference.operations.length} operations`,
);

const only = argument("--only") ?? "";
const all = [...kills, ...faultCases(reference.operations), ...specialCases()];
const first = Number(argument("--seed") ?? 1);
const seeds = Array.from({ length: Number(argument("--seeds") ?? 20) }, (_, n) => first + n);
const isLate = process.argv.includes("--lag");
const cases: readonly (RecoveryCase & { readonly seed?: number })[] = (isLate ? seededCases(all, seeds) : all).filter(
  ({ title }) => title.includes(only),
);
let recovered = 0;
await mapBounded(cases, Number(argument("--jobs") ?? 2), async (one) => {
  const problems = await problemsOf(one);
  if (problems.length === 0) recovered += 1;
  console.log(`${problems.length === 0 ? "recovered" : "LOST     "}  ${one.title}`);
  for (const problem of problems) console.log(`           ${problem}`);
});
console.log(`killpoints: ${recovered} of ${cases.length} recovered`);
if (recovered !== cases.length) process.exitCode = 1;

async function problemsOf(one: RecoveryCase & { readonly seed?: number }): Promise<readonly string[]> {
  try {
    const lag = one.seed === undefined ? undefined : { seed: one.seed, requests: LAG_REQUESTS };
    return (await recover(one, reference, programs, lag)).problems;
  } catch (error) {
    return [String(error)];
  }
}

function argument(name: string): string | undefined {
  const index = process.argv.indexOf(name);
  return index < 0 ? undefined : process.argv[index + 1];
}
