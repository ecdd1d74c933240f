import { type AnnouncedRelease, type Announcement, idsOf, rangeInWords } from "../domain/announcement/announcement.ts";
import { severityOfVector } from "../domain/vulnerability/severity.ts";

/** A piece of the page; all texts are foreign. */
export type Block =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "command"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

export interface AnnouncementSection {
  /** Words of ours. */
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What the page needs beside the announcement. */
export interface AnnouncementFacts {
  /** The command that tells whether a file is affected, as `capsule affected …`. */
  readonly affectedCommand: string;
  /** The command that verifies the fix. */
  readonly verifyCommand: string;
}

const EXPLOITED = {
  yes: "Yes, it has been observed.",
  no: "No exploitation is known.",
  unknown: "It is not known.",
} as const;

/** What stands on the page for people, in the order in which they need it; the Markdown and the HTML are made from it. */
export function announcementSections(announcement: Announcement, facts: AnnouncementFacts): AnnouncementSection[] {
  const { file, affected, fixed, severity } = announcement;
  const scores = file.cvss.map((vector) => `${vector} (${severityOfVector(vector).score})`);
  const sections: (AnnouncementSection | undefined)[] = [
    { title: "What to do", blocks: [text(file.action)] },
    {
      title: "Am I affected?",
      blocks: [
        text(`Affected is ${rangeInWords(announcement)}. Ask about a file, an SBOM or a capsule, without a network:`),
        { kind: "command", text: facts.affectedCommand },
        text("Or compare the SHA-256 of your file with these, all of which are affected:"),
        digests(affected),
      ],
    },
    {
      title: "How bad is it?",
      blocks: [
        {
          kind: "table",
          head: ["What", "Value"],
          rows: [
            ["Severity", severity.level],
            ...scores.map((score) => ["CVSS", score]),
            ...file.cwe.map(({ id, name }) => [id, name]),
            ["Exploited", EXPLOITED[file.exploited]],
          ],
        },
      ],
    },
    { title: "What an attacker can do", blocks: paragraphs(file.impact) },
    {
      title: "The fix",
      blocks: [
        text(`${announcement.product} ${fixed.version} is fixed. Verify it before you install it:`),
        { kind: "command", text: facts.verifyCommand },
        digests([fixed]),
      ],
    },
    file.workaround && {
      title: "If you cannot update now",
      blocks: [
        ...paragraphs(file.workaround.do),
        text("To undo it after the update:"),
        ...paragraphs(file.workaround.undo),
      ],
    },
    file.detection === undefined
      ? undefined
      : { title: "How to tell whether it was used against you", blocks: paragraphs(file.detection) },
    file.timeline.length === 0
      ? undefined
      : {
          title: "Timeline",
          blocks: [
            { kind: "table", head: ["Day", "What happened"], rows: file.timeline.map(({ day, what }) => [day, what]) },
          ],
        },
    file.credits.length === 0
      ? undefined
      : {
          title: "Thanks",
          blocks: [
            { kind: "list", items: file.credits.map(({ name, for: kind }) => `${name} (${kind.replace("-", " ")})`) },
          ],
        },
    file.support.length === 0
      ? undefined
      : {
          title: "Versions without security fixes",
          blocks: [
            { kind: "table", head: ["Line", "Support ends"], rows: file.support.map(({ line, ends }) => [line, ends]) },
          ],
        },
    {
      title: "Names and references",
      blocks: [{ kind: "list", items: [...idsOf(announcement), ...file.references] }],
    },
  ];
  return sections.filter((section) => section !== undefined);
}

function text(said: string): Block {
  return { kind: "text", text: said };
}

function paragraphs(said: string): Block[] {
  return said
    .trim()
    .split(/\n[ \t]*\n/)
    .map((one) =>
      text(
        one
          .split("\n")
          .map((line) => line.trim())
          .join(" "),
      ),
    );
}

function digests(releases: readonly AnnouncedRelease[]): Block {
  return {
    kind: "table",
    head: ["Version", "File", "SHA-256"],
    rows: releases.flatMap(({ version, files }) => files.map(({ name, sha256 }) => [version, name, sha256])),
  };
}
