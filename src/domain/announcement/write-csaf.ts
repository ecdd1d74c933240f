import type { JsonObject } from "../../kernel/json.ts";
import { TOOL } from "../tool.ts";
import { severityOfVector } from "../vulnerability/severity.ts";
import { type AffectedLine, lineInWords } from "./affected-line.ts";
import { pageOfRelease } from "./announced-release.ts";
import { type Announcement, rangeInWords, revisionOf } from "./announcement.ts";
import { referencesOf } from "./announcement-file.ts";
import { type CsafVersion, csafProductIds, csafProductTree } from "./csaf-products.ts";
import { csafNameOf } from "./provided-advisory.ts";

/** https://docs.oasis-open.org/csaf/csaf/v2.0/os/csaf-v2.0-os.html#51-filename */
export function csafFileName({ file }: Announcement): string {
  return csafNameOf(file.id);
}

/**
 * A security advisory, profile 4 of CSAF 2.0 (https://docs.oasis-open.org/csaf/csaf/v2.0/) or of 2.1. The digest of a file stands in its
 * package URL; GUAC reads no document in which digests stand beside it.
 */
export function csafAdvisory(announcement: Announcement, version: CsafVersion): JsonObject {
  const { file, published, modified } = announcement;
  const self = `${file.publisher.web.replace(/\/$/, "")}/.well-known/csaf/white/${published.slice(0, 4)}/${csafFileName(announcement)}`;
  const isLater = version === "2.1";
  return {
    ...(isLater ? { $schema: "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json" } : {}),
    document: {
      category: "csaf_security_advisory",
      csaf_version: version,
      lang: "en",
      title: file.title,
      publisher: { category: "vendor", name: file.publisher.name, namespace: file.publisher.web },
      distribution: { tlp: { label: isLater ? "CLEAR" : "WHITE", url: "https://www.first.org/tlp/" } },
      aggregate_severity: { text: announcement.severity.level },
      notes: [
        { category: "summary", title: "What to do", text: file.action },
        { category: "description", title: "Impact", text: file.impact },
      ],
      references: [
        { category: "self", summary: file.title, url: self },
        ...referencesOf(file).map(({ web, is }) => ({ category: "external", summary: SUMMARIES[is], url: web })),
      ],
      tracking: {
        id: file.id,
        status: "final",
        version: String(revisionOf(announcement)),
        initial_release_date: published,
        current_release_date: modified,
        revision_history: revisions(announcement),
        generator: { engine: { name: TOOL.name, version: TOOL.version } },
      },
      ...(file.credits.length === 0 ? {} : { acknowledgments: acknowledgments(announcement) }),
    },
    product_tree: csafProductTree(announcement, version),
    vulnerabilities: [vulnerability(announcement, version)],
  };
}

function vulnerability(announcement: Announcement, version: CsafVersion): JsonObject {
  const { file, lines, published } = announcement;
  const isLater = version === "2.1";
  const ids = lines.flatMap((line) => csafProductIds(line, "affected"));
  const [weakness, ...weaknesses] = file.cwe;
  return {
    ...(file.cve === undefined ? {} : { cve: file.cve }),
    ...(file.cwe.length === 0 ? {} : isLater ? { cwes: cwes(file.cwe) } : { cwe: { ...weakness } }),
    title: file.title,
    ids: [
      { system_name: file.publisher.name, text: file.id },
      ...(file.ghsa === undefined ? [] : [{ system_name: "GitHub Security Advisory", text: file.ghsa }]),
      ...file.aliases.map((text) => ({ system_name: text.slice(0, text.indexOf("-")), text })),
    ],
    ...(file.reported === undefined ? {} : { discovery_date: `${file.reported}T00:00:00Z` }),
    [isLater ? "disclosure_date" : "release_date"]: published,
    notes: [
      { category: "description", text: file.impact },
      { category: "details", title: "Affected versions", text: rangeInWords(announcement) },
      ...(file.detection === undefined ? [] : [{ category: "other", title: "Detection", text: file.detection }]),
      ...(isLater || weaknesses.length === 0
        ? []
        : [
            {
              category: "other",
              title: "Further weaknesses",
              text: weaknesses.map(({ id, name }) => `${id} ${name}`).join("; "),
            },
          ]),
      ...(isLater ? [] : vectorsWithoutPlace(file.cvss)),
    ],
    product_status: {
      known_affected: ids,
      fixed: [...new Set(lines.flatMap((line) => csafProductIds(line, "fixed")))],
    },
    remediations: [
      ...lines.map((line) => remedyOf(line, announcement)),
      ...(file.workaround === undefined
        ? []
        : [
            {
              category: "workaround",
              details: `${file.workaround.do}\n\nTo undo it: ${file.workaround.undo}`,
              product_ids: ids,
            },
          ]),
    ],
    threats: [
      { category: "impact", details: file.impact, product_ids: ids },
      { category: "exploit_status", details: EXPLOITED[file.exploited], product_ids: ids },
    ],
    ...metrics(file.cvss, ids, version),
  };
}

