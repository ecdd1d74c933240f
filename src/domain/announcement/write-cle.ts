import type { JsonObject } from "../../kernel/json.ts";
import { formatPurl, parsePurl } from "../sbom/model/purl.ts";
import type { Announcement } from "./announcement.ts";

/** As the schema that is proposed for the standard calls itself (github.com/Ecma-TC54/ECMA-428, pull request 37). */
const SCHEMA = "https://cle.example.com/schema/cle-1.0.0.schema.json";

/**
 * The life of the product's versions (ECMA-428, CLE 1.0.0): the affected versions are superseded by the fix of their line, and lines out of
 * support have their day. Events with the highest id come first; versions are said as ranges, also where it is one.
 */
export function lifecycle(announcement: Announcement): JsonObject {
  const { file, published, modified, lines, fixed, product } = announcement;
  const scheme = SCHEMES[announcement.versioning];
  const events: JsonObject[] = [
    ...[...file.support]
      .sort((a, b) => (a.ends < b.ends ? -1 : 1))
      .map(({ line, ends }) => ({
        type: "endOfSupport",
        effective: `${ends}T00:00:00Z`,
        published,
        versions: [{ range: `vers:${scheme}/${versionsOfLine(line)}` }],
        supportId: "standard",
      })),
    ...fixed.map(({ version }) => ({ type: "released", effective: published, published, version })),
    ...lines.flatMap(({ affected, fixed: fix }) =>
      fix === undefined
        ? []
        : affected.map(({ version }) => ({
            ...{ type: "supersededBy", effective: published, published },
            versions: [{ range: `vers:${scheme}/${encodeURIComponent(version)}` }],
            supersededByVersion: fix.version,
          })),
    ),
  ];
  const support = [{ id: "standard", description: `Security fixes for ${product}` }];
  return {
    $schema: SCHEMA,
    identifier: identifierOf(announcement),
    updatedAt: modified,
    ...(file.support.length === 0 ? {} : { definitions: { support } }),
    events: events.map((event, index) => ({ id: index + 1, ...event })).reverse(),
  };
}

/** Annex C of the standard: which scheme of ranges orders the versions so. */
const SCHEMES = { semver: "semver", pep440: "pypi", calver: "generic", none: "generic" } as const;

/** The package URL of the releases, without a version. */
function identifierOf({ fixed: [release] }: Announcement): string {
  if (release === undefined) return "";
  const { type, namespace, name } = parsePurl(release.purl);
  return formatPurl({ type, namespace, name });
}

/** `1.3` is every version from 1.3 on and before 1.4; of a line without a number at its end nothing but itself is known. */
function versionsOfLine(line: string): string {
  const [, before = "", last] = /^((?:\d+\.)*)(\d+)$/.exec(line) ?? [];
  if (last === undefined) return encodeURIComponent(line);
  return `>=${line}|<${before}${Number(last) + 1}`;
}
