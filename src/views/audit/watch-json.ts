import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";
import type { RiskDecision } from "../../domain/vulnerability/risk.ts";
import type { ToldFinding } from "../../domain/watch/watch-change.ts";
import type { RememberedFinding } from "../../domain/watch/watch-state.ts";
import { type ScanJson, scanJson, scanSchema } from "../vulnerability/scan-json.ts";
import { auditJson, auditSchema } from "./audit-json.ts";
import type { DecisionsOfNight } from "./watch-issue.ts";
import type { NightOfRelease } from "./watch-text.ts";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finding = v.strictObject({ ids: v.array(v.string()), component: v.string(), level: v.string() });
const told = v.strictObject({
  ...finding.entries,
  /** What was decided about it, why that does not hold any more, or that it is too slight to count. */
  why: v.nullable(v.string()),
});
const decision = v.strictObject({ id: v.string(), component: v.string(), reviewed: v.string(), expires: v.string() });

/** What `capsule watch --json` prints. */
export const watchSchema = v.strictObject({
  schema: v.literal(schemaId("watch")),
  exitCode: v.picklist([0, 1, 3]),
  /** Newest first. */
  releases: v.array(
    v.strictObject({
      tag: v.string(),
      audit: auditSchema,
      /** Null if nothing was scanned. */
      scan: v.nullable(scanSchema),
      /** Why nothing was scanned, if that was requested. */
      notScanned: v.nullable(v.string()),
      /** Since the issue about the release was written; without one, all of it is new. */
      delta: v.strictObject({
        added: v.array(told),
        gone: v.array(finding),
        /** Known as before, and of no account any more. */
        settled: v.array(told),
        changed: v.array(v.strictObject({ before: finding, after: finding })),
        newDifferences: v.array(v.string()),
        goneDifferences: v.array(v.string()),
      }),
      issue: v.nullable(
        v.strictObject({ number: count, became: v.picklist(["opened", "changed", "closed", "unchanged"]) }),
      ),
      files: v.array(v.string()),
    }),
  ),
  /** Decisions that do not hold, and those about nothing that was found; null if none were named. */
  decisions: v.nullable(v.strictObject({ expired: v.array(decision), unmatched: v.array(decision) })),
  /** Requests that GitHub counted. */
  requests: count,
});

export type WatchJson = v.InferOutput<typeof watchSchema>;

export interface WatchToWrite {
  readonly exitCode: 0 | 1 | 3;
  readonly releases: readonly (NightOfRelease & {
    readonly issue: WatchJson["releases"][number]["issue"] | undefined;
    readonly files: readonly string[];
  })[];
  readonly decisions: DecisionsOfNight | undefined;
  readonly requests: number;
}

export function watchJson({ exitCode, releases, decisions, requests }: WatchToWrite): WatchJson {
  const named = decisions && {
    expired: decisions.expired.map(namedDecision),
    unmatched: decisions.unmatched.map(namedDecision),
  };
  return {
    schema: schemaId("watch"),
    exitCode,
    releases: releases.map(releaseJson),
    decisions: named ?? null,
    requests,
  };
}

function namedDecision({ id, component, reviewed, expires }: RiskDecision) {
  return { id, component, reviewed, expires };
}

function releaseJson({ tag, audit, scan, change, issue, files }: WatchToWrite["releases"][number]) {
  const { added, gone, changed, settled, newDifferences, goneDifferences } = change;
  const report: ScanJson | null =
    typeof scan === "string" || scan === undefined ? null : scanJson({ ...scan, delta: undefined });
  return {
    ...{ tag, audit: auditJson(audit), scan: report, notScanned: typeof scan === "string" ? scan : null },
    delta: {
      ...{ added: added.map(toldFinding), gone: gone.map(plainFinding), settled: settled.map(toldFinding) },
      changed: changed.map(({ before, after }) => ({ before: plainFinding(before), after: plainFinding(after) })),
      ...{ newDifferences: [...newDifferences], goneDifferences: [...goneDifferences] },
    },
    issue: issue ?? null,
    files: [...files],
  };
}

function plainFinding({ ids, component, level }: RememberedFinding) {
  return { ids: [...ids], component, level };
}

function toldFinding(one: ToldFinding) {
  return { ...plainFinding(one), why: one.why ?? null };
}
