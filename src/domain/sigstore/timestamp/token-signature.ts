import type { Cryptography } from "../../../crypto/cryptography.ts";
import type { PublicKey } from "../../../crypto/public-key.ts";
import { concatBytes } from "../../../kernel/bytewise.ts";
import { DER_TAGS } from "../../../kernel/der.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { TimestampToken } from "./timestamp-token.ts";

/**
 * RFC 5652 §5.4: "the IMPLICIT [0] tag in the signedAttrs is not used for the DER encoding, rather an EXPLICIT SET OF tag
 * is used". Fault: `timestamp-signature`.
 */
export async function requireTokenSignature(
  { signedAttributes, algorithm, signature }: TimestampToken,
  key: PublicKey,
  crypto: Cryptography,
): Promise<void> {
  if (signedAttributes === undefined || algorithm === undefined || algorithm.key !== key.kind) throw refused();
  const bytes = concatBytes(Uint8Array.of(DER_TAGS.set), signedAttributes.raw.subarray(1));
  if (!(await crypto.verify({ key, hash: algorithm.hash, bytes, signature }))) throw refused();
}

function refused(): Fault {
  return new Fault("timestamp-signature", "a timestamp is not signed by the authority that it names");
}
