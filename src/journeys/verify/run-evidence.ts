import type { TrustedRoot } from "../../domain/sigstore/trusted-root.ts";
import type { ExpectedSigner } from "../../domain/sigstore/verify-bundle.ts";
import type { VerifiedRoot } from "../../domain/verification/verification.ts";

/** What the checks of evidence need: the verified root, and who alone may have signed beside it. */
export interface RunEvidence {
  readonly root: VerifiedRoot;
  readonly entries: ReadonlyMap<string, Uint8Array>;
  readonly trust: TrustedRoot;
  /** The identity and run of the root. */
  readonly signer: ExpectedSigner;
}
