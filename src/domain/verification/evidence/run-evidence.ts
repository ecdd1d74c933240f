import type { Cryptography } from "../../../crypto/cryptography.ts";
import type { EntryDigest } from "../../capsule/read-capsule.ts";
import type { ExpectedSigner } from "../../sigstore/bundle-to-verify.ts";
import type { VerifyOne } from "../named-trust.ts";
import type { VerifiedRoot } from "../verification.ts";
import type { AskedAssets } from "./asked-evidence.ts";

/** What the checks of evidence need: the verified root, and who alone may have signed beside it. */
export interface RunEvidence {
  readonly root: VerifiedRoot;
  /** The bytes of what the checks read. */
  readonly entries: ReadonlyMap<string, Uint8Array>;
  /** Of every entry. */
  readonly digests: ReadonlyMap<string, EntryDigest>;
  /** Names of the entries that are verified; all others are closed by their digest alone. */
  readonly asked: ReadonlySet<string>;
  /** The assets about which they are. */
  readonly about: AskedAssets;
  /** Verifies another bundle as the root was. */
  readonly verify: VerifyOne;
  /** The identity and run of the root. */
  readonly signer: ExpectedSigner;
  readonly crypto: Cryptography;
}
