import { expect, test } from "vitest";
import {
  NO_POLICY,
  VERIFIER_ID,
  verificationSummaryStatement,
} from "../../../src/domain/attestation/verification-summary.ts";
import { TOOL } from "../../../src/domain/tool.ts";

const digest = (of: string) => ({ sha256: of.repeat(64) });
const SUMMARY = {
  subjects: [{ name: "a.tgz", sha256: "a".repeat(64) }],
  resource: "pkg:github/owner/tool@1.0.0",
  passed: true,
  verifiedAt: 1_764_000_000,
  policy: { name: "policy.json", sha256: "b".repeat(64) },
  inputs: [{ name: "tool.capsule", sha256: "c".repeat(64) }],
  level: "SLSA_BUILD_LEVEL_3",
};

test("a verification summary has the fields of SLSA's specification", () => {
  expect(verificationSummaryStatement(SUMMARY)).toEqual({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "a.tgz", digest: digest("a") }],
    predicateType: "https://slsa.dev/verification_summary/v1",
    predicate: {
      verifier: { id: VERIFIER_ID, version: { [TOOL.name]: TOOL.version } },
      timeVerified: "2025-11-24T16:00:00Z",
      resourceUri: "pkg:github/owner/tool@1.0.0",
      policy: { uri: "policy.json", digest: digest("b") },
      inputAttestations: [{ uri: "tool.capsule", digest: digest("c") }],
      verificationResult: "PASSED",
      verifiedLevels: ["SLSA_BUILD_LEVEL_3"],
      slsaVersion: "1.1",
    },
  });
});

test("a verification summary trusts no builder for a level that nobody named, and none for a failed release", () => {
  const predicate = (changes: object) => verificationSummaryStatement({ ...SUMMARY, ...changes }).predicate;
  expect(predicate({ level: undefined })).toMatchObject({ verifiedLevels: ["SLSA_BUILD_LEVEL_UNEVALUATED"] });
  expect(predicate({ passed: false })).toMatchObject({ verificationResult: "FAILED", verifiedLevels: ["FAILED"] });
  expect(predicate({ policy: undefined })).toMatchObject({ policy: { uri: NO_POLICY } });
});

test("verifier and absent policy have addresses of their own", () => {
  expect([VERIFIER_ID, NO_POLICY]).toEqual([
    expect.stringMatching(/^https:\/\/.+\/verifier$/),
    expect.stringMatching(/^https:\/\/.+\/policy\/none$/),
  ]);
});
