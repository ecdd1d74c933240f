import type { Judgement } from "./judge.ts";
import type { InteropResult } from "./table.ts";

/** What the run comes to; the last line is the one that counts. */
export interface Conclusion {
  readonly passed: boolean;
  readonly lines: readonly string[];
}

/** Of each kind, for each verifier of others. */
const LEAST_CLAIMS = 12;
/** Without it there is no proof: it is the one verifier that takes every shape. */
const INDISPENSABLE = "cosign-v3";

/**
 * A program that was not built, and a service that did not start in time, is named and counts for nothing;
 * `result.programs` are those that were asked for.
 */
export function conclusion({
  programs,
  judged,
  foreign,
  scorecard,
  clients,
  missing,
}: Omit<InteropResult, "benchmark">): Conclusion {
  const others = judged.filter(({ own }) => !own);
  const ours = [...judged.filter(({ own }) => own), ...foreign];
  const few = others.filter(({ judgements }) => {
    const tampered = judgements.filter(({ tampering }) => tampering !== undefined).length;
    return tampered < LEAST_CLAIMS || judgements.length - tampered < LEAST_CLAIMS;
  });
  const wrong = [...others, ...ours].some(({ judgements }) => judgements.some(({ outcome }) => outcome === "wrong"));
  const points = scorecard.every((one) => Object.values(one.points).every((given) => given === one.expected));
  const absent = programs.filter((program) => "error" in program);
  const failed = clients.filter(({ problem }) => problem !== undefined);
  const possible = absent.every(({ name }) => name !== INDISPENSABLE) && others.length > 0;
  return {
    passed: possible && few.length === 0 && points && !wrong && failed.length === 0,
    lines: [
      ...scorecard.map((one) => `scorecard, ${one.release}: ${JSON.stringify(one.points)}`),
      ...absent.map(({ name, version }) => `not built, and not counted: ${name} ${version}`),
      ...missing.map(
        ({ shape, reason }) => `could not be had, and not counted: ${shape}: ${reason.replace(/\s+/g, " ")}`,
      ),
      ...few.map(
        ({ title }) => `${title}: asked about fewer than ${LEAST_CLAIMS} of each kind, which proves too little`,
      ),
      ...failed.map(({ client, task, problem }) => `${client}, ${task}: ${problem}`),
      `clients of others: ${clients.length - failed.length} of ${clients.length} tasks succeeded`,
      `our own verification: ${count(ours, false)} accepted, ${count(ours, true)} refused`,
      `interop: ${others.length} verifiers, ${count(others, false)} accepted, ${count(others, true)} refused`,
    ],
  };
}

function count(of: readonly { readonly judgements: readonly Judgement[] }[], tampered: boolean): string {
  const counted = of
    .flatMap(({ judgements }) => judgements)
    .filter(({ outcome, tampering }) => outcome !== "explained" && (tampering !== undefined) === tampered);
  return `${counted.filter(({ outcome }) => outcome === "as expected").length} of ${counted.length}`;
}
