import * as v from "valibot";
import { parseInstant } from "../../../kernel/iso-time.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import { gravest, levelOfScore } from "../../attestation/severity-level.ts";
import type { FoundVulnerability } from "../../vulnerability/found-vulnerability.ts";
import { namedDigests } from "../named-digests.ts";
import { firstLevel, levelOf, lookedAt, nullableList, parseReport, shortText } from "./fields.ts";
import { namesBeside } from "./osv-scanner.ts";
import { NO_DATABASE, type ScannerReport } from "./scan.ts";

const component = v.looseObject({
  "bom-ref": v.optional(v.string()),
  name: shortText,
  version: v.optional(v.string()),
  purl: v.optional(v.string()),
  hashes: nullableList(v.looseObject({ alg: shortText, content: shortText })),
});

const vulnerability = v.looseObject({
  id: shortText,
  references: nullableList(v.looseObject({ id: shortText })),
  ratings: nullableList(
    v.looseObject({ severity: v.optional(v.string()), score: v.optional(v.number()), method: v.optional(shortText) }),
  ),
  affects: nullableList(v.looseObject({ ref: shortText })),
});

const schema = v.looseObject({
  bomFormat: v.literal("CycloneDX"),
  metadata: v.optional(v.looseObject({ timestamp: v.optional(shortText), component: v.optional(component) })),
  components: nullableList(component),
  vulnerabilities: lookedAt(vulnerability),
});

/**
 * Reads a disclosure report of CycloneDX (VDR) as the report of a scan: the time at which it was written, the component that it is of,
 * and no database. What is below a component of a component is named by its reference. Fault: `evidence-malformed`.
 */
export function readVdr(value: JsonObject): ScannerReport {
  const { metadata, components, vulnerabilities } = parseReport(schema, value, "CycloneDX");
  const at = parseInstant(metadata?.timestamp);
  const of = metadata?.component;
  const byRef = new Map((components ?? []).map((one) => [one["bom-ref"] ?? "", one]));
  return {
    scanner: { name: "cyclonedx-vdr", version: undefined },
    database: NO_DATABASE,
    started: at,
    finished: at,
    subjects: namedDigests((of?.hashes ?? []).map(({ alg, content }) => [alg, content])),
    names: of === undefined ? [] : [of.name],
    findings: vulnerabilities.flatMap((one) => findingsOf(one, byRef)),
    notJudged: [],
  };
}

function findingsOf(
  { id, references, ratings, affects }: v.InferOutput<typeof vulnerability>,
  components: ReadonlyMap<string, v.InferOutput<typeof component>>,
): FoundVulnerability[] {
  const levels = (ratings ?? []).map(({ severity, score }) =>
    firstLevel([levelOf(severity), score === undefined ? "unknown" : levelOfScore(score)]),
  );
  const level = gravest(levels);
  return (affects ?? []).map(({ ref }) => {
    const { name = ref, version, purl } = components.get(ref) ?? {};
    return {
      id,
      aliases: namesBeside(
        id,
        (references ?? []).map((one) => one.id),
      ),
      component: { name, version: version || undefined, purl: purl || (ref.startsWith("pkg:") ? ref : undefined) },
      level,
      ratings: (ratings ?? []).flatMap(({ method = "CycloneDX", severity, score }) =>
        severity === undefined && score === undefined ? [] : [{ method, score: String(score ?? severity) }],
      ),
      fixed: [],
    };
  });
}
