/**
 * An OpenID Connect identity token, read without being trusted: the certificate authority judges it, we only learn what
 * certificate to expect.
 */
export interface IdentityToken {
  /** The compact JWT. A secret: never in a message, a log or an output. */
  readonly raw: string;
  readonly claims: TokenClaims;
}

/** The payload of the token. */
export interface TokenClaims {
  /** `iss`. */
  readonly issuer: string;
  /** `sub`. */
  readonly subject: string;
  /** `aud`, always as a list. */
  readonly audience: readonly string[];
  /** `exp`, seconds since 1970. */
  readonly expires: number;
  /** Every other claim whose value is a string or a boolean, for example `job_workflow_ref`, `email`, `repository_visibility`. */
  readonly others: ReadonlyMap<string, string | boolean>;
}

/**
 * Where identity tokens come from. Faults: `identity-token-missing` (nothing here gives one), `identity-token-malformed`,
 * `identity-token-refused`, and those of the HTTP port.
 */
export interface IdentityTokens {
  /** A token for `audience`, freshly asked for on each call if the source allows it. */
  token(audience: string): Promise<IdentityToken>;
}
