import type { Options } from "./option.ts";

/** Title and notes of a release that the Action makes. */
export const releaseTextOptions = {
  title: {
    kind: "text",
    placeholder: "TEXT",
    description: "title of a release that is made here, or that has none; by default its tag",
    only: "input",
  },
  notes: {
    kind: "prose",
    placeholder: "MARKDOWN",
    description: "notes of a release that is made here, or that has none, in Markdown; 125,000 characters at most",
    only: "input",
  },
  "notes-file": {
    kind: "text",
    placeholder: "FILE",
    description: "the file with the notes, instead of notes",
    only: "input",
  },
  "generate-notes": {
    kind: "choice",
    values: ["auto", "true", "false"],
    default: "auto",
    description: "whether GitHub's list of changes follows the notes; auto has it where no notes are given",
    only: "input",
  },
  "notes-footer": {
    kind: "switch",
    default: "true",
    description:
      "end the notes with the command that a consumer runs; it replaces that of an earlier run, and changes nothing else",
    only: "input",
  },
} as const satisfies Options;
