import type { ExpectedSigner } from "../sigstore/verify-bundle.ts";
import type { VerifyOne } from "./trust-bundles.ts";
import type { VerifiedRoot } from "./verification.ts";

/** What the checks of evidence need: the verified root, and who alone may have signed beside it. */
export interface RunEvidence {
  readonly root: VerifiedRoot;
  readonly entries: ReadonlyMap<string, Uint8Array>;
  /** Verifies another bundle as the root was. */
  readonly verify: VerifyOne;
  /** The identity and run of the root. */
  readonly signer: ExpectedSigner;
}
