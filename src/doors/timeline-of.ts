import { admissionOf } from "../domain/statements/admission.ts";
import { equivocations } from "../domain/statements/join-statements.ts";
import type { LoggedStatement } from "../domain/statements/logged-statement.ts";
import { judgeStatements } from "../domain/statements/release-standing.ts";
import { type Required, silenceOf, type TimelineFilter, timelineOf } from "../domain/statements/timeline.ts";
import { jsonText } from "../kernel/json-text.ts";
import { type ShownTimeline, timelineJson } from "../views/timeline-json.ts";
import { timelineText } from "../views/timeline-text.ts";
import type { OpenedLog } from "./log-request.ts";

export interface Asked {
  /** Hex SHA-256 of the root of a release; undefined for all. */
  readonly release: string | undefined;
  readonly filter?: TimelineFilter;
  readonly required?: readonly Required[];
  /** The statements to show, if not all that are asked for. */
  readonly only?: readonly LoggedStatement[];
}

type Told = Pick<OpenedLog, "statements" | "policy" | "head" | "isStale">;

/** What a log says of a release, or of all. */
export function timelineShown(log: Told, { release, filter = {}, required = [], only }: Asked): ShownTimeline {
  const { statements, policy, head } = log;
  const judged = judgeStatements(statements, policy);
  const standing = release === undefined ? undefined : judged.standingOf(release);
  const about = release === undefined ? {} : { subject: release };
  const rows = timelineOf(statements, policy, { ...filter, ...(only === undefined ? about : {}) });
  const kept = new Set(only?.map(({ envelope }) => envelope));
  return {
    ...{ origin: policy.origin, size: head.size, seconds: head.seconds, isStale: log.isStale, release, standing },
    admission: standing === undefined ? undefined : admissionOf(standing, "version"),
    rows: only === undefined ? rows : rows.filter(({ envelope }) => kept.has(envelope)),
    silent: silenceOf(timelineOf(statements, policy, about), required),
    equivocations: equivocations(statements),
  };
}

/** Prints it; resolves to the exit code: 1 for what must not be used, 3 for what is not known or was not said. */
export function showTimeline(
  shown: ShownTimeline,
  { out, isJson }: { readonly out: (text: string) => void; readonly isJson: boolean },
): number {
  out(isJson ? jsonText(timelineJson(shown)) : timelineText(shown));
  const { admission } = shown;
  if (admission?.admits === "no" || shown.equivocations.length > 0) return 1;
  return admission?.admits === "unknown" || shown.isStale || shown.silent.length > 0 ? 3 : 0;
}
