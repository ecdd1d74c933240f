import type { Cryptography } from "../../crypto/cryptography.ts";
import { fromFixedLength } from "../../crypto/ecdsa-signature.ts";
import { COORDINATE_BYTES, type PublicKey } from "../../crypto/public-key.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { readX509Certificate, type X509Certificate } from "../x509/x509-certificate.ts";
import { algorithmOf, requireAlgorithm } from "./envelope/algorithms.ts";
import { malformedEnvelope, type NotaryEnvelope, PAYLOAD_MEDIA_TYPE } from "./envelope/envelope.ts";
import { requireChain } from "./trust/signer-chain.ts";

/**
 * Verifies an envelope by itself, whoever signed; resolves to its chain, the signer's certificate first:
 *
 *   1. the payload is of the type that is known ("Payload")
 *   2. the algorithm is that of the signer's key ("Algorithm Selection")
 *   3. the key signed the payload and the signed attributes (RFC 7515 §5.2, RFC 9052 §4.4)
 *   4. the chain keeps the rules
 *
 * Of `known` certificates, those of a trust store, the keys and what signed them are at hand already. Faults: `notary-malformed`, `notary-algorithm`, `signature-invalid`, those of `readX509Certificate` and `requireChain`.
 */
export async function verifyIntegrity(
  envelope: NotaryEnvelope,
  crypto: Cryptography,
  known: readonly X509Certificate[] = [],
): Promise<readonly X509Certificate[]> {
  /* 1 */ if (envelope.contentType !== PAYLOAD_MEDIA_TYPE) throw malformedEnvelope("its payload is of another type");
  const chain = envelope.certificates.map(
    (der) => known.find((one) => equalBytes(one.der, der)) ?? readX509Certificate(der),
  );
  const key = chain[0]!.publicKey;
  const algorithm = algorithmOf(key);
  /* 2 */ requireAlgorithm(envelope.algorithm, algorithm);
  const signature = signatureFor(key, envelope.signature);
  const { signed: bytes } = envelope;
  /* 3 */ const holds = signature && (await crypto.verify({ key, hash: algorithm.hash, bytes, signature, rsa: "pss" }));
  if (holds !== true)
    throw new Fault("signature-invalid", "the signature is not the signer's over what the envelope holds");
  /* 4 */ await requireChain(chain, "signing", crypto);
  return chain;
}

/** In the form that is verified; undefined for one of another length. */
function signatureFor(key: PublicKey, signature: Uint8Array): Uint8Array | undefined {
  // RFC 8017 §8.1.2, step 1: "If the length of the signature … is not k octets"; not every platform looks.
  if (key.kind === "rsa") return signature.length === Math.ceil(key.bits / 8) ? signature : undefined;
  if (key.kind === "ed25519") return undefined;
  return fromFixedLength(signature, COORDINATE_BYTES[key.curve]);
}
