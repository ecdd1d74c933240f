import * as v from "valibot";
import { parseInstant } from "../../../kernel/iso-time.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import type { FoundVulnerability } from "../../vulnerability/found-vulnerability.ts";
import { lookedAt, parseReport, scanFailed, shortText } from "./fields.ts";
import { type OsvRecord, osvRecord, osvSeverity } from "./osv-record.ts";
import { namesBeside } from "./osv-scanner.ts";
import { packageUrl } from "./package-url.ts";
import type { ScannerReport } from "./scan.ts";

const config = v.looseObject({
  protocol_version: v.pipe(shortText, v.startsWith("v1.")),
  scanner_name: v.literal("govulncheck"),
  scanner_version: v.optional(shortText),
  db: v.optional(shortText),
  db_last_modified: v.optional(shortText),
});

const frame = v.looseObject({ module: shortText, version: v.optional(v.string()), function: v.optional(v.string()) });
const finding = v.looseObject({
  osv: shortText,
  fixed_version: v.optional(v.string()),
  trace: v.pipe(v.array(frame), v.minLength(1), v.maxLength(100_000)),
});

const schema = v.looseObject({
  messages: lookedAt(
    v.looseObject({ config: v.optional(config), osv: v.optional(osvRecord), finding: v.optional(finding) }),
  ),
});

type FindingMessage = v.InferOutput<typeof finding>;

/**
 * Reads the messages that `govulncheck -json` writes, protocol version 1: its version and database, and no time and nothing of what was
 * scanned. One vulnerability has a message for the module, another for the package and one for each way to a function of it; they
 * are one finding. Faults: `evidence-malformed`, `scan-failed`.
 */
export function readGovulncheck(values: readonly JsonObject[]): ScannerReport {
  const { messages } = parseReport(schema, { messages: values }, "govulncheck");
  const [first] = messages.flatMap((message) => message.config ?? []);
  if (first === undefined) throw scanFailed("govulncheck", "it does not say how it was configured");
  const records = new Map(messages.flatMap(({ osv }) => (osv === undefined ? [] : [[osv.id, osv] as const])));
  const found = new Map<string, FindingMessage>();
  for (const { finding: one } of messages) {
    if (one !== undefined) found.set(`${one.osv} ${one.trace[0]?.module} ${one.trace[0]?.version}`, one);
  }
  return {
    scanner: { name: "govulncheck", version: first.scanner_version },
    database: { uri: first.db, version: undefined, updated: parseInstant(first.db_last_modified) },
    started: undefined,
    finished: undefined,
    subjects: [],
    names: [],
    findings: [...found.values()].map((one) => findingOf(one, records.get(one.osv))),
    notJudged: [],
  };
}

function findingOf({ osv, fixed_version, trace }: FindingMessage, record: OsvRecord | undefined): FoundVulnerability {
  const { module = "", version = "" } = trace[0] ?? {};
  const { level, ratings } = record === undefined ? { level: "unknown" as const, ratings: [] } : osvSeverity(record);
  return {
    id: osv,
    aliases: namesBeside(osv, record?.aliases ?? []),
    component: { name: module, version: version || undefined, purl: packageUrl("Go", module, version || undefined) },
    level,
    ratings,
    fixed: fixed_version ? [fixed_version] : [],
  };
}
