import { createTestForge } from "../../__tests__/signing/test-forge.ts";
import { HELLO, sealTestRelease, TOOL } from "../../__tests__/signing/test-release.ts";
import { verifyTestCapsule } from "../../__tests__/signing/verify-test-capsule.ts";
import { sha256Hex } from "../../src/crypto/node-digest.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../src/domain/attestation/dsse.ts";
import { VERIFICATION_SUMMARY_TYPE } from "../../src/domain/attestation/verification-summary.ts";
import type { EvidenceEntry } from "../../src/domain/capsule/build-root.ts";
import { MEDIA_TYPES } from "../../src/domain/capsule/media-types.ts";
import type { Policy } from "../../src/domain/policy/policy.ts";
import type { Verification } from "../../src/domain/verification/verification.ts";
import type { SigningSession } from "../../src/ports/signer.ts";

/** A release of two assets, sealed by `octo-org/octo-tool`, and a verification summary that `labs/lab-one` signed of it. */
export interface TamperedRelease {
  readonly trustedRoot: Uint8Array;
  readonly capsule: Uint8Array;
  readonly lab: SigningSession;
  /** The statement of the summary, as JSON. */
  readonly summary: object;
  /** A capsule with this in the place of the summary's bundle, sealed anew: the root says that it is there. */
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
  const withSummary = (bundle: Uint8Array) =>
    sealTestRelease({
      session,
      version,
      entries: (entries): EvidenceEntry[] => [
        ...entries,
        { name: `evidence/${sha256Hex(bundle)}.json`, bytes: bundle, mediaType: MEDIA_TYPES.bundle },
      ],
    });
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
