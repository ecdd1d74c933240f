import type { CertificateFacts } from "../sigstore/certificate-facts.ts";
import type { RootStatement } from "./root-schema.ts";

/** What a capsule says of itself. Nothing of it is verified: whoever shows it must say so. */
export interface UnverifiedCapsule {
  /** Hex SHA-256 of the file. */
  readonly sha256: string;
  readonly root: RootStatement;
  /** Hex SHA-256 of the root's payload. */
  readonly rootSha256: string;
  /** What the signer's certificate states, or undefined if a key signed. */
  readonly certificate: CertificateFacts | undefined;
  /** In the order of the archive, the root first. */
  readonly entries: readonly UnverifiedEntry[];
}

export interface UnverifiedEntry {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly mediaType: string | undefined;
  /** Whether the root lists it with this digest; undefined for the root itself. */
  readonly listed: boolean | undefined;
}
