import { lineInWords } from "../../domain/announcement/affected-line.ts";
import type { AnnouncedRelease } from "../../domain/announcement/announced-release.ts";
import { type Announcement, idsOf } from "../../domain/announcement/announcement.ts";
import { referencesOf } from "../../domain/announcement/announcement-file.ts";
import { severityOfVector } from "../../domain/vulnerability/severity.ts";

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
  /** The commands that verify the fixes, in their order. */
  readonly verifyCommands: readonly string[];
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
  const versions = fixed.map(({ version }) => version);
  const sections: (AnnouncementSection | undefined)[] = [
    { title: "What to do", blocks: [text(file.action)] },
    {
      title: "Am I affected?",
      blocks: [
        ...rangeBlocks(announcement),
        text("Ask about a file, an SBOM or a capsule, without a network:"),
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
        text(
          `${announcement.product} ${inWords(versions)} ${versions.length === 1 ? "is" : "are"} fixed. Verify it before you install it:`,
        ),
        ...facts.verifyCommands.map((command): Block => ({ kind: "command", text: command })),
        digests(fixed),
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
    file.corrections.length === 0
      ? undefined
      : {
          title: "Corrected since",
          blocks: [
            {
              kind: "table",
              head: ["Time", "What was corrected"],
              rows: file.corrections.map(({ at, what }) => [at, what]),
            },
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
      blocks: [{ kind: "list", items: [...idsOf(announcement), ...referencesOf(file).map(({ web }) => web)] }],
    },
  ];
  return sections.filter((section) => section !== undefined);
}

/** One line in a sentence, several in a table with what to update to. */
function rangeBlocks({ lines }: Announcement): Block[] {
  const [line, ...more] = lines;
  if (line !== undefined && more.length === 0) return [text(`Affected is ${lineInWords(line)}.`)];
  return [
    {
      kind: "table",
      head: ["Affected", "Fix", "Packages"],
      rows: lines.map((one) => [
        lineInWords(one),
        one.fixed === undefined ? "no fix" : `fixed in ${one.fixed.version}`,
        one.packages.join(", "),
      ]),
    },
  ];
}

function inWords(versions: readonly string[]): string {
  return versions.length < 2 ? versions.join("") : `${versions.slice(0, -1).join(", ")} and ${versions.at(-1)}`;
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
