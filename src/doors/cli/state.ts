import { asOf, logRequest, openLogs, releaseDigest } from "../log-request.ts";
import { showTimeline, timelineShown } from "../timeline-of.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule state <log> <release>`. */
export const stateCommand: RunCommand<"state"> = async ([log = "", text = ""], values, io) => {
  const release = await releaseDigest(text, io);
  const [opened] = await openLogs(await logRequest([log], values, io), values, io);
  if (opened === undefined) return 4;
  const shown = timelineShown(asOf(opened, values.text("at")), { release });
  return showTimeline(shown, { out: (line) => io.out(line), isJson: values.isOn("json") });
};
