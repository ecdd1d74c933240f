import type { GivenSignature } from "../../domain/notary/judge-signatures.ts";

/** Notation's folder of configuration, and what of it is meant. Paths are absolute. */
export interface NotarySettings {
  readonly folder: string;
  /** A statement of the policy for files, by name; undefined for the global one. */
  readonly statement?: string;
  /** Revocation lists beside those of the folder. */
  readonly lists?: readonly string[];
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
