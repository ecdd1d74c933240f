import type { ImageReference } from "../../../domain/asset/image-reference.ts";
import type { LogEntryFacts } from "../../../domain/sigstore/verified-bundle.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import type { Claim } from "../../../domain/verification/claim.ts";
import type { Verification } from "../../../domain/verification/verification.ts";
import type { SigningIdentity } from "../../../ports/signer.ts";
import type { CollectedAsset } from "../order/seal-order.ts";

/** A release that is sealed and verified, and may not be published yet. */
export interface SealedContent {
  readonly facts: SourceFacts;
  readonly assets: readonly CollectedAsset[];
  readonly images: readonly ImageReference[];
  readonly identity: SigningIdentity;
  readonly capsule: { readonly name: string; readonly bytes: Uint8Array; readonly sha256: string };
  /** Hex digest of the root statement: the name of the release in other capsules and logs. */
  readonly rootSha256: string;
  readonly claims: readonly Claim[];
  /** As a consumer would find it. */
  readonly verification: Verification;
  /** The local instance's trusted root and its file name; undefined for every other instance. */
  readonly trustedRoot: { readonly name: string; readonly bytes: Uint8Array } | undefined;
  /** The signed root statement, a bundle. */
  readonly root: Uint8Array;
  /** The entries of the capsule but its root. */
  readonly entries: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Where the signature of the root is logged; empty if the instance has no log. */
  readonly logEntries: readonly LogEntryFacts[];
  /** True if an earlier run signed all of it, and this one nothing. */
  readonly recovered: boolean;
}
