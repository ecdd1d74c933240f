import type { Hint } from "../../kernel/advice.ts";
import type { FaultCode } from "../../kernel/fault-codes.ts";
import type { Claim } from "../verification/claim.ts";
import type { Signature, VerifiedRoot } from "../verification/verification.ts";

/** The kinds of evidence that a release on GitHub may have, in the order in which they are looked for. */
export const FOUND_KINDS = [
  "capsule",
  "published",
  "attestations",
  "bundle",
  "signed-checksums",
  "checksums",
  "signature",
] as const;

export type FoundKind = (typeof FOUND_KINDS)[number];

/**
 * `verified`: signed by whom it must be. `listed`: a list that nobody signed agrees. `refused`: it is false. `not-checked`: it is
 * there, and was not or could not be judged. `absent`: there is none. `not-needed`: it was not looked for, since the rest suffices.
 */
export const FOUND_STATUSES = ["verified", "listed", "refused", "not-checked", "absent", "not-needed"] as const;

export type FoundStatus = (typeof FOUND_STATUSES)[number];

/** One piece of evidence, or one place where none was found. */
export interface FoundEvidenceOf {
  readonly kind: FoundKind;
  readonly status: FoundStatus;
  /** The file of the release that holds it; undefined for what GitHub keeps. */
  readonly file?: string;
  /** One sentence, lower case, no full stop, safe to print. */
  readonly reason: string;
  readonly code?: FaultCode;
  readonly hint?: Hint;
  /** Names of the files that it proves, or that it lists. */
  readonly proves: readonly string[];
  /** Of those who signed it, if it verified. */
  readonly signatures?: readonly Signature[];
  /** What a verified capsule is of. */
  readonly sealed?: VerifiedRoot;
  /** What a log of statements says of a verified capsule. */
  readonly logState?: Claim;
}

export interface GotFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Hex, of the bytes that were downloaded. */
  readonly sha256: string;
  readonly sha512: string;
  /** The kinds of evidence that prove it, in their order. */
  readonly provenBy: readonly FoundKind[];
  /** Why it is not proven; undefined if it is. */
  readonly open: string | undefined;
  /** Absolute path; undefined if it was not put anywhere. */
  readonly placed: string | undefined;
}

export type GotVerdict = "verified" | "accepted" | "rejected" | "incomplete";

/** What became of a release that was downloaded. */
export interface GotRelease {
  readonly verdict: GotVerdict;
  readonly exitCode: 0 | 1 | 3;
  readonly repository: { readonly asked: string; readonly fullName: string; readonly id: string };
  readonly tag: string;
  /** Hex; undefined if the tag leads to no commit. */
  readonly commit: string | undefined;
  /** True if no tag was named. */
  readonly isLatest: boolean;
  /** Tag of the release that GitHub calls the latest; undefined if it says none. */
  readonly latest: string | undefined;
  readonly isPrerelease: boolean;
  /** Undefined where GitHub does not say it. */
  readonly immutable: boolean | undefined;
  readonly publishedAt: string | undefined;
  /** Web address. */
  readonly page: string;
  readonly evidence: readonly FoundEvidenceOf[];
  /** Whether it is old enough, and what earlier releases were. */
  readonly claims: readonly Claim[];
  readonly files: readonly GotFile[];
  /** Names of the release's files that were not wanted. */
  readonly others: readonly string[];
  /** Requests that GitHub counted, beside those for the files of a private repository. */
  readonly requests: number;
}

/** Kinds that suffice by themselves, unless somebody said who must have signed. */
export const SIGNED_KINDS: ReadonlySet<FoundKind> = new Set([
  "capsule",
  "attestations",
  "bundle",
  "signed-checksums",
  "published",
]);

/** What is wanted of the evidence. */
export interface Sufficiency {
  /** Whether GitHub's word that it published the file is enough; not if the user named the signer. */
  readonly publishedSuffices: boolean;
  /** Whether a list that nobody signed is enough. */
  readonly checksumsSuffice: boolean;
}

/** Whether the evidence of these kinds is enough for a file. */
export function suffices(kinds: readonly FoundKind[], wanted: Sufficiency): "signed" | "listed" | undefined {
  const signed = kinds.some((kind) => SIGNED_KINDS.has(kind) && (kind !== "published" || wanted.publishedSuffices));
  if (signed) return "signed";
  return wanted.checksumsSuffice && kinds.includes("checksums") ? "listed" : undefined;
}

/** The verdict over evidence and claims: what is wrong with either is wrong with both. */
export function withClaims(
  judged: Pick<GotRelease, "verdict" | "exitCode">,
  claims: readonly Claim[],
): Pick<GotRelease, "verdict" | "exitCode"> {
  if (judged.verdict === "rejected" || claims.some(({ status }) => status === "failed")) {
    return { verdict: "rejected", exitCode: 1 };
  }
  const isOpen = claims.some(({ required, status }) => required && status !== "verified");
  return isOpen ? { verdict: "incomplete", exitCode: 3 } : judged;
}

/** Anything refused rejects all; then every file needs enough, and one that is only listed is accepted, not verified. */
export function gotVerdict(
  evidence: readonly Pick<FoundEvidenceOf, "status">[],
  files: readonly (readonly FoundKind[])[],
  wanted: Sufficiency,
): { readonly verdict: GotVerdict; readonly exitCode: 0 | 1 | 3 } {
  if (evidence.some(({ status }) => status === "refused")) return { verdict: "rejected", exitCode: 1 };
  const enough = files.map((kinds) => suffices(kinds, wanted));
  if (enough.length === 0 || enough.includes(undefined)) return { verdict: "incomplete", exitCode: 3 };
  return { verdict: enough.includes("listed") ? "accepted" : "verified", exitCode: 0 };
}
