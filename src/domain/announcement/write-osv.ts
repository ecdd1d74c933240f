import type { JsonObject } from "../../kernel/json.ts";
import { parsePurl } from "../sbom/model/purl.ts";
import { packageOf } from "../vulnerability/ecosystem.ts";
import { type Announcement, idsOf } from "./announcement.ts";

/** What OSV calls the kinds of credit. https://ossf.github.io/osv-schema/#creditstype-field */
const CREDITS = {
  finder: "FINDER",
  reporter: "REPORTER",
  analyst: "ANALYST",
  coordinator: "COORDINATOR",
  "remediation-developer": "REMEDIATION_DEVELOPER",
} as const;

/**
 * An OSV record, version 1.7 (https://ossf.github.io/osv-schema/): under the id of GitHub or of the CVE list if there is one, else under
 * `x_` and that of the publisher. A range of commits if the capsules name repository and commits, and one of versions for each package.
 */
export function announcementOsv(announcement: Announcement): JsonObject {
  const { file, published, fixed } = announcement;
  const names = idsOf(announcement);
  const id = file.ghsa ?? file.cve ?? `x_${file.id}`;
  return {
    schema_version: "1.7.0",
    id,
    published,
    modified: published,
    aliases: names.filter((name) => name !== id && name !== file.id),
    summary: file.title,
    details: `${file.impact}\n\n${file.action}`,
    severity: file.cvss.map((score) => ({ type: `CVSS_V${score[5]}`, score })),
    affected: [...gitRanges(announcement), ...packageRanges(announcement)],
    references: [
      ...(announcement.repository === null || fixed.tag === null
        ? []
        : [{ type: "FIX", url: `${announcement.repository}/releases/tag/${encodeURIComponent(fixed.tag)}` }]),
      ...file.references.map((url) => ({ type: "WEB", url })),
    ],
    credits: file.credits.map(({ name, web, for: kind }) => ({
      ...{ name, type: CREDITS[kind] },
      ...(web === undefined ? {} : { contact: [web] }),
    })),
    database_specific: {
      cwe_ids: file.cwe.map((one) => one.id),
      affected_digests: announcement.affected.flatMap((release) => release.files.map((one) => `sha256:${one.sha256}`)),
      fixed_digests: fixed.files.map((one) => `sha256:${one.sha256}`),
    },
  };
}

function gitRanges({ file, repository, affected, fixed }: Announcement): JsonObject[] {
  if (repository === null || fixed.commit === null) return [];
  return [
    {
      ranges: [
        {
          type: "GIT",
          repo: repository,
          events: [{ introduced: file["introduced-commit"] ?? "0" }, { fixed: fixed.commit }],
          database_specific: { versions: versionEvents(file.introduced, fixed.version) },
        },
      ],
      versions: affected.map(({ tag, version }) => tag ?? version),
    },
  ];
}

function packageRanges({ file, affected, fixed, versioning }: Announcement): JsonObject[] {
  return file.packages.flatMap((purl) => {
    const known = packageOf(parsePurl(purl));
    if (known === undefined) return [];
    // A range of SemVer is allowed only where versions are semantic ones; others have the order of their ecosystem.
    const type = versioning === "semver" && known.order === "semver" ? "SEMVER" : "ECOSYSTEM";
    return [
      {
        package: { ecosystem: known.ecosystem, name: known.name, purl },
        ranges: [{ type, events: versionEvents(file.introduced, fixed.version) }],
        versions: affected.map(({ version }) => version),
      },
    ];
  });
}

function versionEvents(introduced: string | undefined, fixed: string): JsonObject[] {
  return [{ introduced: introduced ?? "0" }, { fixed }];
}
