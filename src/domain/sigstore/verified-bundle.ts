import type { CertificateFacts } from "./certificate-facts.ts";

declare const verified: unique symbol;

/**
 * A Sigstore bundle whose signature, signer, log entries and times were all verified under one trusted root. Only
 * `verifyBundle` makes one.
 */
export interface VerifiedBundle extends StatedBundle {
  readonly [verified]: true;
}

/** What a bundle says of itself; true only if it is a `VerifiedBundle`. */
export interface StatedBundle {
  readonly signer: BundleSigner;
  readonly content: VerifiedContent;
  /** When it was signed, each time from another source; never empty if a certificate signed. */
  readonly times: readonly SignedTime[];
  readonly logEntries: readonly LogEntryFacts[];
}

/** A short-lived certificate, or a key that the user named. */
export type BundleSigner =
  | { readonly kind: "certificate"; readonly certificate: CertificateFacts }
  | {
      readonly kind: "key";
      readonly publicKey: Uint8Array;
      /** Hex SHA-256 of it. */
      readonly fingerprint: string;
    };

export type VerifiedContent =
  | { readonly kind: "message"; readonly digest: ArtifactDigest }
  | { readonly kind: "dsse"; readonly payloadType: string; readonly payload: Uint8Array };

export interface SignedTime {
  readonly source: "log" | "timestamp-authority";
  /** Seconds since 1970. */
  readonly seconds: number;
}

export interface LogEntryFacts {
  /** Address of the log, as the trusted root names it. */
  readonly log: string;
  /** First line of its checkpoint, by which the log names itself to its operator; undefined if there is no proof. */
  readonly origin?: string | undefined;
  /** Decimal; for people and monitors (a proof authenticates the index inside the tree, a promise this one). */
  readonly index: string;
  /** Seconds since 1970; undefined if the log signed no time. */
  readonly integratedSeconds: number | undefined;
}

/** Lower-case hex. */
export interface ArtifactDigest {
  readonly algorithm: "sha256" | "sha384" | "sha512";
  readonly hex: string;
}

/** How a key is called wherever a signer is shown: by its fingerprint, never as if it were somebody. */
export function keyName({ fingerprint }: Pick<Extract<BundleSigner, { kind: "key" }>, "fingerprint">): string {
  return `the key ${fingerprint}`;
}
