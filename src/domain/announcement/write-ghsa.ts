import type { JsonObject } from "../../kernel/json.ts";
import { parsePurl } from "../sbom/model/purl.ts";
import type { AffectedLine } from "./affected-line.ts";
import type { Announcement } from "./announcement.ts";

/** What GitHub calls the ecosystems, by the type of a package URL. */
const ECOSYSTEMS: Readonly<Record<string, string>> = {
  ...{ npm: "npm", pypi: "pip", cargo: "rust", golang: "go", maven: "maven", nuget: "nuget", gem: "rubygems" },
  ...{ composer: "composer", hex: "erlang", pub: "pub", swift: "swift" },
};

const CREDITS = {
  ...{ finder: "finder", reporter: "reporter", analyst: "analyst", coordinator: "coordinator" },
  "remediation-developer": "remediation_developer",
} as const;

/**
 * The body with which a draft of an advisory is made at GitHub: `POST /repos/{owner}/{repo}/security-advisories`.
 * https://docs.github.com/en/rest/security-advisories/repository-advisories#create-a-repository-security-advisory
 * `description` is Markdown.
 */
export function gitHubAdvisory(announcement: Announcement, description: string): JsonObject {
  const { file, lines } = announcement;
  return {
    summary: file.title,
    description,
    cve_id: file.cve ?? null,
    vulnerabilities: lines.flatMap((line) =>
      packagesOf(line, announcement).map((one) => ({ package: one, ...rangeOf(line), vulnerable_functions: [] })),
    ),
    cwe_ids: file.cwe.map(({ id }) => id),
    credits: file.credits.flatMap(({ login, for: kind }) =>
      login === undefined ? [] : [{ login, type: CREDITS[kind] }],
    ),
    // Severity, or a vector: GitHub takes one of the two. It reads 3.1 and 4.0.
    cvss_vector_string: file.cvss.find((vector) => !vector.startsWith("CVSS:3.0/")) ?? file.cvss[0] ?? null,
  };
}

function rangeOf({ introduced, fixed, last }: AffectedLine): JsonObject {
  const begins = introduced === undefined ? [] : [`>= ${introduced}`];
  const ends = fixed !== undefined ? [`< ${fixed.version}`] : last !== undefined ? [`<= ${last}`] : [];
  const range = [...begins, ...ends].join(", ");
  return { vulnerable_version_range: range === "" ? ">= 0" : range, patched_versions: fixed?.version ?? null };
}

function packagesOf({ packages }: AffectedLine, { repository, product }: Announcement): JsonObject[] {
  const known = packages.flatMap((purl) => {
    const { type, namespace, name } = parsePurl(purl);
    const ecosystem = ECOSYSTEMS[type];
    const separator = type === "maven" ? ":" : "/";
    return ecosystem === undefined
      ? []
      : [{ ecosystem, name: namespace === undefined ? name : `${namespace}${separator}${name}` }];
  });
  return known.length > 0 ? known : [{ ecosystem: "other", name: nameOf(repository) ?? product }];
}

/** `owner/name` of a web address. */
function nameOf(repository: string | null): string | undefined {
  return repository === null ? undefined : new URL(repository).pathname.replace(/^\/|\/$/g, "");
}
