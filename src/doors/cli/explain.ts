import { explainStanding } from "../../domain/statements/explain-standing.ts";
import { tellTimeline } from "../../domain/statements/told-timeline.ts";
import { asOf, logRequest, openNamedLogs, releaseDigest } from "../requests/log-request.ts";
import { showTimeline } from "../results/show-timeline.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule explain <log> <release>`; it explains any state, and so ends well. */
export const explainCommand: RunCommand<"explain"> = async ([log = "", text = ""], values, io) => {
  const release = await releaseDigest(text, io);
  const [opened] = await openNamedLogs(await logRequest([log], values, io), values, io);
  if (opened === undefined) return 4;
  const then = asOf(opened, values.text("at"));
  const only = explainStanding(release, then.statements, then.policy);
  showTimeline(tellTimeline(then, { release, only }), { out: (line) => io.out(line), isJson: values.isOn("json") });
  return 0;
};
