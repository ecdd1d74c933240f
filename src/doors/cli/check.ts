import { examineRelease } from "../../journeys/seal/examine/examine-release.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { releaseCheckJson } from "../../views/release-check-json.ts";
import { releaseCheckText } from "../../views/release-check-text.ts";
import { examineRequest } from "../examine-request.ts";
import { asFlag } from "../options/spell-option.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule check [asset…]`: the report goes to standard output, as text or as one JSON object. */
export const checkCommand: RunCommand<"check"> = async (assets, values, io) => {
  const progress = io.progress(values.isOn("quiet"));
  const { order, settings } = examineRequest(assets, values, { folder: io.folder, env: io.env, progress });
  const examined = await examineRelease(order, await io.examinePorts(settings));
  progress.done();
  if (values.isOn("json")) io.out(jsonText(releaseCheckJson(examined, asFlag)));
  else io.out(releaseCheckText(examined, io.paint, asFlag));
  return examined.exitCode;
};
