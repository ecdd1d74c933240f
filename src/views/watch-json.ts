import * as v from "valibot";
import { schemaId } from "../domain/home.ts";
import type { RememberedFinding } from "../domain/watch/watch-state.ts";
import { auditJson, auditSchema } from "./audit-json.ts";
import { type ScanJson, scanJson, scanSchema } from "./scan-json.ts";
import type { NightOfRelease } from "./watch-text.ts";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finding = v.strictObject({ ids: v.array(v.string()), component: v.string(), level: v.string() });

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
        added: v.array(finding),
        gone: v.array(finding),
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
  readonly requests: number;
}

export function watchJson({ exitCode, releases, requests }: WatchToWrite): WatchJson {
  return { schema: schemaId("watch"), exitCode, releases: releases.map(releaseJson), requests };
}

function releaseJson({ tag, audit, scan, change, issue, files }: WatchToWrite["releases"][number]) {
  const { added, gone, changed, newDifferences, goneDifferences } = change;
  const copies = (findings: readonly RememberedFinding[]) => findings.map((one) => ({ ...one, ids: [...one.ids] }));
  const report: ScanJson | null =
    typeof scan === "string" || scan === undefined ? null : scanJson({ ...scan, delta: undefined });
  return {
    ...{ tag, audit: auditJson(audit), scan: report, notScanned: typeof scan === "string" ? scan : null },
    delta: {
      ...{ added: copies(added), gone: copies(gone) },
      changed: changed.map(({ before, after }) => ({ before: { ...before }, after: { ...after } })),
      ...{ newDifferences: [...newDifferences], goneDifferences: [...goneDifferences] },
    },
    issue: issue ?? null,
    files: [...files],
  };
}
