import { tellLog } from "../../journeys/log/tell-log.ts";
import { logsOrder, releaseNamed } from "../requests/log-request.ts";
import { showTimeline } from "../results/show-timeline.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule join <log> <others…>`. */
export const joinCommand: RunCommand<"join"> = async (logs, values, io) => {
  const asked = values.text("release");
  const release = asked === undefined ? undefined : releaseNamed(asked, io);
  const told = await tellLog({ ...(await logsOrder(logs, values, io)), release }, io);
  return showTimeline(told, { out: (line) => io.out(line), isJson: values.isOn("json") });
};
