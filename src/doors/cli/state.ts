import { tellTimeline } from "../../domain/statements/told-timeline.ts";
import { asOf, logRequest, openNamedLogs, releaseDigest } from "../requests/log-request.ts";
import { showTimeline } from "../results/show-timeline.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule state <log> <release>`. */
export const stateCommand: RunCommand<"state"> = async ([log = "", text = ""], values, io) => {
  const release = await releaseDigest(text, io);
  const [opened] = await openNamedLogs(await logRequest([log], values, io), values, io);
  if (opened === undefined) return 4;
  const shown = tellTimeline(asOf(opened, values.text("at")), { release });
  return showTimeline(shown, { out: (line) => io.out(line), isJson: values.isOn("json") });
};
