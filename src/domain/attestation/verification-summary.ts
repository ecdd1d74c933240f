import { formatEpoch } from "../../kernel/iso-time.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { HOME } from "../home.ts";
import { TOOL } from "../tool.ts";
import type { Statement } from "./statement.ts";
import { STATEMENT_TYPE } from "./statement.ts";

export const VERIFICATION_SUMMARY_TYPE = "https://slsa.dev/verification_summary/v1";

/** What a verification summary says. Digests are lower-case hex. */
export interface SummarizedVerification {
  /** The assets that were verified, never those that were not looked at. */
  readonly subjects: readonly { readonly name: string; readonly sha256: string }[];
  /** Package URL of the release. */
  readonly resource: string;
  readonly passed: boolean;
  /** Seconds since 1970. */
  readonly verifiedAt: number;
  readonly policy: { readonly name: string; readonly sha256: string } | undefined;
  /** The evidence that was verified, for example the capsule. */
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
  /** The level that the policy trusts the builder for; undefined if it names none. */
  readonly level: string | undefined;
}

export const VERIFIER_ID = `${HOME}/verifier`;
/** Stands instead of a policy file if there was none. */
export const NO_POLICY = `${HOME}/policy/none`;

/**
 * A SLSA Verification Summary v1, as an in-toto statement that nobody has signed: it says what this program found, and is
 * worth as much as the place where it lies. https://slsa.dev/spec/v1.1/verification_summary
 */
export function verificationSummaryStatement(summary: SummarizedVerification): Statement {
  const { passed, policy, level } = summary;
  const predicate: JsonObject = {
    verifier: { id: VERIFIER_ID, version: { [TOOL.name]: TOOL.version } },
    timeVerified: formatEpoch(summary.verifiedAt),
    resourceUri: summary.resource,
    policy: policy === undefined ? { uri: NO_POLICY } : descriptor(policy),
    inputAttestations: summary.inputs.map(descriptor),
    verificationResult: passed ? "PASSED" : "FAILED",
    verifiedLevels: [passed ? (level ?? "SLSA_BUILD_LEVEL_UNEVALUATED") : "FAILED"],
    slsaVersion: "1.1",
  };
  return {
    _type: STATEMENT_TYPE,
    subject: summary.subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType: VERIFICATION_SUMMARY_TYPE,
    predicate,
  };
}

function descriptor({ name, sha256 }: { readonly name: string; readonly sha256: string }): JsonObject {
  return { uri: name, digest: { sha256 } };
}
