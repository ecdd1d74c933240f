import { isDeepStrictEqual } from "node:util";
import type { Lag } from "../github-server/reality.ts";
import { type FinalState, finalState, judgeRelease } from "./judge-release.ts";
import { type Programs, startPublishing } from "./publishing.ts";
import type { RecoveryCase } from "./recovery-cases.ts";

/** What an uninterrupted run did and left. */
export interface Reference {
  readonly visible: readonly string[];
  /** Every operation of the forge that was asked for. */
  readonly operations: readonly string[];
  readonly final: FinalState;
}

/** Publishes without any disturbance; throws where that alone does not end well. */
export async function referenceRun(programs: Programs): Promise<Reference> {
  const publishing = await startPublishing(programs);
  try {
    const { status, stdout, stderr } = await publishing.attempt();
    if (status !== 0) throw new Error(`the uninterrupted run ended with ${status}: ${stdout}${stderr}`);
    const problems = await judgeRelease(publishing, programs);
    if (problems.length > 0) throw new Error(`the uninterrupted run left: ${problems.join("; ")}`);
    const operations = [...new Set(publishing.github.requests.map(({ operation }) => operation))];
    return { visible: [...publishing.visible], operations, final: finalState(publishing) };
  } finally {
    await publishing.close();
  }
}

export interface Recovery {
  /** Empty where the release became the same as without the disturbance. */
  readonly problems: readonly string[];
  /** How often the job ran. */
  readonly attempts: number;
}

/**
 * Runs a job under a disturbance and, unless it succeeded, again without it. A job that was killed runs again in any case,
 * as did what killed it; whoever starts a job that succeeded once more changes nothing. With a lag, GitHub's replicas are
 * behind all the while.
 */
export async function recover(
  one: RecoveryCase,
  reference: Reference,
  programs: Programs,
  lag?: Lag,
): Promise<Recovery> {
  const reality = { ...one.options?.reality, ...(lag === undefined ? {} : { lag }) };
  const publishing = await startPublishing(programs, { ...one.options, reality, faults: one.faults ?? [] });
  const immutable = one.options?.immutableReleases === true;
  try {
    const together = Array.from({ length: one.jobs ?? 1 }, () => publishing.attempt(one.interrupt));
    const runs = await Promise.all(together);
    const first = runs.find(({ status }) => status === 0) ?? runs[0]!;
    const problems = [
      ...interrupted(one, first),
      ...unmet(one, publishing.github.faults.unmet().length),
      ...leaked(first, publishing.github.token),
    ];
    let attempts = 1;
    if (first.status !== 0 && one.undisturbed === true) {
      problems.push(`nothing was wrong, and it ended with ${first.status}: ${first.stdout.slice(-600)}`);
    } else if (first.status !== 0) {
      one.repair?.(publishing);
      const second = await publishing.attempt();
      attempts += 1;
      if (second.status !== 0)
        problems.push(`the next attempt ended with ${second.status}: ${second.stdout.slice(-600)}`);
    }
    const judged = await judgeRelease(publishing, programs);
    problems.push(
      ...judged.filter((problem) => one.exposedByOthers !== true || !problem.includes("was public without")),
    );
    const final = finalState(publishing);
    const release = { ...reference.final.release, immutable };
    const attestations = one.withoutAttestations === true ? final.attestations : reference.final.attestations;
    const expected = { ...reference.final, release, attestations };
    if (!isDeepStrictEqual(final, expected)) problems.push(`it ended as ${JSON.stringify(final)}`);
    return { problems, attempts };
  } finally {
    await publishing.close();
  }
}

/** A kill that killed nothing proves nothing. */
function interrupted(
  { interrupt }: RecoveryCase,
  run: { status: number | null; signal: NodeJS.Signals | null },
): string[] {
  if (interrupt === undefined || run.status !== 0 || run.signal !== null) return [];
  return [`${interrupt.signal} did not end the run`];
}

function unmet({ faults = [] }: RecoveryCase, count: number): string[] {
  return faults.length > 0 && count === faults.length ? ["the fault never happened"] : [];
}

/** The log may hold the token only where it is being hidden. */
function leaked({ stdout, stderr }: { stdout: string; stderr: string }, token: string): string[] {
  const shown = `${stdout.replace(/^::add-mask::.*$/gm, "")}${stderr}`;
  return shown.includes(token) ? ["the log shows the token"] : [];
}
