import { joinStatements } from "../../domain/statements/join-statements.ts";
import { tellTimeline } from "../../domain/statements/told-timeline.ts";
import { Fault } from "../../kernel/fault.ts";
import { logRequest, openNamedLogs, releaseDigest } from "../requests/log-request.ts";
import { showTimeline } from "../results/show-timeline.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule join <log> <others…>`. */
export const joinCommand: RunCommand<"join"> = async (logs, values, io) => {
  const asked = values.text("release");
  const release = asked === undefined ? undefined : await releaseDigest(asked, io);
  const opened = await openNamedLogs(await logRequest(logs, values, io), values, io);
  const [first] = opened;
  if (first === undefined) throw new Fault("usage", "no log is named");
  const statements = joinStatements(opened.map((log) => log.statements));
  const isStale = opened.some((log) => log.isStale);
  const shown = tellTimeline({ ...first, statements, isStale }, { release });
  return showTimeline(shown, { out: (line) => io.out(line), isJson: values.isOn("json") });
};
