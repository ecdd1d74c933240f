import type { JsonObject } from "../../kernel/json.ts";
import { HOME } from "../home.ts";
import { TOOL } from "../tool.ts";
import { type AnnouncedRelease, type Announcement, idsOf, purlOfFile } from "./announcement.ts";

/**
 * OpenVEX 0.2.0: the files of the affected releases are affected, those of the fix are fixed. Each product is named by the package URL of
 * its release as well, which is what scanners look for. https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md
 */
export function announcementVex(announcement: Announcement): JsonObject {
  const { file, published, affected, fixed } = announcement;
  const [name = file.id, ...aliases] = idsOf(announcement);
  const vulnerability = { name, aliases, description: file.title };
  return {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": `${HOME}/openvex/${encodeURIComponent(`${announcement.product} ${file.id}`)}`,
    author: file.publisher.name,
    timestamp: published,
    version: Number(file.revision),
    tooling: TOOL.name,
    statements: [
      {
        vulnerability,
        products: affected.flatMap((release) => productsOf(release, file.packages)),
        status: "affected",
        action_statement: file.action,
        action_statement_timestamp: published,
      },
      { vulnerability, products: productsOf(fixed, file.packages), status: "fixed" },
    ],
  };
}

function productsOf(release: AnnouncedRelease, packages: readonly string[]): JsonObject[] {
  return [
    { "@id": release.purl },
    ...packages.map((purl) => ({ "@id": `${purl}@${release.version}` })),
    ...release.files.map((file) => ({
      "@id": purlOfFile(release, file),
      hashes: {
        "sha-256": file.sha256,
        ...(file.sha512 === undefined ? {} : { "sha-512": file.sha512 }),
      },
    })),
  ];
}
