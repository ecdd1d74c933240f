import type { AnnouncedRoot } from "../../../src/domain/announcement/announced-release.ts";
import { announcementOf } from "../../../src/domain/announcement/announcement.ts";
import type { AnnouncementFile } from "../../../src/domain/announcement/announcement-file.ts";
import { parseAnnouncementFile } from "../../../src/domain/announcement/announcement-file.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";

/** The human part of an announcement with every field. */
export const HUMAN = {
  schema: "https://release-capsule.github.io/release-capsule/schemas/announcement/v1",
  id: "ACME-2026-1",
  publisher: { name: "Acme", web: "https://acme.example" },
  title: "An archive can write outside of its folder",
  action: "Update to 1.4.3, or do not unpack archives of others.",
  impact:
    "Whoever can make you unpack an archive can write any file that you may write.\n\nPrograms of yours can be replaced.",
  publish: "2026-11-24T16:00:00Z",
  reported: "2026-11-10",
  cve: "CVE-2026-12345",
  ghsa: "GHSA-2222-3333-4444",
  cvss: [
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N",
    "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N",
  ],
  cwe: [{ id: "CWE-22", name: "Improper Limitation of a Pathname to a Restricted Directory ('Path Traversal')" }],
  exploited: "no",
  introduced: "1.2.0",
  "introduced-commit": "1".repeat(40),
  packages: ["pkg:npm/%40acme/tool"],
  workaround: { do: "Set TOOL_UNPACK=off.", undo: "Remove the variable." },
  detection: "Look for files that are newer than the archive.",
  timeline: [
    { day: "2026-11-10", what: "Reported to us" },
    { day: "2026-11-24", what: "Fixed and published" },
  ],
  credits: [{ name: "A. Finder", web: "https://finder.example", login: "finder", consent: "yes" }],
  support: [{ line: "1.3", ends: "2026-06-01" }],
  references: ["https://acme.example/advisories"],
};

export function humanPart(changes: object = {}): AnnouncementFile {
  return parseAnnouncementFile(encodeUtf8(JSON.stringify({ ...HUMAN, ...changes })), "announcement.json");
}

/** The root of a release with these files: names and digests of one repeated digit. */
export function rootOf(version: string, files: Readonly<Record<string, string>>, changes: object = {}): AnnouncedRoot {
  const release = {
    ...{ purl: `pkg:github/acme/tool@v${version}`, name: "tool", version, versioning: "semver", tag: `v${version}` },
    ...{ tagTemplate: "v{version}", commit: version.at(-1)?.repeat(40), repository: "https://github.com/acme/tool" },
    ...{ repositoryId: "1", ownerId: "2", runUri: null, ...changes },
  };
  const subject = Object.entries(files).map(([name, digit]) => ({
    name,
    digest: { sha256: digit.repeat(64), sha512: digit.repeat(128) },
    annotations: { kind: "file" },
  }));
  const statement = {
    subject,
    predicate: { release, evidence: [], pins: [], previous: { none: "first-release", reason: "x" } },
  };
  return { statement: statement as unknown as AnnouncedRoot["statement"], sha256: "f".repeat(64) };
}

/** Of two affected releases and a fix, with a file that stays the same. */
export function exampleAnnouncement(changes: object = {}) {
  const affected = [
    rootOf("1.4.2", { "tool.tgz": "2", LICENSE: "9" }),
    rootOf("1.4.1", { "tool.tgz": "1", LICENSE: "9" }),
  ];
  return announcementOf(humanPart(changes), affected, [rootOf("1.4.3", { "tool.tgz": "3", LICENSE: "9" })]);
}
