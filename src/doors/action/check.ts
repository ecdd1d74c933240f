import { join } from "node:path";
import { releaseStem } from "../../domain/capsule/capsule-file-name.ts";
import { type ExaminedRelease, examineRelease } from "../../journeys/seal/examine/examine-release.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Style } from "../../views/paint.ts";
import { releaseCheckJson } from "../../views/release/release-check-json.ts";
import { releaseCheckSummary } from "../../views/release/release-check-summary.ts";
import { releaseCheckText } from "../../views/release/release-check-text.ts";
import { asInputOf } from "../options/spell-option.ts";
import { examineRequest } from "../requests/examine-request.ts";
import { addJobSummary } from "./add-job-summary.ts";
import { annotateProblems, annotateWarnings } from "./annotate.ts";
import type { OutputValues } from "./outputs.ts";
import type { Runner, StepInputs } from "./runner.ts";

/** Everything that sealing would refuse, without signing or writing anything public. */
export async function checkAction({ words, summary, values }: StepInputs<"check">, runner: Runner): Promise<number> {
  const { folder, env, mask } = runner;
  const progress = runner.progress(false);
  runner.group("Looking at the release");
  const { order, settings } = examineRequest(words.lines("assets"), values, { folder, env, mask, progress });
  const examined = await examineRelease(order, await runner.examinePorts(settings));
  progress.done();
  runner.endGroup();
  const spelling = asInputOf("check");
  const page = {
    width: 80,
    paint: plain,
    spelling,
    verbose: true,
    ending: "Nothing was signed, and nothing is public.",
  };
  for (const line of releaseCheckText(examined, page).split("\n")) runner.info(line);
  runner.setOutputs({ ...outputsOf(examined), ...(await writeResult(examined, runner)) });
  annotateWarnings(examined, runner, spelling);
  annotateProblems(examined, runner, spelling);
  if (summary) await addJobSummary(releaseCheckSummary(examined, spelling), runner);
  return examined.exitCode;
}

const plain = (_style: Style, text: string): string => text;

async function writeResult(examined: ExaminedRelease, runner: Runner): Promise<OutputValues> {
  const temporary = runner.env("RUNNER_TEMP");
  if (temporary === undefined) return {};
  const stem = examined.facts === undefined ? "release" : releaseStem(examined.facts);
  const result = join(temporary, `${stem}.check.json`);
  await runner.files.write(result, encodeUtf8(jsonText(releaseCheckJson(examined, asInputOf("check")))));
  return { result };
}

function outputsOf({ verdict, facts }: ExaminedRelease): OutputValues {
  return {
    verdict,
    ...(facts === undefined ? {} : { version: facts.version }),
    ...(typeof facts?.tag === "string" ? { tag: facts.tag } : {}),
  };
}
