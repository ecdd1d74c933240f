import type { Cryptography } from "../../../crypto/cryptography.ts";
import { equalBytes } from "../../../kernel/bytewise.ts";
import { Fault } from "../../../kernel/fault.ts";
import { verifyPath } from "../../x509/certificate-path.ts";
import { CODE_SIGNING } from "../../x509/extended-key-usage.ts";
import { authorityKeyIdentifier, subjectKeyIdentifier } from "../../x509/key-identifiers.ts";
import type { X509Certificate } from "../../x509/x509-certificate.ts";
import type { AnchorCertificate, AuthorityAnchor } from "../trust-anchors.ts";
import { isWithin } from "../trusted-root.ts";

export interface IssueToVerify {
  readonly certificate: X509Certificate;
  readonly authorities: readonly AuthorityAnchor[];
  /** Milliseconds since 1970; at each of them the whole path must be valid. Not empty. */
  readonly times: readonly number[];
}

/**
 * Requires that an authority of the trusted root issued the signer's certificate; resolves to the issuer's. Faults:
 * `authority-unknown` if no authority has the key that the certificate names, which says nothing against it; `certificate-untrusted` if one has, but not for that time; and those of `verifyPath`.
 */
export async function requireIssued(issue: IssueToVerify, crypto: Cryptography): Promise<X509Certificate> {
  const candidates = issue.authorities.flatMap((authority) => candidatesOf(authority, issue.certificate));
  if (candidates.length === 0) {
    throw new Fault("authority-unknown", "the certificate is of an authority that the trusted root does not know");
  }
  let issuer: X509Certificate | undefined;
  for (const at of issue.times) issuer = await issuerAt(at, { certificate: issue.certificate, candidates }, crypto);
  if (issuer === undefined) throw new Fault("signed-time-missing", "nothing says when the certificate was used");
  return issuer;
}

/** Whether an authority has the key that the certificate names as its issuer's, at whatever time. */
export function knowsIssuer(certificate: X509Certificate, authorities: readonly AuthorityAnchor[]): boolean {
  return authorities.some((authority) => candidatesOf(authority, certificate).length > 0);
}

interface Candidate {
  readonly authority: AuthorityAnchor;
  /** The issuer and what is above it. */
  readonly chain: () => readonly X509Certificate[];
}

/**
 * RFC 5280 §4.2.1.1: the key identifier tells keys apart, and decides alone if both have it: authorities change their key
 * under one name, and whoever forges a certificate can write any name. Without one the name decides.
 */
function candidatesOf(authority: AuthorityAnchor, certificate: X509Certificate): Candidate[] {
  const wanted = authorityKeyIdentifier(certificate.extensions);
  return authority.certificates.flatMap((one, at) => {
    const own = keyIdentifierOf(one);
    const isNamed =
      wanted === undefined || own === undefined ? equalBytes(one.subject, certificate.issuer) : equalBytes(wanted, own);
    return isNamed ? [{ authority, chain: () => authority.certificates.slice(at).map((each) => each.read()) }] : [];
  });
}

/** Undefined also if the certificate is not in order, which matters once it is the issuer's. */
function keyIdentifierOf(certificate: AnchorCertificate): Uint8Array | undefined {
  try {
    return subjectKeyIdentifier(certificate.read().extensions);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

async function issuerAt(
  at: number,
  { certificate, candidates }: { readonly certificate: X509Certificate; readonly candidates: readonly Candidate[] },
  crypto: Cryptography,
): Promise<X509Certificate> {
  let refusal: Fault | undefined;
  for (const { authority, chain } of candidates) {
    if (!isWithin(authority.validFor, new Date(at))) continue;
    try {
      const [issuer, ...above] = requireAnchored(chain());
      if (issuer === undefined) continue;
      await verifyPath({ path: [certificate, issuer, ...above], purpose: CODE_SIGNING, at }, crypto);
      return issuer;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      refusal = error;
    }
  }
  throw refusal ?? new Fault("certificate-untrusted", "the trusted root has the authority for another time only");
}

/** sigstore_trustroot.proto: "The last element … is the root"; a chain that stops below it has no anchor. */
export function requireAnchored(chain: readonly X509Certificate[]): readonly X509Certificate[] {
  const anchor = chain.at(-1);
  if (anchor === undefined || !equalBytes(anchor.issuer, anchor.subject)) {
    throw new Fault("certificate-untrusted", "the chain of the authority in the trusted root has no root at its end");
  }
  return chain;
}
