import { auditDescription } from "./audit.ts";
import { type CommandDescription, ENVIRONMENT, USAGE } from "./option.ts";
import { scanDescription } from "./scan.ts";
import { json, quiet, risk } from "./shared.ts";
import { vouchDescription } from "./vouch.ts";

const {
  capsule: _,
  record: _record,
  json: _json,
  quiet: _quiet,
  verbose: _verbose,
  ...ofAudit
} = auditDescription.options;
const { database } = scanDescription.options;

const { "sign-with": signWith, "unsafe-public-log": unsafePublicLog } = vouchDescription.options;

export const watchDescription = {
  arguments: "<owner/repo>",
  summary:
    "for a night job: audit the newest releases again, scan what they are made of, and keep an issue of each in which something changed",
  examples: [
    "watch --last 5 owner/tool",
    "watch --scan --fail-on high --risk release/risk.yaml --issues --out night owner/tool",
    "watch --scan --sign --issues --out night --summary summary.md owner/tool",
  ],
  exits: [
    [0, "nothing is new"],
    [1, "something differs or is known that no issue of an earlier watch says"],
    USAGE,
    [3, "nothing new, and something required could not be seen or judged"],
    ENVIRONMENT,
  ],
  options: {
    last: {
      kind: "text",
      placeholder: "NUMBER",
      default: "10",
      description: "how many of the newest releases, up to 50; each takes ten requests of GitHub's API at most",
    },
    scan: {
      kind: "switch",
      description: "look for known vulnerabilities in what each release is made of, by the list in its capsule",
    },
    database,
    "max-age": {
      kind: "text",
      placeholder: "DAYS",
      default: "3",
      description: "how old the newest record of the database may be before a clean scan ends with 3",
    },
    "fail-on": {
      kind: "choice",
      values: ["critical", "high", "medium", "low", "any"],
      default: "any",
      description: "the least severity that counts; a severity that is not known always counts",
    },
    risk: {
      ...risk,
      description:
        "a file of decisions about vulnerabilities, such as release/risk.yaml: what a decision that holds is about does not count",
    },
    out: {
      kind: "text",
      placeholder: "FOLDER",
      description: "where each scan is written: as JSON, as SARIF, and as an in-toto statement",
    },
    sign: { kind: "switch", description: "sign the statements keylessly, with the identity of whoever runs this" },
    "sign-with": signWith,
    "unsafe-public-log": unsafePublicLog,
    issues: {
      kind: "switch",
      description: "open one issue about each release of which there is something to tell, and keep it",
    },
    "issue-author": {
      kind: "text",
      placeholder: "LOGIN",
      default: "github-actions[bot]",
      description: "who the token belongs to: issues that others opened are never taken for those of the watch",
    },
    ...ofAudit,
    json,
    quiet,
  },
} as const satisfies CommandDescription;
