import { join } from "node:path";
import { sha256Hex } from "../../crypto/node-digest.ts";
import type { GotRelease } from "../../domain/release/got-release.ts";
import { getRelease } from "../../journeys/get/get.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { gotReleaseJson } from "../../views/get/got-release-json.ts";
import { gotReleaseSummary } from "../../views/get/got-release-summary.ts";
import { gotReleaseText } from "../../views/get/got-release-text.ts";
import { asInputOf } from "../options/spell-option.ts";
import { askedLog } from "../requests/asked-log.ts";
import { getPorts } from "../requests/get-ports.ts";
import { getRequest, getWishes } from "../requests/get-request.ts";
import { addJobSummary } from "./add-job-summary.ts";
import { annotateGot } from "./annotate.ts";
import type { OutputValues } from "./outputs.ts";
import type { Runner, StepInputs } from "./runner.ts";

/** Downloads a release and keeps what is proven: all of what was wanted, or nothing. */
export async function getAction({ words, summary, values }: StepInputs<"get">, runner: Runner): Promise<number> {
  const release = words.text("release");
  if (release === undefined) {
    throw new Fault("usage", "the input release is empty", { hint: "add to the step:\nwith:\n  release: owner/name" });
  }
  const wishes = getWishes(values);
  const order = await getRequest([release, ...words.lines("files")], { values, wishes }, runner);
  const progress = runner.progress(false);
  runner.group("Downloading and verifying");
  const asked = { askedBy: order.tag === undefined ? "newest" : "version", now: order.now } as const;
  const log = await askedLog(values, asked, runner);
  const { mask } = runner;
  const ports = await getPorts({ ...order, ...{ values, progress, mask }, token: values.text("github-token") }, runner);
  const got = await getRelease({ ...order, ...(log && { log }) }, ports);
  progress.done();
  runner.endGroup();
  const page = {
    ...{ paint: (_style: unknown, text: string) => text, width: 80, spelling: asInputOf("get"), verbose: false },
    folder: order.out,
  };
  for (const line of gotReleaseText(got, page).split("\n")) runner.info(line);
  runner.setOutputs({ ...outputsOf(got, order.out), ...(await writeResult(got, runner)) });
  if (got.exitCode !== 0) annotateGot(got, page.spelling, runner);
  if (summary) await addJobSummary(gotReleaseSummary(got, page), runner);
  return got.exitCode;
}

async function writeResult(got: GotRelease, runner: Runner): Promise<OutputValues> {
  const temporary = runner.env("RUNNER_TEMP");
  if (temporary === undefined) return {};
  const text = jsonText(gotReleaseJson(got, asInputOf("get")));
  // Several steps of a job may get releases, and a tag may be no name of a file.
  const result = join(temporary, `${sha256Hex(encodeUtf8(text))}.get.json`);
  await runner.files.write(result, encodeUtf8(text));
  return { result };
}

/** Nothing is in a folder unless all of it is. */
function outputsOf({ verdict, repository, tag, files }: GotRelease, folder: string | undefined): OutputValues {
  const placed = files.flatMap((file) => file.placed ?? []);
  return {
    ...{ verdict, tag, release: `${repository.fullName}@${tag}` },
    ...(placed.length === 0 || folder === undefined ? {} : { folder, files: placed.join("\n") }),
  };
}
