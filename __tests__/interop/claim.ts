/** What a verifier is asked to confirm: this file, by this bundle, from this signer. */
export interface Claim {
  /** Which services signed; a column of the table. */
  readonly shape: string;
  /** What it is, for people. */
  readonly label: string;
  readonly kind: "message" | "statement";
  /** Paths. */
  readonly artifact: string;
  readonly bundle: string;
  readonly trustedRoot: string;
  readonly identity: string;
  readonly issuer: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Of a statement. */
  readonly predicateType: string;
  /** What the signer's evidence consists of. */
  readonly log: "v1" | "v2" | "none";
}
