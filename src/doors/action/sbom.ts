import { basename, join, resolve } from "node:path";
import { gateScore } from "../../domain/sbom/quality/require-quality.ts";
import { type ScoredSbom, scoredSbom } from "../../domain/sbom/quality/scored-sbom.ts";
import { readSbom } from "../../domain/sbom/read/read-sbom.ts";
import { type SbomWriter, sbomWriter } from "../../domain/sbom/write/sbom-writer.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { sbomScoreJson } from "../../views/sbom/sbom-score-json.ts";
import { sbomScoreText } from "../../views/sbom/sbom-score-text.ts";
import { type RatedSbom, ratedSbomSummary, sbomSummary } from "../../views/sbom/sbom-summary.ts";
import { sbomText } from "../../views/sbom/sbom-text.ts";
import { visible } from "../../views/visible.ts";
import { type SbomValues, sbomNamed, scoreNamed } from "../requests/sbom-request.ts";
import { addJobSummary } from "./add-job-summary.ts";
import type { OutputValues } from "./outputs.ts";
import type { Runner, StepInputs } from "./runner.ts";

/** Describes what a file, a folder or an image is made of: both documents and their score; or scores an SBOM alone. */
export async function sbomAction({ words, summary, values }: StepInputs<"sbom">, runner: Runner): Promise<number> {
  const given = words.text("path");
  if (given === undefined) {
    throw new Fault("usage", "the input path is empty", { hint: "add to the step:\nwith:\n  path: dist" });
  }
  return values.isOn("check")
    ? score(given, { values, summary }, runner)
    : describe(given, { values, summary }, runner);
}

interface Asked {
  readonly values: SbomValues;
  readonly summary: boolean;
}

async function score(given: string, { values, summary }: Asked, runner: Runner): Promise<number> {
  const scored = await scoreNamed(given, values, runner);
  const rated = ratedSbom(scored);
  for (const line of sbomScoreText(scored, plain).split("\n")) runner.info(line);
  runner.setOutputs(await writeScore(stemOf(given, runner), rated, runner));
  for (const problem of scored.problems) runner.error(visible(problem), { title: "The SBOM contradicts itself" });
  if (summary) await addJobSummary(ratedSbomSummary(rated), runner);
  return scored.problems.length > 0 ? 1 : 0;
}

async function describe(given: string, { values, summary }: Asked, runner: Runner): Promise<number> {
  const out = values.text("out");
  const folder = out === undefined ? runner.env("RUNNER_TEMP") : resolve(runner.folder, out);
  if (folder === undefined) {
    throw new Fault("configuration-invalid", "the runner's variable RUNNER_TEMP is not set", {
      hint: "name a folder with the input out",
    });
  }
  const forms = formsOf(values);
  const documents: Uint8Array[] = [];
  const write: SbomWriter = (inventory, document) => {
    for (const { writer } of forms) documents.push(Buffer.concat([...writer(inventory, document)].map(encodeUtf8)));
    return [];
  };
  const progress = runner.progress(false);
  const { inventory, remarks, unknown } = await sbomNamed(given, { values, write, progress }, runner);
  const stem = stemOf(given, runner);
  const paths = forms.map(({ suffix }) => join(folder, `${stem}${suffix}`));
  await runner.files.makeFolder(folder);
  for (const [at, path] of paths.entries()) await runner.files.write(path, documents[at] ?? new Uint8Array());
  // What is empty has nothing to score, and what is larger than any SBOM that is read is not read again.
  const [first = new Uint8Array()] = documents;
  const rated =
    inventory.components.length === 0
      ? undefined
      : unlessRefused(() => ratedSbom(scoredSbom(readSbom(first))), undefined);
  const [headline = "", ...lines] = sbomText(inventory, { paint: plain, width: 120 }).split("\n");
  runner.info(headline);
  runner.group("Every component");
  for (const line of lines) runner.info(line);
  runner.endGroup();
  runner.setOutputs({
    "sbom-paths": paths.join("\n"),
    ...(rated === undefined ? {} : await writeScore(stem, rated, runner)),
  });
  if (unknown !== undefined) {
    runner.error(`it is not known what it is made of: ${visible(unknown)}`, { title: "The SBOM is incomplete" });
  }
  if (summary) await addJobSummary(sbomSummary({ inventory, remarks, unknown, rated, paths }), runner);
  return unknown === undefined ? 0 : 3;
}

const plain = (_style: unknown, text: string): string => text;
const SUFFIXES = { cyclonedx: ".cdx.json", spdx: ".spdx.json" } as const;

/** Both documents, unless a form of one is named. Fault: `usage`. */
function formsOf(values: SbomValues): { readonly suffix: string; readonly writer: SbomWriter }[] {
  const [format, version] = [values.text("format"), values.text("spec-version")];
  if (format === "table") {
    throw new Fault("usage", "a table is for a terminal", {
      hint: "leave out format: both documents are written then",
    });
  }
  const names = format === undefined && version === undefined ? ["cyclonedx", "spdx"] : [format ?? "cyclonedx"];
  return names.map((name) => ({
    suffix: name === "spdx" ? SUFFIXES.spdx : SUFFIXES.cyclonedx,
    writer: sbomWriter(name, version),
  }));
}

function ratedSbom(scored: ScoredSbom): RatedSbom {
  return { scored, score: gateScore(scored.scorecards).score };
}

async function writeScore(stem: string, rated: RatedSbom, runner: Runner): Promise<OutputValues> {
  const score = String(rated.score);
  const temporary = runner.env("RUNNER_TEMP");
  if (temporary === undefined) return { "sbom-score": score };
  const result = join(temporary, `${stem}.score.json`);
  await runner.files.write(result, encodeUtf8(jsonText(sbomScoreJson(rated.scored))));
  return { "sbom-score": score, result };
}

/** The name of what is described, as that of a file. */
function stemOf(given: string, { folder }: Runner): string {
  const image = given.startsWith("oci:") ? given.slice("oci:".length).replace(/@.*$/s, "") : undefined;
  const name = basename(image ?? resolve(folder, given)).replace(/[^A-Za-z0-9._+-]/g, "-");
  return name === "" ? "sbom" : name;
}
