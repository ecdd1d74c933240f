import { exampleAnnouncement, HUMAN } from "../../../__tests__/domain/announcement/announcement-example.ts";
import { SECURITY } from "../../../__tests__/domain/announcement/security-example.ts";
import { parseAnnouncementFile } from "../../../src/domain/announcement/announcement-file.ts";
import { readEffects } from "../../../src/domain/announcement/effect.ts";
import { parseEmbargoFile } from "../../../src/domain/announcement/embargo-file.ts";
import { type AskedProduct, judgeAffected } from "../../../src/domain/announcement/judge-affected.ts";
import { readProvidedAdvisory } from "../../../src/domain/announcement/provided-advisory.ts";
import { parseSecurityFile } from "../../../src/domain/announcement/security-file.ts";
import { csafAdvisory } from "../../../src/domain/announcement/write-csaf.ts";
import { announcementVex } from "../../../src/domain/announcement/write-open-vex.ts";
import { announcementOsv } from "../../../src/domain/announcement/write-osv.ts";
import { schemaId } from "../../../src/domain/home.ts";
import type { FuzzTarget } from "../target.ts";
import { encode, json } from "./seeds.ts";

/** What people write of a security release, and advisories of any publisher. */
export function announcementTargets(): readonly FuzzTarget[] {
  const announcement = exampleAnnouncement();
  const documents = [csafAdvisory(announcement, "2.0"), csafAdvisory(announcement, "2.1")];
  return [
    {
      name: "announcement/json",
      seeds: json(HUMAN, OF_LINES),
      read: (bytes) => parseAnnouncementFile(bytes, "announcement.json"),
    },
    {
      name: "announcement/yaml",
      // YAML holds JSON.
      seeds: [encode(JSON.stringify(HUMAN))],
      read: (bytes) => parseAnnouncementFile(bytes, "announcement.yaml"),
    },
    {
      name: "announcement/embargo",
      seeds: json({ schema: schemaId("embargo"), ...EMBARGO }),
      read: (bytes) => parseEmbargoFile(bytes, EMBARGO),
    },
    {
      name: "announcement/security",
      seeds: json(SECURITY),
      read: (bytes) => parseSecurityFile(bytes, "security.json"),
    },
    {
      name: "announcement/provided",
      seeds: json(...documents),
      read: (bytes) => readProvidedAdvisory(bytes, "advisory.json"),
    },
    {
      name: "announcement/advisory",
      seeds: json(...documents, announcementVex(announcement), announcementOsv(announcement)),
      read: (bytes) => judgeAffected([ASKED], [readEffects(bytes, "advisory.json") ?? NOTHING]),
    },
  ];
}

const EMBARGO = { id: "ACME-2026-1", root: "1".repeat(64), salt: "2".repeat(64) };

/** With what an announcement of several lines has beside it. */
const OF_LINES = {
  ...HUMAN,
  introduced: undefined,
  "introduced-commit": undefined,
  lines: [{ introduced: "1.2.0", fixed: "1.4.3", packages: ["pkg:golang/acme.example/tool"] }, { last: "0.9.5" }],
  corrections: [{ at: "2026-11-25T09:00:00Z", what: "A word" }],
  references: [{ web: "https://acme.example/fix", is: "fix" }],
};

const NOTHING = { format: "OSV", id: "", effects: [], advisory: undefined } as const;

const ASKED: AskedProduct = {
  ...{ name: "tool", sha256: "2".repeat(64), purl: "pkg:npm/%40acme/tool@1.4.2" },
  known: {
    ecosystem: "npm",
    name: "@acme/tool",
    version: "1.4.2",
    order: "semver",
    release: undefined,
    needsRelease: false,
  },
};
