/** What a certificate says, read strictly and not yet trusted. Texts are exactly as they stand in the certificate. */
export interface CertificateFacts {
  /** The certificate itself. */
  readonly der: Uint8Array;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** Seconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly subjectAlternativeName: SubjectAlternativeName;
  /** OpenID Connect issuer: extension .8, else the deprecated .1; undefined if the certificate has neither. */
  readonly issuer: string | undefined;
  /** Organization names (O) of the authority that issued it, for example `sigstore.dev` or `GitHub, Inc.`. */
  readonly authorityOrganizations: readonly string[];
  readonly extensions: FulcioExtensions;
  /** True if subject and authority have the same name: such a certificate is not a leaf. */
  readonly selfIssued: boolean;
  readonly isAuthority: boolean;
  /** Key usage digitalSignature and extended key usage code signing. */
  readonly maySignCode: boolean;
}

/** What of a certificate names its signer; a token says the same before there is one. */
export interface SignerFacts extends Pick<CertificateFacts, "issuer"> {
  readonly subjectAlternativeName: Pick<SubjectAlternativeName, "value">;
  readonly extensions: Pick<
    FulcioExtensions,
    "sourceRepositoryUri" | "sourceRepositoryRef" | "buildTrigger" | "runnerEnvironment"
  >;
}

/** The one subject alternative name. Equal texts of different kinds are different identities (B39). */
export interface SubjectAlternativeName {
  readonly kind: "uri" | "email" | "other-name";
  readonly value: string;
}

/**
 * Certificate extensions 1.3.6.1.4.1.57264.1.9 to .24 by name, undefined if absent
 * (https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md).
 */
export interface FulcioExtensions {
  /** .9 */
  readonly buildSignerUri: string | undefined;
  /** .10 */
  readonly buildSignerDigest: string | undefined;
  /** .11, `github-hosted` or `self-hosted` on GitHub */
  readonly runnerEnvironment: string | undefined;
  /** .12 */
  readonly sourceRepositoryUri: string | undefined;
  /** .13, hex of the commit */
  readonly sourceRepositoryDigest: string | undefined;
  /** .14, for example `refs/tags/v1.0.0` */
  readonly sourceRepositoryRef: string | undefined;
  /** .15 */
  readonly sourceRepositoryIdentifier: string | undefined;
  /** .16 */
  readonly sourceRepositoryOwnerUri: string | undefined;
  /** .17 */
  readonly sourceRepositoryOwnerIdentifier: string | undefined;
  /** .18, the workflow that was started, where .9 is the one that signed */
  readonly buildConfigUri: string | undefined;
  /** .19 */
  readonly buildConfigDigest: string | undefined;
  /** .20, the event, for example `push` */
  readonly buildTrigger: string | undefined;
  /** .21, web address of the run with its attempt */
  readonly runInvocationUri: string | undefined;
  /** .22 */
  readonly sourceRepositoryVisibility: string | undefined;
  /** .23 */
  readonly deploymentEnvironment: string | undefined;
  /** .24 */
  readonly tokenSubject: string | undefined;
}
