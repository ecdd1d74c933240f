import type { GivenSignature, JudgedSignatures } from "../../domain/notary/judge-signatures.ts";
import type { ArtifactDigests } from "../../domain/sigstore/artifact-digests.ts";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import type { Claim } from "../../domain/verification/claim.ts";

/** Notation's folder of configuration, and what of it is meant. Paths are absolute. */
export interface NotarySettings {
  readonly folder: string;
  /** A statement of the policy for files, by name; undefined for the global one. */
  readonly statement?: string;
  /** Revocation lists beside those of the folder. */
  readonly lists?: readonly string[];
  /** Verification plugins that signatures may ask for; no other is run. */
  readonly plugins?: readonly string[];
}

/** That Notary signatures count, and of an image those that refer to it. */
export interface NotaryOrder extends NotarySettings {
  readonly image?: {
    /** `registry/repository`. */
    readonly repository: string;
    readonly mediaType: string;
    /** Bytes of the manifest. */
    readonly size: number;
    readonly signatures: readonly GivenSignature[];
  };
}

/** A file or image that must be signed. */
export interface NotaryFile {
  /** For people. */
  readonly shown: string;
  /** Undefined if only its digest is known. */
  readonly path: string | undefined;
  readonly digests: ArtifactDigests;
  /** Signatures that came with it, beside those that lie beside it. */
  readonly carried: readonly GivenSignature[];
}

export interface CheckedNotary {
  readonly claim: Claim;
  /** In the order of the files. */
  readonly judged: readonly JudgedSignatures[];
}

/** Whom nobody named: the trust policy of Notary says who must have signed. */
export const NOBODY: ExpectedIdentity = { kind: "any-of", of: [] };
