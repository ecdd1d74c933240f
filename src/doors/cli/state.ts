import { tellLog } from "../../journeys/log/tell-log.ts";
import { logExtent, logsOrder, releaseNamed } from "../requests/log-request.ts";
import { showTimeline } from "../results/show-timeline.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule state <log> <release>`. */
export const stateCommand: RunCommand<"state"> = async ([log = "", text = ""], values, io) => {
  const asked = { release: releaseNamed(text, io), at: logExtent(values.text("at")) };
  const told = await tellLog({ ...(await logsOrder([log], values, io)), ...asked }, io);
  return showTimeline(told, { out: (line) => io.out(line), isJson: values.isOn("json") });
};
