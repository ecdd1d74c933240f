import type { CommandDescription } from "./option.ts";
import { verifyDescription } from "./verify.ts";

const { report: _, ...ofVerify } = verifyDescription.options;

/** Verifying with a page as its result: every option of it, and where the page is written. */
export const reportDescription = {
  arguments: "<capsule> [files...]",
  summary: "verify a release, and write the result as one HTML page",
  examples: [
    "report --repository owner/tool tool-1.2.3.capsule",
    "report --repository owner/tool --previous tool-1.2.2.capsule --out report.html tool-1.2.3.capsule",
  ],
  exits: verifyDescription.exits,
  options: {
    out: {
      kind: "text",
      placeholder: "FILE",
      description: "where the page is written; by default the name of the capsule with .report.html, in this folder",
      only: "flag",
    },
    ...ofVerify,
  },
} as const satisfies CommandDescription;
