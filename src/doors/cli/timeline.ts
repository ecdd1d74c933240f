import type { Required, TimelineFilter } from "../../domain/statements/timeline.ts";
import { tellLog } from "../../journeys/log/tell-log.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { logExtent, logsOrder, releaseNamed } from "../requests/log-request.ts";
import { showTimeline } from "../results/show-timeline.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule timeline <log> [release]`. */
export const timelineCommand: RunCommand<"timeline"> = async ([log = "", text], values, io) => {
  const release = text === undefined ? undefined : releaseNamed(text, io);
  const required = values.lines("require").map(requirement);
  const [role, says, since] = [values.text("role"), values.text("says"), logExtent(values.text("since"))];
  const filter: TimelineFilter = {
    ...(role === undefined ? {} : { role }),
    ...(says === undefined ? {} : { says }),
    ...(since === undefined ? {} : { since }),
  };
  const asked = { release, filter, required, at: logExtent(values.text("at")) };
  const shown = await tellLog({ ...(await logsOrder([log], values, io)), ...asked }, io);
  // Whoever asks what was said is told; whether to use the release, the command state judges.
  const code = showTimeline(shown, { out: (line) => io.out(line), isJson: values.isOn("json") });
  return required.length > 0 && shown.silent.length > 0 ? 3 : code === 3 && shown.isStale ? 3 : 0;
};

function requirement(text: string): Required {
  const [, role, says] = /^([a-z][a-z0-9-]*):([a-z][a-z0-9-]*)$/.exec(text) ?? [];
  if (role !== undefined && says !== undefined) return { role, says };
  throw new Fault("usage", `${printable(text)} is not ROLE:WORD`, { hint: "write for example fips-lab:scai" });
}
