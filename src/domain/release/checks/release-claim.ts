import type { Hint } from "../../../kernel/advice.ts";

/** What a release is checked for before anything is signed. The order is the order of presentation. */
export const CHECK_IDS = [
  "source",
  "manifest",
  "version",
  "tag-name",
  "tag-target",
  "tag-kind",
  "tag-signature",
  "branch",
  "version-order",
  "package-version",
  "inventory",
  "names",
  "github-files",
  "inputs",
  "vulnerabilities",
  "security",
  "clean-tree",
  "branch-protection",
  "run",
  "run-ref",
  "trigger",
  "runner",
  "workflow",
] as const;

export type CheckId = (typeof CHECK_IDS)[number];

export const CHECK_STATUSES = ["verified", "failed", "missing", "not-checked", "not-applicable"] as const;

/** As of the claims of a verification: `verified` is computed from what was read, never taken from a file's word. */
export type CheckStatus = (typeof CHECK_STATUSES)[number];

/** One answer about a release. A check that looks at several things, for example package manifests, gives one for each. */
export interface Finding {
  readonly id: CheckId;
  readonly status: CheckStatus;
  /** The value that was read; null if there was none. Hostile text. */
  readonly found: string | null;
  /** What it had to be; null if nothing can be said. */
  readonly expected: string | null;
  /** Where `found` was read, for example `package.json` or `the tag as GitHub has it`. */
  readonly source: string;
  /** One sentence, lower case, no full stop, safe to print. */
  readonly reason: string;
  /** What to change. */
  readonly fix?: Hint;
  /** True if a program, a file or a service failed and the answer is open because of that. */
  readonly environmentFailed?: true;
  /** True if it does not stop a release even if its check is required. */
  readonly onlyWarns?: true;
  /** The check that is the cause, if this one is open because of another. */
  readonly follows?: CheckId;
  /** The values that differ, each with the word for its side. Hostile text. Default: found and expected. */
  readonly sides?: readonly (readonly [label: string, value: string])[];
  /** Relative to the top of the checkout: where the fix is made. Hostile text. */
  readonly file?: string;
}

/** A finding, and whether the release may go on without it. */
export interface ReleaseClaim extends Finding {
  readonly required: boolean;
}

/** Marks what is required; the order becomes that of `CHECK_IDS`. */
export function claimsOf(findings: readonly Finding[], required: ReadonlySet<CheckId>): ReleaseClaim[] {
  const rank = (id: CheckId): number => CHECK_IDS.indexOf(id);
  return findings
    .map((finding) => ({ ...finding, required: required.has(finding.id) && finding.onlyWarns !== true }))
    .sort((a, b) => rank(a.id) - rank(b.id));
}