/** §3.2.3.12.1 of 2.0. */
function remedyOf(line: AffectedLine, { file, published, repository }: Announcement): JsonObject {
  const product_ids = csafProductIds(line, "affected");
  if (line.fixed === undefined) {
    return { category: "no_fix_planned", details: `${lineInWords(line)} gets no fix. ${file.action}`, product_ids };
  }
  const url = pageOfRelease(repository, line.fixed);
  const link = url === undefined ? {} : { url };
  return { category: "vendor_fix", details: file.action, product_ids, date: published, ...link };
}

/** Of the list whose names the file has to have; names of weaknesses seldom change. */
const CWE_VERSION = "4.17";

const SUMMARIES = {
  ...{ advisory: "Advisory", article: "Article", detection: "Detection", discussion: "Discussion", fix: "Fix" },
  ...{ evidence: "Evidence", introduced: "Where it came in", package: "Package", report: "Report" },
  web: "Further information",
} as const;

const EXPLOITED = {
  yes: "Exploitation has been observed.",
  no: "No exploitation is known.",
  unknown: "It is not known whether it has been exploited.",
} as const;

/** §3.2.3.13 of 2.0 knows CVSS 2 and 3; §3.2.4.14 of 2.1 knows 4 as well. */
function metrics(vectors: readonly string[], products: readonly string[], version: CsafVersion): JsonObject {
  if (version === "2.1") {
    const content = Object.fromEntries(vectors.map((vector) => [`cvss_v${vector[5]}`, cvss(vector)]));
    return { metrics: [{ products, content }] };
  }
  const three = vectors.find((vector) => vector.startsWith("CVSS:3."));
  return three === undefined ? {} : { scores: [{ products, cvss_v3: cvss(three) }] };
}

function cvss(vector: string): JsonObject {
  const { score = 0, level } = severityOfVector(vector);
  const version = vector.slice("CVSS:".length, vector.indexOf("/"));
  return { version, vectorString: vector, baseScore: score, baseSeverity: level.toUpperCase() };
}

function vectorsWithoutPlace(vectors: readonly string[]): JsonObject[] {
  return vectors
    .filter((vector) => !vector.startsWith("CVSS:3."))
    .map((vector) => ({
      category: "other",
      title: "CVSS",
      text: `${vector} (${severityOfVector(vector).score})`,
    }));
}

function cwes(known: Announcement["file"]["cwe"]): JsonObject[] {
  return known.map(({ id, name }) => ({ id, name, version: CWE_VERSION }));
}

function revisions({ file, published }: Announcement): JsonObject[] {
  const history = [{ at: published, what: "Initial publication" }, ...file.corrections];
  return history.map(({ at, what }, index) => ({ date: at, number: String(index + 1), summary: what }));
}

function acknowledgments({ file }: Announcement): JsonObject[] {
  return file.credits.map(({ name, web, for: kind }) => ({
    names: [name],
    summary: kind.replace("-", " "),
    ...(web === undefined ? {} : { urls: [web] }),
  }));
}
