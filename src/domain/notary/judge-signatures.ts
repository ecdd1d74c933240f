import type { Cryptography } from "../../crypto/cryptography.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { printable } from "../../kernel/printable.ts";
import type { ArtifactDigests } from "../sigstore/artifact-digests.ts";
import type { EnvelopeFormat } from "./envelope/envelope.ts";
import type { TargetArtifact } from "./envelope/target-artifact.ts";
import { countSigners, type NotaryQuorum } from "./trust/notary-quorum.ts";
import { type NotaryTrust, type NotaryVerification, verifyNotary } from "./verify-notary.ts";

/** A signature as it was found, and where. */
export interface GivenSignature {
  readonly bytes: Uint8Array;
  readonly format: EnvelopeFormat;
  /** For people. */
  readonly place: string;
}

/** What was signed, or should have been. */
export interface SignedSubject {
  /** For people. */
  readonly shown: string;
  readonly digests: ArtifactDigests;
  /** Undefined where only a digest is known, or where any will do. */
  readonly size: number | undefined;
  readonly mediaType: string | undefined;
  readonly signatures: readonly GivenSignature[];
}

/** What became of the signatures of one subject. */
export type JudgedSignatures =
  | { readonly status: "verified"; readonly verifications: readonly NotaryVerification[] }
  /** Too few of those whom a policy names. */
  | { readonly status: "lacking"; readonly found: number }
  /** None is there. */
  | { readonly status: "missing" }
  /** Nothing false is known, and something that is enforced is not answered. */
  | { readonly status: "open"; readonly reason: string }
  | { readonly status: "failed"; readonly fault: Fault };

/** As many as are looked at for one subject; each costs some verifications. */
const MAX_SIGNATURES = 64;

/**
 * Judges the signatures of one subject: one that holds is enough, or as many as a quorum asks for, and what does not hold hides nothing that does (X11). If none
 * does, the first that is only open says so, else the first fault.
 */
export async function judgeSignatures(
  subject: SignedSubject,
  trust: NotaryTrust & { readonly quorum?: NotaryQuorum | undefined },
  crypto: Cryptography,
): Promise<JudgedSignatures> {
  const { quorum } = trust;
  const verifications: NotaryVerification[] = [];
  const count = (asked: NotaryQuorum): number =>
    countSigners(
      verifications.map(({ chain }) => chain[0]!.subject),
      asked,
    );
  let found: JudgedSignatures | undefined;
  for (const { bytes, format, place } of subject.signatures.slice(0, MAX_SIGNATURES)) {
    try {
      const verification = await verifyNotary({ bytes, format, trust }, crypto);
      requireTarget(verification.target, subject);
      const { open } = verification;
      if (open === undefined) {
        verifications.push(verification);
        if (quorum === undefined || count(quorum) >= quorum.n) return { status: "verified", verifications };
      } else if (found?.status !== "open") found = { status: "open", reason: open };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      found ??= {
        status: "failed",
        fault: new Fault(error.code, `${printable(place)}: ${error.message}`, { cause: error }),
      };
    }
  }
  // Without a quorum one of them was enough.
  if (verifications.length > 0) return { status: "lacking", found: count(quorum!) };
  return found ?? { status: "missing" };
}

/** "The digest, size and media type … MUST match". Fault: `subject-mismatch`. */
function requireTarget({ digest, size, mediaType }: TargetArtifact, subject: SignedSubject): void {
  const isSame =
    Object.entries(subject.digests).some(([algorithm, hex]) => digest === `${algorithm}:${hex}`) &&
    (subject.size === undefined || subject.size === size) &&
    (subject.mediaType === undefined || subject.mediaType === mediaType);
  if (!isSame)
    throw new Fault("subject-mismatch", `the Notary signature is of something else than ${printable(subject.shown)}`);
}
