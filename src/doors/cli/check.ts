import { type ExaminedRelease, examineRelease } from "../../journeys/seal/examine/examine-release.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { releaseCheckJson } from "../../views/release/release-check-json.ts";
import { releaseCheckText } from "../../views/release/release-check-text.ts";
import { asFlag } from "../options/as-flag.ts";
import { examineRequest } from "../requests/examine-request.ts";
import { commandText } from "./command-text.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule check [asset…]`: the report goes to standard output, as text or as one JSON object. */
export const checkCommand: RunCommand<"check"> = async (assets, values, io) => {
  const progress = io.progress(values.isOn("quiet"));
  const { order, settings } = examineRequest(assets, values, { folder: io.folder, env: io.env, progress });
  const examined = await examineRelease(order, await io.examinePorts(settings));
  progress.done();
  const { paint, width = 80 } = io;
  const page = { paint, width, spelling: asFlag, verbose: values.isOn("verbose"), ending: ending(examined) };
  io.out(values.isOn("json") ? jsonText(releaseCheckJson(examined, asFlag)) : releaseCheckText(examined, page));
  return examined.exitCode;
};

/** On the machine of a person, the tag that starts the release is what comes next. */
function ending({ verdict, facts, context }: ExaminedRelease): string {
  const nothing = "Nothing was signed or written.";
  const isHere = verdict === "ready" && context.run === undefined && context.checkout !== undefined;
  const push = isHere && typeof facts?.tag === "string" ? commandText(["git", "push", "origin", facts.tag]) : undefined;
  return push === undefined ? nothing : `${nothing} To release: ${push}`;
}
