import { VERIFIER } from "../../domain/guide/verifier.ts";
import { TOOL } from "../../domain/tool.ts";
import { init, type PlannedSetup } from "../../journeys/init/init.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { initJson } from "../../views/release/init-json.ts";
import { initEnding, initText } from "../../views/release/init-text.ts";
import type { RunCommand } from "./run-command.ts";

/** A commit of ours that people may use: that of the verifier which VERIFY.md names. It has this Action, too. */
const PIN = { commit: VERIFIER.commit, comment: `before v${TOOL.version}` };

/** `capsule init`: shows each change, asks, and writes. */
export const initCommand: RunCommand<"init"> = async (_, values, io) => {
  const page = { paint: io.paint, width: io.width ?? 80 };
  const isDry = values.isOn("dry-run");
  const isJson = values.isOn("json");
  const token = io.env("GITHUB_TOKEN") ?? io.env("GH_TOKEN");
  const agree = async (planned: PlannedSetup): Promise<boolean> => {
    if (!isJson) io.out(initText(planned, page));
    if (isDry || !planned.changes.some(({ added }) => added !== "")) return false;
    return values.isOn("yes") || (await io.confirm("Write these changes?")) === true;
  };
  const settings = token === undefined ? undefined : await io.repositorySettings(token);
  const ports = { files: io.files, git: await io.git(), settings };
  const done = await init({ folder: io.folder, pin: PIN, agree }, ports);
  io.out(
    isJson
      ? jsonText(initJson(done))
      : initEnding(done, { ...page, isDry, consent: `capsule init ${values.spelling("yes")}` }),
  );
  const isOpen = done.changes.some(({ added }) => added !== "");
  return isOpen && !done.isWritten && !isDry ? 3 : 0;
};
