import type { Hint } from "../../kernel/advice.ts";
import type { Verdict } from "../verification/claim.ts";

/** What a release is checked for before anything is signed. The order is the order of presentation. */
export const CHECK_IDS = [
  "source",
  "manifest",
  "version",
  "tag-name",
  "tag-target",
  "tag-kind",
  "branch",
  "version-order",
  "package-version",
  "inventory",
  "names",
  "inputs",
  "clean-tree",
  "branch-protection",
  "run",
  "run-ref",
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
  /** The value that was read; null where there was none. Hostile text. */
  readonly found: string | null;
  /** What it had to be; null where nothing can be said. */
  readonly expected: string | null;
  /** Where `found` was read, for example `package.json` or `the tag as GitHub has it`. */
  readonly source: string;
  /** One sentence, lower case, no full stop, safe to print. */
  readonly reason: string;
  /** What to change. */
  readonly fix?: Hint;
  /** True where a program, a file or a service failed and the answer is open because of that. */
  readonly environmentFailed?: true;
}

/** A finding, and whether the release may go on without it. */
export interface ReleaseClaim extends Finding {
  readonly required: boolean;
}

/** Marks what is required; the order becomes that of `CHECK_IDS`. */
export function claimsOf(findings: readonly Finding[], required: ReadonlySet<CheckId>): ReleaseClaim[] {
  const rank = (id: CheckId): number => CHECK_IDS.indexOf(id);
  return findings
    .map((finding) => ({ ...finding, required: required.has(finding.id) }))
    .sort((a, b) => rank(a.id) - rank(b.id));
}

/** Something required is false: rejected; something required is open: incomplete. What is not required only warns. */
export function checkVerdict(claims: readonly ReleaseClaim[]): Verdict {
  const required = claims.filter((claim) => claim.required);
  if (required.some(({ status }) => status === "failed")) return "rejected";
  const open = required.some(({ status }) => status === "missing" || status === "not-checked");
  return open || claims.length === 0 ? "incomplete" : "verified";
}
