import { admissionOf, type ReleaseAdmission } from "./admission.ts";
import { type Equivocation, equivocations } from "./join-statements.ts";
import type { LogPolicy } from "./log-policy.ts";
import type { LoggedStatement } from "./logged-statement.ts";
import { judgeStatements, type ReleaseStanding } from "./release-standing.ts";
import { type Required, silenceOf, type TimelineFilter, type TimelineRow, timelineOf } from "./timeline.ts";

/** What a log says of a release, or of all. */
export interface ToldTimeline {
  readonly origin: string;
  readonly size: number;
  readonly seconds: number | undefined;
  readonly isStale: boolean;
  readonly release: string | undefined;
  readonly standing: ReleaseStanding | undefined;
  readonly admission: ReleaseAdmission | undefined;
  readonly rows: readonly TimelineRow[];
  readonly silent: readonly Required[];
  readonly equivocations: readonly Equivocation[];
}

export interface TimelineQuestion {
  /** Hex SHA-256 of the root of a release; undefined for all. */
  readonly release: string | undefined;
  readonly filter?: TimelineFilter;
  readonly required?: readonly Required[];
  /** The statements to show, if not all that are asked for. */
  readonly only?: readonly LoggedStatement[];
}

interface Log {
  readonly statements: readonly LoggedStatement[];
  readonly policy: LogPolicy;
  readonly head: { readonly size: number; readonly seconds: number | undefined };
  readonly isStale: boolean;
}

export function tellTimeline(log: Log, question: TimelineQuestion): ToldTimeline {
  const { release, filter = {}, required = [], only } = question;
  const { statements, policy, head } = log;
  const judged = judgeStatements(statements, policy);
  const standing = release === undefined ? undefined : judged.standingOf(release);
  const about = { subject: release };
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
