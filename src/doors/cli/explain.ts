import { explainStanding } from "../../domain/statements/explain-standing.ts";
import { asOf, logRequest, openLogs, releaseDigest } from "../log-request.ts";
import { showTimeline, timelineShown } from "../timeline-of.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule explain <log> <release>`; it explains any state, and so ends well. */
export const explainCommand: RunCommand<"explain"> = async ([log = "", text = ""], values, io) => {
  const release = await releaseDigest(text, io);
  const [opened] = await openLogs(await logRequest([log], values, io), values, io);
  if (opened === undefined) return 4;
  const then = asOf(opened, values.text("at"));
  const only = explainStanding(release, then.statements, then.policy);
  showTimeline(timelineShown(then, { release, only }), { out: (line) => io.out(line), isJson: values.isOn("json") });
  return 0;
};
