import type { Policy } from "../../domain/policy/policy.ts";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import type { ByteSource } from "../../kernel/byte-source.ts";
import type { Files } from "../../ports/files.ts";
import type { Progress } from "../../ports/progress.ts";
import type { Trust } from "../../ports/trust.ts";

/** What the user asked for. Paths are absolute. */
export interface VerifyOrder {
  readonly capsule: CapsuleToVerify;
  /** Empty: the files beside the capsule that carry a subject's name. */
  readonly assets: readonly AssetToVerify[];
  readonly identity: ExpectedIdentity;
  /** `--release name@version`; without it the capsule's file name says which release is expected. */
  readonly release?: { readonly name: string; readonly version: string };
  /** Every asset of the release must be there. */
  readonly all?: boolean;
  /** It is enough that the evidence is sound. */
  readonly evidenceOnly?: boolean;
  /** What is required beside; its signers are given as `identity`. */
  readonly policy?: Policy;
  /** At which ages are counted and the policy must hold; needed with a policy. */
  readonly effectiveTime?: Date;
  /** Path of a file that keeps the ids of repository and owner since first use. */
  readonly pin?: string;
  /** Path of the capsule of the release before, for lineage. */
  readonly previous?: string;
  /** `--unsafe-capsule-root`: a trusted root that a capsule carried may be used. */
  readonly unsafeCapsuleRoot?: boolean;
}

/** A file, or bytes that are not yet a file; `fileName` is what they would be called. */
export type CapsuleToVerify = { readonly path: string } | { readonly bytes: ByteSource; readonly fileName: string };

/** A file; or a digest that stands in for one, with the name it would have where that is known. */
export type AssetToVerify =
  | { readonly path: string }
  | { readonly name?: string; readonly sha256: string; readonly sha512?: string };

export interface VerifyPorts {
  readonly files: Files;
  readonly trust: Trust;
  readonly progress: Progress;
}
