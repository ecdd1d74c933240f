import * as v from "valibot";
import { SEVERITIES } from "../domain/attestation/severity-level.ts";
import { schemaId } from "../domain/home.ts";
import type { DatabaseSource } from "../domain/vulnerability/advisory-database.ts";
import type { ScanDelta } from "../domain/vulnerability/compare-scans.ts";
import type { KnownVulnerability, Scan } from "../domain/vulnerability/scan.ts";
import { Fault } from "../kernel/fault.ts";
import { parseJsonObject } from "../kernel/json-object.ts";
import { parseSchema } from "../kernel/parse-schema.ts";
import { printable } from "../kernel/printable.ts";

const component = v.strictObject({
  ref: v.string(),
  name: v.string(),
  version: v.nullable(v.string()),
  purl: v.nullable(v.string()),
  /** Where it was read, within what was scanned. */
  path: v.nullable(v.string()),
});
const finding = v.strictObject({
  id: v.string(),
  /** All names of it, the first included. */
  ids: v.array(v.string()),
  component,
  severity: v.picklist(SEVERITIES),
  score: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(10))),
  vector: v.nullable(v.string()),
  summary: v.string(),
  fixed: v.array(v.string()),
  modified: v.string(),
});

/** What `capsule scan --json` prints. */
export const scanSchema = v.strictObject({
  schema: v.literal(schemaId("scan")),
  /** When it was scanned, ISO 8601 in UTC. */
  time: v.string(),
  /** What was scanned: the name of the file or folder, and its digest if it is a file. */
  subject: v.strictObject({ name: v.string(), sha256: v.nullable(v.string()) }),
  database: v.array(
    v.strictObject({
      name: v.string(),
      ecosystems: v.array(v.string()),
      sha256: v.string(),
      records: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      newest: v.string(),
    }),
  ),
  packages: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  findings: v.array(finding),
  /** What could not be judged, and why: never taken for clean. */
  unjudged: v.array(v.strictObject({ component, reason: v.string(), ids: v.array(v.string()) })),
  /** Why not all that it is made of is known. */
  unknown: v.nullable(v.string()),
  /** Compared with an earlier scan, if one was given. */
  delta: v.optional(
    v.strictObject({ added: v.array(v.string()), gone: v.array(v.string()), changed: v.array(v.string()) }),
  ),
});

export type ScanJson = v.InferOutput<typeof scanSchema>;

/** A scan with all that its reports say. */
export interface ScanReport {
  readonly time: Date;
  readonly finished: Date;
  readonly subject: { readonly name: string; readonly sha256: string | undefined };
  readonly scan: Scan;
  readonly sources: readonly DatabaseSource[];
  readonly unknown: string | undefined;
  readonly delta: ScanDelta | undefined;
}

export function scanJson({ time, subject, scan, sources, unknown, delta }: ScanReport): ScanJson {
  const named = (of: KnownVulnerability) => `${of.id} ${of.component.ref}`;
  return {
    schema: schemaId("scan"),
    time: time.toISOString(),
    subject: { name: subject.name, sha256: subject.sha256 ?? null },
    database: sources.map((source) => ({ ...source, ecosystems: [...source.ecosystems] })),
    packages: scan.packages,
    findings: scan.findings.map(findingJson),
    unjudged: scan.unjudged.map((one) => ({
      component: componentJson(one.component),
      reason: one.reason,
      ids: [...one.ids],
    })),
    unknown: unknown ?? null,
    ...(delta && {
      delta: {
        added: delta.added.map(named),
        gone: delta.gone.map(named),
        changed: delta.changed.map(({ after }) => named(after)),
      },
    }),
  };
}

/** The findings of an earlier scan, from what `--json` printed. Fault: `evidence-malformed`. */
export function readScanJson(bytes: Uint8Array, name: string): readonly KnownVulnerability[] {
  const malformed = (problem: string) =>
    new Fault("evidence-malformed", `the earlier scan ${printable(name)} ${problem}`, {
      hint: "name a file that this command wrote as JSON",
    });
  const read = parseSchema(scanSchema, parseJsonObject(bytes, { what: "the earlier scan" }), malformed);
  return read.findings.map(({ component: of, severity: level, score, vector, ...rest }) => ({
    ...rest,
    component: {
      ...{ ref: of.ref, name: of.name },
      ...{ version: of.version ?? undefined, purl: of.purl ?? undefined, path: of.path ?? undefined },
    },
    severity: { level, score: score ?? undefined, vector: vector ?? undefined },
  }));
}

function findingJson({
  component: of,
  severity,
  ids,
  fixed,
  ...rest
}: KnownVulnerability): ScanJson["findings"][number] {
  const { level, score, vector } = severity;
  return {
    ...rest,
    ids: [...ids],
    fixed: [...fixed],
    component: componentJson(of),
    severity: level,
    score: score ?? null,
    vector: vector ?? null,
  };
}

function componentJson({
  ref,
  name,
  version,
  purl,
  path,
}: KnownVulnerability["component"]): v.InferOutput<typeof component> {
  return { ref, name, version: version ?? null, purl: purl ?? null, path: path ?? null };
}
