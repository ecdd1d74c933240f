import type { JsonObject } from "../../kernel/json.ts";
import { parsePurl } from "../sbom/model/purl.ts";
import { packageOf } from "../vulnerability/ecosystem.ts";
import type { AffectedLine } from "./affected-line.ts";
import { type AnnouncedRelease, pageOfRelease } from "./announced-release.ts";
import { type Announcement, idsOf } from "./announcement.ts";
import { referencesOf } from "./announcement-file.ts";

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
 * `x_` and that of the publisher. A range of commits if the capsules name repository and commits, and for each package those of its lines.
 */
export function announcementOsv(announcement: Announcement): JsonObject {
  const { file, published, modified, fixed, repository } = announcement;
  const names = idsOf(announcement);
  const id = file.ghsa ?? file.cve ?? file.aliases[0] ?? `x_${file.id}`;
  return {
    schema_version: "1.7.0",
    ...{ id, published, modified },
    aliases: names.filter((name) => name !== id && `x_${name}` !== id),
    summary: file.title,
    details: `${file.impact}\n\n${file.action}`,
    severity: file.cvss.map((score) => ({ type: `CVSS_V${score[5]}`, score })),
    affected: [...gitRanges(announcement), ...packageRanges(announcement)],
    references: [
      ...fixed.flatMap((release) => pageOfRelease(repository, release) ?? []).map((url) => ({ type: "FIX", url })),
      ...referencesOf(file).map(({ web, is }) => ({ type: is.toUpperCase(), url: web })),
    ],
    credits: file.credits.map(({ name, web, for: kind }) => ({
      ...{ name, type: CREDITS[kind] },
      ...(web === undefined ? {} : { contact: [web] }),
    })),
    database_specific: {
      cwe_ids: file.cwe.map((one) => one.id),
      affected_digests: announcement.affected.flatMap(digestsOf),
      fixed_digests: fixed.flatMap(digestsOf),
    },
  };
}

function digestsOf({ files }: AnnouncedRelease): string[] {
  return files.map(({ sha256 }) => `sha256:${sha256}`);
}

/** One range for all lines: what follows the fix of one line is fixed, although the fixes of the others are not among what it follows. */
function gitRanges({ repository, lines, affected, fixed }: Announcement): JsonObject[] {
  const fixes = fixed.flatMap(({ commit }) => (commit === null ? [] : [{ fixed: commit }]));
  if (repository === null || fixes.length === 0) return [];
  const introduced = [...new Set(lines.map(({ introducedCommit }) => introducedCommit ?? "0"))];
  const range = {
    type: "GIT",
    repo: repository,
    // `0` is before everything, so that nothing else begins a range beside it.
    events: [...(introduced.includes("0") ? ["0"] : introduced).map((one) => ({ introduced: one })), ...fixes],
    database_specific: { versions: lines.flatMap(versionEvents) },
  };
  return [{ ranges: [range], versions: affected.map(({ tag, version }) => tag ?? version) }];
}

function packageRanges({ lines, versioning }: Announcement): JsonObject[] {
  const packages = [...new Set(lines.flatMap((line) => line.packages))];
  return packages.flatMap((purl) => {
    const known = packageOf(parsePurl(purl));
    if (known === undefined) return [];
    // A range of SemVer is allowed only where versions are semantic ones; others have the order of their ecosystem.
    const type = versioning === "semver" && (known.order === "semver" || known.order === "go") ? "SEMVER" : "ECOSYSTEM";
    const own = lines.filter((line) => line.packages.includes(purl));
    return [
      {
        package: { ecosystem: known.ecosystem, name: known.name, purl },
        ranges: own.map((line) => ({ type, events: versionEvents(line) })),
        versions: own.flatMap(({ affected }) => affected.map(({ version }) => version)),
      },
    ];
  });
}

function versionEvents({ introduced, fixed, last }: AffectedLine): JsonObject[] {
  return [
    { introduced: introduced ?? "0" },
    ...(fixed === undefined ? [] : [{ fixed: fixed.version }]),
    ...(last === undefined ? [] : [{ last_affected: last }]),
  ];
}
