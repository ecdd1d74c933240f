import type { JsonObject } from "../../kernel/json.ts";
import { TOOL } from "../tool.ts";
import { severityOfVector } from "../vulnerability/severity.ts";
import {
  type AnnouncedFile,
  type AnnouncedRelease,
  type Announcement,
  purlOfFile,
  rangeInWords,
} from "./announcement.ts";

export type CsafVersion = "2.0" | "2.1";

/** https://docs.oasis-open.org/csaf/csaf/v2.0/os/csaf-v2.0-os.html#51-filename */
export function csafFileName({ file }: Announcement): string {
  return `${file.id.toLowerCase().replace(/[^+\-a-z0-9]+/g, "_")}.json`;
}

/**
 * A security advisory, profile 4 of CSAF 2.0 (https://docs.oasis-open.org/csaf/csaf/v2.0/) or of 2.1. Each file of each release is a
 * product, whose package URL holds its digest; GUAC reads no document in which digests stand beside it.
 */
export function csafAdvisory(announcement: Announcement, version: CsafVersion): JsonObject {
  const { file, published, product, fixed, affected } = announcement;
  const self = `${file.publisher.web.replace(/\/$/, "")}/csaf/${csafFileName(announcement)}`;
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
        ...file.references.map((url) => ({ category: "external", summary: "Further information", url })),
      ],
      tracking: {
        id: file.id,
        status: "final",
        version: file.revision,
        initial_release_date: published,
        current_release_date: published,
        revision_history: revisions(Number(file.revision), published),
        generator: { engine: { name: TOOL.name, version: TOOL.version } },
      },
      ...(file.credits.length === 0 ? {} : { acknowledgments: acknowledgments(announcement) }),
    },
    product_tree: {
      branches: [
        {
          category: "vendor",
          name: file.publisher.name,
          branches: [
            {
              category: "product_name",
              name: product,
              branches: [...affected, fixed].map((release) => branchOf(release, product, version)),
            },
          ],
        },
      ],
    },
    vulnerabilities: [vulnerability(announcement, version)],
  };
}

/** The id of a product in the document; every file of every release has one of its own. */
export function csafProductId(release: AnnouncedRelease, file: AnnouncedFile): string {
  return `${release.version}/${file.name}`;
}

function branchOf(release: AnnouncedRelease, product: string, version: CsafVersion): JsonObject {
  return {
    category: "product_version",
    name: release.version,
    branches: release.files.map((file) => ({
      category: "specification",
      name: file.name,
      product: {
        product_id: csafProductId(release, file),
        name: `${product} ${release.version}: ${file.name}`,
        // §3.1.3.3.4 of 2.0, a list in 2.1.
        product_identification_helper:
          version === "2.1" ? { purls: [purlOfFile(release, file)] } : { purl: purlOfFile(release, file) },
      },
    })),
  };
}

function vulnerability(announcement: Announcement, version: CsafVersion): JsonObject {
  const { file, fixed, affected, published, repository } = announcement;
  const isLater = version === "2.1";
  const ids = affected.flatMap((release) => release.files.map((one) => csafProductId(release, one)));
  const [weakness, ...weaknesses] = file.cwe;
  const link =
    repository === null || fixed.tag === null
      ? {}
      : { url: `${repository}/releases/tag/${encodeURIComponent(fixed.tag)}` };
  return {
    ...(file.cve === undefined ? {} : { cve: file.cve }),
    ...(file.cwe.length === 0 ? {} : isLater ? { cwes: cwes(file.cwe) } : { cwe: { ...weakness } }),
    title: file.title,
    ids: [
      { system_name: file.publisher.name, text: file.id },
      ...(file.ghsa === undefined ? [] : [{ system_name: "GitHub Security Advisory", text: file.ghsa }]),
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
      fixed: fixed.files.map((one) => csafProductId(fixed, one)),
    },
    remediations: [
      { category: "vendor_fix", details: file.action, product_ids: ids, date: published, ...link },
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

/** Of the list whose names the file has to have; names of weaknesses seldom change. */
const CWE_VERSION = "4.17";

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

function revisions(revision: number, date: string): JsonObject[] {
  return Array.from({ length: revision }, (_, index) => ({
    date,
    number: String(index + 1),
    summary: index === 0 ? "Initial publication" : "Correction",
  }));
}

function acknowledgments({ file }: Announcement): JsonObject[] {
  return file.credits.map(({ name, web, for: kind }) => ({
    names: [name],
    summary: kind.replace("-", " "),
    ...(web === undefined ? {} : { urls: [web] }),
  }));
}
