import * as v from "valibot";
import { parseInstant } from "../../../kernel/iso-time.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import type { DigestSet } from "../../attestation/digest-set.ts";
import type { FoundVulnerability } from "../../vulnerability/found-vulnerability.ts";
import { levelOf, lookedAt, nullableList, parseReport, scanFailed, shortText, shortTexts } from "./fields.ts";
import { imageDigests } from "./image-digests.ts";
import type { ScanDatabase, ScannerReport } from "./scan.ts";

const status = v.looseObject({
  schemaVersion: v.optional(v.union([shortText, v.number()])),
  from: v.optional(v.string()),
  built: v.optional(shortText),
  valid: v.optional(v.boolean()),
  error: v.nullish(v.unknown()),
});

const schema = v.looseObject({
  matches: lookedAt(
    v.looseObject({
      vulnerability: v.looseObject({
        id: shortText,
        severity: v.optional(shortText),
        cvss: nullableList(
          v.looseObject({ version: shortText, metrics: v.looseObject({ baseScore: v.optional(v.number()) }) }),
        ),
        fix: v.optional(v.looseObject({ versions: v.nullish(shortTexts, []) })),
      }),
      relatedVulnerabilities: nullableList(v.looseObject({ id: shortText })),
      artifact: v.looseObject({ name: shortText, version: v.optional(v.string()), purl: v.optional(v.string()) }),
    }),
  ),
  source: v.nullish(v.looseObject({ type: shortText, target: v.unknown() })),
  descriptor: v.looseObject({
    name: v.literal("grype"),
    version: shortText,
    timestamp: v.optional(shortText),
    // Version 6 of the database has its status below `status`.
    db: v.nullish(v.looseObject({ ...status.entries, status: v.nullish(status) })),
  }),
});

/**
 * Reads what `grype --output json` writes. It states its version, its database and the time; what it scanned by digest only for
 * an image. Faults: `evidence-malformed`, `scan-failed`.
 * https://github.com/anchore/grype/blob/main/grype/presenter/models/document.go
 */
export function readGrype(value: JsonObject): ScannerReport {
  const { matches, source, descriptor } = parseReport(schema, value, "Grype");
  const { db } = descriptor;
  const state = db?.status ?? db;
  if (state?.valid === false || (state?.error ?? null) !== null) throw scanFailed("Grype", "its database is not valid");
  const at = parseInstant(descriptor.timestamp);
  return {
    scanner: { name: "grype", version: descriptor.version },
    database: databaseOf(state),
    // It writes one time, when it is done.
    started: at,
    finished: at,
    ...scanned(source?.target),
    findings: matches.map(findingOf),
    notJudged: [],
  };
}

function databaseOf(state: v.InferOutput<typeof status> | null | undefined): ScanDatabase {
  const version = state?.schemaVersion;
  return {
    uri: state?.from === "" ? undefined : state?.from,
    version: version === undefined ? undefined : String(version),
    updated: parseInstant(state?.built),
  };
}

type Match = v.InferOutput<typeof schema>["matches"][number];

function findingOf({ vulnerability, relatedVulnerabilities, artifact }: Match): FoundVulnerability {
  const { id, severity, cvss, fix } = vulnerability;
  const scores = (cvss ?? []).flatMap(({ version, metrics: { baseScore } }) =>
    baseScore === undefined ? [] : [{ method: `CVSS:${version}`, score: String(baseScore) }],
  );
  const related = (relatedVulnerabilities ?? []).map((one) => one.id);
  return {
    id,
    aliases: [...new Set(related)].filter((one) => one !== id),
    component: { name: artifact.name, version: artifact.version || undefined, purl: artifact.purl || undefined },
    level: levelOf(severity),
    ratings: [{ method: "grype", score: levelOf(severity) }, ...scores],
    fixed: fix?.versions ?? [],
  };
}

const image = v.looseObject({
  userInput: v.optional(shortText),
  manifestDigest: v.optional(v.string()),
  repoDigests: v.nullish(shortTexts, []),
});

/** The target is a path, but for an image. */
function scanned(target: unknown): { readonly subjects: readonly DigestSet[]; readonly names: readonly string[] } {
  if (typeof target === "string") return { subjects: [], names: target === "" || target === "unknown" ? [] : [target] };
  const read = v.safeParse(image, target);
  if (!read.success) return { subjects: [], names: [] };
  const { manifestDigest = "", repoDigests, userInput } = read.output;
  return {
    subjects: imageDigests([manifestDigest, ...(repoDigests ?? [])]),
    names: userInput === undefined ? [] : [userInput],
  };
}
