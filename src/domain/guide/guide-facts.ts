/** All that VERIFY.md says, known before anything of the release is signed. */
export interface GuideFacts {
  readonly name: string;
  readonly version: string;
  readonly tag: string | null;
  /** Web address, or null with the local instance. */
  readonly repository: string | null;
  readonly commit: string | null;
  readonly assets: readonly { readonly name: string; readonly sha256: string }[];
  /** File name of the capsule. */
  readonly capsule: string;
  /** Names of the other files that are published beside the assets; a path is described only where its files are. */
  readonly published: readonly string[];
  readonly signer: {
    readonly subjectAlternativeName: string;
    readonly issuer: string;
    readonly instance: "public-good" | "github" | "staging" | "custom" | "local";
  };
  /** The flags of `capsule verify` that say who must have signed, for example `["--repository", "owner/name"]`. */
  readonly identityFlags: readonly string[];
  /** File name of the trusted root that the verifier needs, or undefined where the built-in one serves. */
  readonly trustedRoot: string | undefined;
}
