import { printable } from "../../../kernel/printable.ts";
import { type Known, whyUnknown } from "./known.ts";
import type { Finding } from "./release-claim.ts";

export interface Protection {
  readonly branch: string;
  readonly isProtected: boolean;
  /** Whether everybody can look. */
  readonly isPublic: boolean;
}

/**
 * The state of the branch that releases come from: `verified`, `unverified` or `not-public`. A private repository may be
 * protected, but nobody outside can check that, so it is never `verified`.
 */
export function checkProtection(answer: Known<Protection>): Finding {
  const about = { id: "branch-protection", expected: "verified" } as const;
  if (!answer.known) return { ...about, found: "unverified", status: "not-checked", ...whyUnknown([answer]) };
  const { source, value } = answer;
  const branch = printable(value.branch);
  if (!value.isPublic) {
    const reason = `the repository is not public, so nobody outside can see whether ${branch} is protected`;
    return { ...about, found: "not-public", source, status: "not-checked", reason };
  }
  if (value.isProtected) {
    return {
      ...about,
      found: "verified",
      source,
      status: "verified",
      reason: `GitHub protects the branch ${branch}`,
    };
  }
  return {
    ...about,
    found: "unverified",
    source,
    status: "failed",
    reason: `GitHub does not protect the branch ${branch}`,
    fix: "protect it with a branch rule or a ruleset",
  };
}
