import type { Cryptography } from "../../../crypto/cryptography.ts";
import { parseBundle } from "../../../domain/sigstore/bundle.ts";
import { readCertificate } from "../../../domain/sigstore/certificate.ts";
import { parseTrustedRoot } from "../../../domain/sigstore/trusted-root.ts";
import { verifyBundle } from "../../../domain/sigstore/verify-bundle.ts";
import { sameRun } from "../../../domain/verification/identity/same-run.ts";
import { counted } from "../../../kernel/counted.ts";
import type { Fault } from "../../../kernel/fault.ts";
import { encodeHex } from "../../../kernel/hex.ts";
import { requireFault } from "../../../kernel/require-fault.ts";
import type { Progress } from "../../../ports/progress.ts";
import type { KeptSignatures } from "../../../ports/release-host.ts";
import type { SigningSession } from "../../../ports/signer.ts";

export interface KeepingSession extends SigningSession {
  /** Says how many signatures of an interrupted run were used, and why others were not. */
  tell(progress: Progress): void;
}

interface Judging {
  readonly trustedRoot: Uint8Array;
  readonly crypto: Cryptography;
}

/**
 * The session, but a digest that an interrupted run signed already is not signed again, so that a rerun enters nothing into
 * the log twice. A kept signature counts only if it verifies, under the trusted root that will judge the capsule, over this
 * very digest and as of this identity and run, which is exactly what verifiers ask of it in the capsule: whoever can write
 * where signatures are kept adds nothing that this run did not sign. New ones are kept before they are used.
 */
export function keepingSignatures(
  session: SigningSession,
  kept: KeptSignatures,
  { trustedRoot, crypto }: Judging,
): KeepingSession {
  const trust = parseTrustedRoot(trustedRoot);
  const { identity } = session;
  const signer = sameRun(
    identity.kind === "key" ? identity : { kind: "certificate", certificate: readCertificate(identity.certificate) },
  );
  let used = 0;
  const refused: Fault[] = [];

  const isOfThisRun = async (bytes: Uint8Array, sha256: string): Promise<boolean> => {
    try {
      const bundle = parseBundle(bytes);
      await verifyBundle({ bundle, trust, signer, artifact: { sha256 } }, crypto);
      return bundle.content.kind === "message";
    } catch (error) {
      requireFault(error);
      refused.push(error);
      return false;
    }
  };
  return {
    identity: session.identity,
    signPayload: (type, payload) => session.signPayload(type, payload),
    async signDigest(digest) {
      const sha256 = encodeHex(digest);
      const there = await kept.read(sha256);
      if (there !== undefined && (await isOfThisRun(there, sha256))) {
        used += 1;
        return there;
      }
      const bundle = await session.signDigest(digest);
      await kept.keep(sha256, bundle);
      return bundle;
    },
    tell(progress) {
      if (used > 0) progress.step(`${used} of the signatures are those of an interrupted run`);
      const [first] = refused;
      if (first === undefined) return;
      progress.warn(
        `${counted(refused.length, "signature")} of an interrupted run ${refused.length === 1 ? "was" : "were"} not used, but made again: ${first.message}`,
      );
    },
  };
}
