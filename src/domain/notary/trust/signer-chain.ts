import type { Cryptography } from "../../../crypto/cryptography.ts";
import { equalBytes } from "../../../kernel/bytewise.ts";
import { Fault } from "../../../kernel/fault.ts";
import { basicConstraints, requireAuthority, requirePathLength } from "../../x509/basic-constraints.ts";
import { isSignedBy, requireSignedBy } from "../../x509/certificate-signature.ts";
import { purposesOf } from "../../x509/extended-key-usage.ts";
import { EXTENSION } from "../../x509/extensions.ts";
import { keyUsageOf } from "../../x509/key-usage.ts";
import type { X509Certificate } from "../../x509/x509-certificate.ts";

/** For whom a chain is; the leaf of a timestamp authority has further rules of its own. */
export type ChainPurpose = "signing" | "timestamping";

/**
 * The rules for a chain (signature-specification.md, "Certificate Requirements"), as the reference applies them:
 *
 *   1. from the signer's certificate to a root that signed itself, each issued by the next, and no other that signed itself
 *   2. an authority may issue certificates, so many below it
 *   3. the signer's key is for signatures alone, and its certificate not for another purpose
 *
 * One certificate alone is its own root, and no authority's. Validity is judged at the time that counts, elsewhere. Faults:
 * `certificate-untrusted`, `certificate-name-chaining`, `certificate-signature`, `certificate-not-authority`,
 * `certificate-path-length`, `certificate-key-usage`, `certificate-not-leaf`, `certificate-purpose`.
 */
export async function requireChain(
  chain: readonly X509Certificate[],
  purpose: ChainPurpose,
  crypto: Cryptography,
): Promise<void> {
  const [leaf] = chain;
  if (leaf === undefined) throw untrusted("it is empty");
  for (const [at, certificate] of chain.entries()) {
    const isLast = at === chain.length - 1;
    /* 1 */ const issuer = isLast ? certificate : chain[at + 1]!;
    if (!isLast && isSelfIssued(certificate) && (await isSignedBy(certificate, certificate, crypto))) {
      throw untrusted("a certificate before its last signed itself");
    }
    if (isLast && !isSelfIssued(certificate)) throw untrusted("its last certificate did not sign itself");
    if (!equalBytes(certificate.issuer, issuer.subject)) {
      throw new Fault("certificate-name-chaining", "a certificate names another issuer than the one that follows it");
    }
    await requireSignedBy(certificate, issuer, crypto);
    if (at > 0) requireIssuer(certificate, at - 1, purpose);
  }
  /* 3 */ requireLeaf(leaf, purpose);
}

/** 2. Marked critical, the key usage must be for signers alone. */
function requireIssuer(certificate: X509Certificate, below: number, purpose: ChainPurpose): void {
  requireAuthority(certificate);
  requirePathLength(certificate, below);
  const [usage] = usageOf(certificate, purpose === "signing");
  if ((usage & KEY_CERT_SIGN) === 0) throw usageFault("the key of an authority is not for issuing certificates");
}

const DIGITAL_SIGNATURE = 0x80;
/** "nonRepudiation" is let through by the reference, which the specification does not name. */
const CONTENT_COMMITMENT = 0x40;
const KEY_CERT_SIGN = 0x04;

function requireLeaf(leaf: X509Certificate, purpose: ChainPurpose): void {
  if (basicConstraints(leaf).isAuthority) {
    throw new Fault("certificate-not-leaf", "the signer's certificate is an authority's");
  }
  const [first, second] = usageOf(leaf, purpose === "signing");
  if ((first & DIGITAL_SIGNATURE) === 0) throw usageFault("the key of the certificate is not for signatures");
  if ((first & ~(DIGITAL_SIGNATURE | CONTENT_COMMITMENT)) !== 0 || second !== 0) {
    throw usageFault("the key of the certificate is for more than signatures");
  }
  if (purpose === "timestamping") return;
  const other = purposesOf(leaf)?.find((one) => OTHER_PURPOSES.has(one));
  if (other !== undefined)
    throw new Fault("certificate-purpose", "the signer's certificate is for another purpose, too");
}

/**
 * id-kp-serverAuth, clientAuth, emailProtection, timeStamping, OCSPSigning: the list of the reference. The specification has
 * anyExtendedKeyUsage instead of the last.
 */
const OTHER_PURPOSES: ReadonlySet<string> = new Set([1, 2, 4, 8, 9].map((last) => `1.3.6.1.5.5.7.3.${last}`));

function usageOf(certificate: X509Certificate, mustBeCritical: boolean): readonly [number, number] {
  const usage = keyUsageOf(certificate);
  const critical = certificate.extensions.get(EXTENSION.keyUsage)?.critical === true;
  if (usage === undefined || (mustBeCritical && !critical)) {
    throw usageFault("a certificate does not say, as critical, what its key is for");
  }
  return usage;
}

export function isSelfIssued({ issuer, subject }: X509Certificate): boolean {
  return equalBytes(issuer, subject);
}

function usageFault(problem: string): Fault {
  return new Fault("certificate-key-usage", problem);
}

function untrusted(problem: string): Fault {
  return new Fault("certificate-untrusted", `the chain of the signature is not in order: ${problem}`);
}
