import type { ExpectedKey } from "../sigstore/expected-identity.ts";
import type { ClaimId } from "../verification/claim.ts";
import type { PolicyDocument } from "./policy-schema.ts";
import type { PolicySigner } from "./policy-signer.ts";

/** What a user requires of a release, as it was written and as it is understood. */
export interface Policy {
  readonly document: PolicyDocument;
  readonly signers: readonly PolicySigner[];
  /** Claims that must be verified. */
  readonly require: readonly RequiredClaim[];
  readonly evidence: readonly EvidenceRequirement[];
  readonly approvals: readonly ApprovalRule[];
  readonly vulnerabilities: VulnerabilityRule | undefined;
}

export interface RequiredClaim {
  readonly id: ClaimId;
  /** Whether it is enough that the root names this release, or this capsule, as the first. */
  readonly isFirstAllowed: boolean;
  /** How many of whom must have signed as the Notary Project does. */
  readonly notary?: { readonly n: number; readonly of: readonly string[] };
}

export interface EvidenceRequirement {
  readonly predicateType: string;
  readonly signers: readonly PolicySigner[];
  readonly threshold: number;
  readonly maxAgeDays: number | undefined;
  readonly ownRunCounts: boolean;
}

/** The kinds of statements by which others vouch for a release. */
export type ApprovalKind = "approval" | "rebuild";

export interface ApprovalRule {
  /** How many distinct parties. */
  readonly n: number;
  readonly signers: readonly PolicySigner[];
  /** Undefined if either kind counts. */
  readonly kind: ApprovalKind | undefined;
  /** Assets that must have been rebuilt; undefined for all. */
  readonly files: readonly string[] | undefined;
  readonly maxAgeDays: number | undefined;
  readonly ownRunCounts: boolean;
}

export interface VulnerabilityRule {
  readonly maxAgeDays: number;
  readonly databaseMaxAgeDays: number;
  readonly failOn: NonNullable<PolicyDocument["vulnerabilities"]>["failOn"];
  readonly signers: readonly PolicySigner[];
  readonly ownRunCounts: boolean;
}

/** Every key that a policy names in any rule: a signature with another one is of nobody. */
export function policyKeys({ signers, evidence, approvals, vulnerabilities }: Policy): readonly ExpectedKey[] {
  const rules = [...evidence, ...approvals, ...(vulnerabilities === undefined ? [] : [vulnerabilities])];
  return [...signers, ...rules.flatMap((rule) => rule.signers)].filter((one) => one.kind === "key");
}
