import { AUDIT_ROWS } from "../../domain/audit/audit-row.ts";
import { EXPECTATIONS } from "../../domain/audit/judge-release.ts";
import { type CommandDescription, ENVIRONMENT, USAGE } from "./option.ts";
import { json, online, quiet, trustedRoot, verbose } from "./shared.ts";
import { signerOptions, verifyDescription } from "./verify.ts";

const { sigstore } = verifyDescription.options;

export const auditDescription = {
  arguments: "<owner/repo[@tag]>",
  summary:
    "compare what is public of a sealed release with what was sealed: files, tag, flags, attestations, its run, registries",
  examples: [
    "audit owner/tool@v1.2.3",
    "audit --capsule kept/tool-1.2.3.capsule --record tool-1.2.3.audit.json owner/tool@v1.2.3",
    "audit --package npm:@owner/tool --expect immutable --expect reviewed owner/tool",
  ],
  exits: [
    [0, "all that is required holds"],
    [1, "something differs from what was sealed"],
    USAGE,
    [3, "nothing differs, and something required could not be seen"],
    ENVIRONMENT,
  ],
  options: {
    ...signerOptions,
    sigstore,
    "trusted-root": trustedRoot,
    online,
    capsule: {
      kind: "text",
      placeholder: "FILE",
      description: "a capsule of the release that was kept: the public one must be the same",
    },
    record: {
      kind: "text",
      placeholder: "FILE",
      description:
        "what no capsule states (id, time and flags of the release): written by the first audit that holds, compared by those after it",
    },
    expect: {
      kind: "lines",
      placeholder: "STATE",
      description: `what the release must be, beside what its version says: ${EXPECTATIONS.join(", ")}`,
    },
    package: {
      kind: "lines",
      placeholder: "REGISTRY:NAME[@VERSION]",
      description:
        "a package that is made of the release, as npm:@scope/name, pypi:name or crates:name; wheels and crates are found by their file names",
    },
    optional: {
      kind: "lines",
      placeholder: "ROW",
      description: `what need not be seen: ${AUDIT_ROWS.join(", ")}; a difference stays one`,
    },
    download: {
      kind: "switch",
      description: "download every file and compare its bytes, instead of the digest that GitHub states",
    },
    summary: {
      kind: "text",
      placeholder: "FILE",
      description: "add the result as Markdown to a file, for example $GITHUB_STEP_SUMMARY",
    },
    json,
    quiet,
    verbose,
  },
} as const satisfies CommandDescription;
