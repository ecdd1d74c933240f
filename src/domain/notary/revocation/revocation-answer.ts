import type { X509Certificate } from "../../x509/x509-certificate.ts";

/** `none`: the certificate says nothing of how it would be revoked. `unknown`: it does, and nothing that is at hand answers. */
export type RevocationState = "good" | "revoked" | "none" | "unknown";

/** A certificate whose chain is trusted: the places that it names are asked. */
export interface AskedRevocation {
  readonly certificate: X509Certificate;
  readonly issuer: X509Certificate;
  /** When it was signed, if an authority vouches for that: milliseconds since 1970. */
  readonly signedAt: number | undefined;
}

export interface RevocationAnswer {
  readonly state: RevocationState;
  /** Why nothing is known. */
  readonly problem?: string;
}

/** Asks the network what became of a certificate. Rejects for nothing that answers or does not. */
export type AskRevocation = (asked: AskedRevocation) => Promise<RevocationAnswer>;
