import { parseClosedJson } from "../../kernel/parse-schema.ts";
import { malformedPolicy } from "./malformed-policy.ts";
import type { ApprovalRule, EvidenceRequirement, Policy, RequiredClaim, VulnerabilityRule } from "./policy.ts";
import { type PolicyDocument, policySchema } from "./policy-schema.ts";
import { type PolicySigner, readSigner } from "./policy-signer.ts";
import { requireSensible } from "./require-sensible.ts";

const MAX_POLICY_BYTES = 1024 * 1024;

/**
 * Parses a policy file: strict JSON of the closed schema, whose rules can be satisfied and say nothing twice. Faults:
 * `policy-malformed`, `key-malformed`.
 */
export function parsePolicy(bytes: Uint8Array): Policy {
  const document = parseDocument(bytes);
  const signers = document.signers.map(readSigner);
  const policy = {
    ...{ document, signers },
    require: (document.require ?? []).map(readRequired),
    evidence: (document.evidence ?? []).map(readRequirement),
    approvals: [document.approvals ?? []].flat().map(readApprovalRule),
    vulnerabilities: document.vulnerabilities && readVulnerabilityRule(document.vulnerabilities, signers),
  };
  requireSensible(policy);
  return policy;
}

function parseDocument(bytes: Uint8Array): PolicyDocument {
  return parseClosedJson(bytes, policySchema(), {
    ...{ maxBytes: MAX_POLICY_BYTES, what: "the policy" },
    malformed: (problem) => malformedPolicy(`it ${problem}`),
  });
}

function readRequired(one: NonNullable<PolicyDocument["require"]>[number]): RequiredClaim {
  if (typeof one === "string") return { id: one, isFirstAllowed: false };
  if ("lineage" in one) return { id: "lineage", isFirstAllowed: true };
  return { id: "notary", isFirstAllowed: false, notary: one.notary };
}

function readRequirement(one: NonNullable<PolicyDocument["evidence"]>[number]): EvidenceRequirement {
  const { predicateType, threshold, maxAgeDays } = one;
  return {
    ...{ predicateType, threshold, maxAgeDays },
    signers: one.signers.map(readSigner),
    ownRunCounts: one.ownRun === "counts",
  };
}

function readApprovalRule(one: Exclude<PolicyDocument["approvals"], undefined | readonly unknown[]>): ApprovalRule {
  return {
    n: one.n,
    signers: one.of.map(readSigner),
    ...{ kind: one.kind, files: one.files, maxAgeDays: one.maxAgeDays },
    ownRunCounts: one.ownRun === "counts",
  };
}

/** What a release says of itself counts if nobody else is named. */
function readVulnerabilityRule(
  { signers: named, ownRun, ...rule }: Exclude<PolicyDocument["vulnerabilities"], undefined>,
  own: readonly PolicySigner[],
): VulnerabilityRule {
  if (named === undefined && ownRun !== undefined) {
    throw malformedPolicy("vulnerabilities names its own run without signers");
  }
  return { ...rule, signers: named?.map(readSigner) ?? own, ownRunCounts: named === undefined || ownRun === "counts" };
}
