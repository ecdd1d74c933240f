import { tellLog } from "../../journeys/log/tell-log.ts";
import { logExtent, logsOrder, releaseNamed } from "../requests/log-request.ts";
import { showTimeline } from "../results/show-timeline.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule explain <log> <release>`; it explains any state, and so ends well. */
export const explainCommand: RunCommand<"explain"> = async ([log = "", text = ""], values, io) => {
  const asked = { release: releaseNamed(text, io), at: logExtent(values.text("at")), isExplained: true };
  const told = await tellLog({ ...(await logsOrder([log], values, io)), ...asked }, io);
  showTimeline(told, { out: (line) => io.out(line), isJson: values.isOn("json") });
  return 0;
};
