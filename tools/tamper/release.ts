import { createTestForge } from "../../__tests__/signing/test-forge.ts";
import { HELLO, sealTestRelease, TOOL } from "../../__tests__/signing/test-release.ts";
import { verifyTestCapsule } from "../../__tests__/signing/verify-test-capsule.ts";
import { sha256Hex } from "../../src/crypto/node-digest.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../src/domain/attestation/dsse.ts";
import { VERIFICATION_SUMMARY_TYPE } from "../../src/domain/attestation/verification-summary.ts";
import { scanPredicate, VULNERABILITIES_TYPE } from "../../src/domain/attestation/vulnerability-scan.ts";
import type { EvidenceEntry } from "../../src/domain/capsule/build-root.ts";
import { MEDIA_TYPES } from "../../src/domain/capsule/media-types.ts";
import type { Policy } from "../../src/domain/policy/policy.ts";
import type { Verification } from "../../src/domain/verification/verification.ts";
import type { SigningSession } from "../../src/ports/signer.ts";

/**
 * A release of two assets, sealed by `octo-org/octo-tool`, and what `labs/lab-one` signed of it: a verification summary, and a scan an hour
 * before, with a database of two days before that, which found one vulnerability of medium severity.
 */
export interface TamperedRelease {
  readonly trustedRoot: Uint8Array;
  readonly capsule: Uint8Array;
  readonly lab: SigningSession;
  /** The statement of the summary, as JSON. */
  readonly summary: object;
  /** A capsule with this instead of the summary's bundle, sealed anew: the root says that it is there. */
  readonly withSummary: (bundle: Uint8Array) => Promise<Uint8Array>;
  /** When it is verified: a day after it was signed. */
  readonly effectiveTime: Date;
}

export const LAB = { repository: "labs/lab-one", ref: "refs/heads/main" };

export async function tamperedRelease(version = "1.2.3"): Promise<TamperedRelease> {
  const forge = createTestForge();
  const [session, lab] = [await forge.session(), await forge.session(LAB)];
  const subject = [HELLO, TOOL].map(({ name, sha256 }) => ({ name, digest: { sha256 } }));
  const summary = {
    _type: "https://in-toto.io/Statement/v1",
    subject,
    predicateType: VERIFICATION_SUMMARY_TYPE,
    predicate: {
      verifier: { id: "https://labs.example/verifier" },
      timeVerified: "2026-11-20T08:00:00Z",
      resourceUri: `pkg:github/octo-org/octo-tool@v${version}`,
      policy: { uri: "https://labs.example/policy" },
      verificationResult: "PASSED",
      verifiedLevels: ["SLSA_BUILD_LEVEL_3"],
    },
  };
  const finished = forge.clock.now().getTime() - 3_600_000;
  const scan = {
    ...{ _type: "https://in-toto.io/Statement/v1", subject, predicateType: VULNERABILITIES_TYPE },
    predicate: scanPredicate({
      scanner: { uri: "https://labs.example/scanner", version: "1" },
      database: { uri: undefined, version: undefined, updated: finished - 2 * 86_400_000 },
      ...{ started: finished, finished, notJudged: [], target: { boundBy: "digest", names: [] } },
      findings: [{ id: "CVE-2026-1", aliases: [], component: "pkg:npm/a@1", level: "medium", ratings: [], fixed: [] }],
    }),
  };
  const scanned = await lab.signPayload(IN_TOTO_PAYLOAD_TYPE, Buffer.from(JSON.stringify(scan)));
  const entryOf = (bytes: Uint8Array): EvidenceEntry => ({
    ...{ name: `evidence/${sha256Hex(bytes)}.json`, bytes, mediaType: MEDIA_TYPES.bundle },
  });
  const withSummary = (bundle: Uint8Array) =>
    sealTestRelease({ session, version, entries: (entries) => [...entries, entryOf(bundle), entryOf(scanned)] });
  return {
    ...{ lab, summary, withSummary, trustedRoot: forge.trustedRoot },
    capsule: await withSummary(await lab.signPayload(IN_TOTO_PAYLOAD_TYPE, Buffer.from(JSON.stringify(summary)))),
    effectiveTime: new Date(forge.clock.now().getTime() + 86_400_000),
  };
}

export function verifyRelease(
  { trustedRoot, effectiveTime }: TamperedRelease,
  capsule: Uint8Array,
  policy: Policy,
): Promise<Verification> {
  const identity = { kind: "any-of", of: policy.signers } as const;
  return verifyTestCapsule(capsule, trustedRoot, { identity, policy, effectiveTime });
}
