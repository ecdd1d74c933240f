import { asOf, type LogExtent } from "../../domain/statements/as-of.ts";
import { explainStanding } from "../../domain/statements/explain-standing.ts";
import { joinStatements } from "../../domain/statements/join-statements.ts";
import type { Required, TimelineFilter } from "../../domain/statements/timeline.ts";
import { type ToldTimeline, tellTimeline } from "../../domain/statements/told-timeline.ts";
import { Fault } from "../../kernel/fault.ts";
import { type CapsulePorts, readUnverified } from "../show/read-unverified.ts";
import { type LogsOrder, openLogs } from "./open-logs.ts";

export interface TellOrder extends LogsOrder {
  /** A release by the hex SHA-256 of its root, or by the absolute path of its capsule; undefined for all. */
  readonly release: string | { readonly path: string } | undefined;
  readonly at?: LogExtent | undefined;
  readonly filter?: TimelineFilter;
  readonly required?: readonly Required[];
  /** Of the release, only what its state rests on. */
  readonly isExplained?: boolean;
}

/**
 * Tells what logs say of a release, or of all.
 *
 *   1. name  the release by its root, which a capsule says
 *   2. open  the logs
 *   3. join  what is said in all of them, or was when they had so many leaves or at that time
 *   4. tell  it by the policy of the first
 *
 * Faults: those of `readUnverified` and `openLogs`; `usage` without a log.
 */
export async function tellLog(order: TellOrder, ports: CapsulePorts): Promise<ToldTimeline> {
  const { at, filter, required } = order;
  /* 1 */ const release = await digestOf(order.release, ports);
  /* 2 */ const opened = await openLogs(order, ports);
  const [first, ...others] = opened;
  if (first === undefined) throw new Fault("usage", "no log is named");
  /* 3 */ const all = others.length === 0 ? first.statements : joinStatements(opened.map((log) => log.statements));
  const statements = asOf(all, at);
  const only = order.isExplained && release && explainStanding(release, statements, first.policy);
  const log = { ...first, statements, isStale: opened.some(({ isStale }) => isStale) };
  /* 4 */ return tellTimeline(log, {
    release,
    ...(filter && { filter }),
    ...(required && { required }),
    ...(only && { only }),
  });
}

async function digestOf(release: TellOrder["release"], ports: CapsulePorts): Promise<string | undefined> {
  return typeof release === "object" ? (await readUnverified(release, new Set(), ports)).rootSha256 : release;
}
