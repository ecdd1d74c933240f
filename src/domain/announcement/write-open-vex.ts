import type { JsonObject } from "../../kernel/json.ts";
import { HOME } from "../home.ts";
import { TOOL } from "../tool.ts";
import type { AffectedLine } from "./affected-line.ts";
import { type AnnouncedRelease, purlOfFile, purlOfVersion } from "./announced-release.ts";
import { type Announcement, idsOf, revisionOf } from "./announcement.ts";

/**
 * OpenVEX 0.2.0: the files of the affected releases are affected, those of the fix are fixed. Each product is named by the package URL of
 * its release as well, which is what scanners look for. https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md
 */
export function announcementVex(announcement: Announcement): JsonObject {
  const { file, published, modified, lines } = announcement;
  const [name = file.id, ...aliases] = idsOf(announcement);
  const vulnerability = { name, aliases, description: file.title };
  return {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": `${HOME}/openvex/${encodeURIComponent(`${announcement.product} ${file.id}`)}`,
    author: file.publisher.name,
    timestamp: published,
    ...(modified === published ? {} : { last_updated: modified }),
    version: revisionOf(announcement),
    tooling: TOOL.name,
    statements: [
      {
        vulnerability,
        products: lines.flatMap((line) => line.affected.flatMap((release) => productsOf(release, line))),
        status: "affected",
        action_statement: file.action,
        action_statement_timestamp: published,
      },
      {
        vulnerability,
        products: distinct(lines.flatMap((line) => (line.fixed === undefined ? [] : productsOf(line.fixed, line)))),
        status: "fixed",
      },
    ],
  };
}

function productsOf(release: AnnouncedRelease, { packages }: AffectedLine): JsonObject[] {
  return [
    { "@id": release.purl },
    ...packages.map((purl) => ({ "@id": purlOfVersion(purl, release.version) })),
    ...release.files.map((file) => ({
      "@id": purlOfFile(release, file),
      hashes: {
        "sha-256": file.sha256,
        ...(file.sha512 === undefined ? {} : { "sha-512": file.sha512 }),
      },
    })),
  ];
}

/** One release may be the fix of two lines. */
function distinct(products: readonly JsonObject[]): JsonObject[] {
  return [...new Map(products.map((one) => [one["@id"], one])).values()];
}
