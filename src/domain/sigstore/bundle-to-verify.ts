import type { ArtifactDigests } from "./artifact-digests.ts";
import type { ParsedBundle } from "./bundle.ts";
import type { CertificateFacts } from "./certificate-facts.ts";
import type { ExpectedKey } from "./expected-identity.ts";
import type { TrustedRoot } from "./trusted-root.ts";

/** A bundle, and what it must satisfy. */
export interface BundleToVerify {
  readonly bundle: ParsedBundle;
  readonly trust: TrustedRoot;
  readonly signer: ExpectedSigner;
  /**
   * Digests of the file that must have been signed or be a subject. `statement-only` leaves the subjects of a statement to
   * the caller, `unbound` the digest of a message, too: both must then be compared with a file by `requireArtifact`.
   */
  readonly artifact: ArtifactDigests | "statement-only" | "unbound";
  /** The bytes that a message signature is over, where they are at hand: verified many times faster. */
  readonly message?: Uint8Array | undefined;
  /** More than the trusted root requires; never less. */
  readonly minimum?: { readonly logEntries?: number; readonly times?: number };
}

export type ExpectedSigner =
  | { readonly kind: "certificate"; readonly require: RequireIdentity }
  | ExpectedKey
  /** Whoever has a certificate that fits, or one of the keys. */
  | { readonly kind: "any"; readonly require: RequireIdentity; readonly keys: readonly ExpectedKey[] };

/** Throws `identity-mismatch` if the signer is not the expected one. */
export type RequireIdentity = (certificate: CertificateFacts) => void;
