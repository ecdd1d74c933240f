import type { Cryptography } from "../../../crypto/cryptography.ts";
import { equalBytes } from "../../../kernel/bytewise.ts";
import { Fault } from "../../../kernel/fault.ts";
import { verifyPath } from "../../x509/certificate-path.ts";
import { requireForTimeStampingAlone, TIME_STAMPING } from "../../x509/extended-key-usage.ts";
import { requireMayStamp } from "../../x509/key-usage.ts";
import { requireAnchored } from "../chain/issuing-authority.ts";
import type { AuthorityAnchor } from "../trust-anchors.ts";
import { requireCertificateId } from "./certificate-id.ts";
import { requireImprint } from "./message-imprint.ts";
import { readSignedAttributes, requireContentType, requireMessageDigest } from "./signed-attributes.ts";
import type { TimestampToken } from "./timestamp-token.ts";
import { requireTokenSignature } from "./token-signature.ts";

/** The authorities of the trusted root whose certificate a token names as its signer's, whatever its time. */
export function authoritiesOf(
  { signerIssuer, signerSerial }: TimestampToken,
  authorities: readonly AuthorityAnchor[],
): readonly AuthorityAnchor[] {
  return authorities.filter(
    ({ certificates: [leaf] }) =>
      leaf !== undefined && equalBytes(leaf.serial, signerSerial) && equalBytes(leaf.issuer, signerIssuer),
  );
}

/**
 * Verifies a timestamp (RFC 3161) of a known authority over `bytes`:
 *
 *   1. the time is of these bytes
 *   2. the authority's certificate is for timestamps alone, and its path valid at that time
 *   3. the signed attributes name the type, the digest of the statement and the authority's certificate, each once
 *   4. the authority signed them
 *
 * Faults: `timestamp-imprint`, `timestamp-attributes`, `timestamp-content-type`, `timestamp-digest`,
 * `timestamp-certificate-id`, `timestamp-signature`, those of `verifyPath`.
 */
export async function verifyTimestamp(
  token: TimestampToken,
  { bytes, authority }: { readonly bytes: Uint8Array; readonly authority: AuthorityAnchor },
  crypto: Cryptography,
): Promise<void> {
  // 1.
  await requireImprint(token, bytes, crypto);
  // 2.
  const [leaf, ...above] = authority.certificates.map((one) => one.read());
  if (leaf === undefined) throw new Fault("timestamp-authority-unknown", "the authority has no certificate");
  requireForTimeStampingAlone(leaf);
  requireMayStamp(leaf);
  const path = [leaf, ...requireAnchored(above)];
  await verifyPath({ path, purpose: TIME_STAMPING, at: token.info.milliseconds }, crypto);
  // 3.
  const attributes = readSignedAttributes(token);
  requireContentType(attributes);
  await requireMessageDigest(attributes, token, crypto);
  await requireCertificateId(attributes, leaf.der, crypto);
  // 4.
  await requireTokenSignature(token, leaf.publicKey, crypto);
}
