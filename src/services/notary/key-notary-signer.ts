import type { Cryptography } from "../../crypto/cryptography.ts";
import { toFixedLength } from "../../crypto/ecdsa-signature.ts";
import { COORDINATE_BYTES, type PublicKey, readPublicKey } from "../../crypto/public-key.ts";
import { algorithmOf, type NotaryAlgorithm } from "../../domain/notary/envelope/algorithms.ts";
import type { EnvelopeFormat } from "../../domain/notary/envelope/envelope.ts";
import { readEnvelope } from "../../domain/notary/envelope/read-envelope.ts";
import { unsignedEnvelope } from "../../domain/notary/envelope/sign-envelope.ts";
import { formatTargetArtifact } from "../../domain/notary/envelope/target-artifact.ts";
import { requireChain } from "../../domain/notary/trust/signer-chain.ts";
import { verifyIntegrity } from "../../domain/notary/verify-integrity.ts";
import { TOOL } from "../../domain/tool.ts";
import { readX509Certificate } from "../../domain/x509/x509-certificate.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Clock } from "../../ports/clock.ts";
import type { NotarySignature, NotarySigner } from "../../ports/notary-signer.ts";

/** Asks an authority for the time of a signature; resolves to a TimeStampToken, DER. `window` is the validity of the certificate. */
export type AskTime = (
  signature: Uint8Array,
  window: { readonly notBefore: number; readonly notAfter: number },
) => Promise<Uint8Array>;

/** A key that outlives a run, wherever it is. */
export interface CertifiedKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** DER, the key's own first, each issued by the next. */
  readonly certificates: readonly Uint8Array[];
  /** Signs a message; ECDSA gives DER. */
  sign(message: Uint8Array, scheme: NotaryScheme): Promise<Uint8Array>;
}

export type NotaryScheme = `${"ecdsa" | "rsa-pss"}-sha${"256" | "384" | "512"}`;

export interface KeyNotaryOrder {
  readonly key: CertifiedKey;
  readonly format: EnvelopeFormat;
  /** Seconds until which a signature may be used; undefined without an end. */
  readonly expirySeconds: number | undefined;
  readonly askTime: AskTime | undefined;
  readonly clock: Clock;
  readonly crypto: Cryptography;
}

/**
 * Signs with a key in a file or behind a plugin that makes raw signatures, and with its certificates up to the root. Faults before
 * anything is signed: `certificate-chain-unfit`, `notary-algorithm`, and those of `requireChain`.
 */
export async function keyNotarySigner(order: KeyNotaryOrder): Promise<NotarySigner> {
  const { key, format, crypto } = order;
  const publicKey = readPublicKey(key.publicKey);
  const algorithm = algorithmOf(publicKey);
  const chain = key.certificates.map(readX509Certificate);
  const [leaf] = chain;
  if (leaf === undefined || !equalBytes(leaf.publicKey.spki, key.publicKey)) {
    throw new Fault(
      "certificate-chain-unfit",
      "a Notary signature holds the certificates of its key, and there are none",
      {
        hint: "give them in a file, the key's own first and the root last",
      },
    );
  }
  await requireChain(chain, "signing", crypto);
  return {
    format,
    fileHash: algorithm.hash,
    sign: async (target) => sign(formatTargetArtifact(target), { ...order, publicKey, algorithm, window: leaf }),
  };
}

interface Prepared extends KeyNotaryOrder {
  readonly publicKey: PublicKey;
  readonly algorithm: NotaryAlgorithm;
  readonly window: { readonly notBefore: number; readonly notAfter: number };
}

async function sign(payload: Uint8Array, prepared: Prepared): Promise<NotarySignature> {
  const { key, format, algorithm, publicKey, clock, askTime, expirySeconds, crypto, window } = prepared;
  const signingTime = Math.floor(clock.now().getTime() / 1000);
  const expiry = expirySeconds === undefined ? undefined : signingTime + expirySeconds;
  const unsigned = unsignedEnvelope({ format, algorithm, payload, signingTime, expiry });
  const made = await key.sign(unsigned.signed, schemeOf(algorithm));
  const signature = publicKey.kind === "ec" ? toFixedLength(made, COORDINATE_BYTES[publicKey.curve]) : made;
  if (signature === undefined) throw unexpected();
  const timestamp = await askTime?.(signature, window);
  const { certificates } = key;
  const envelope = unsigned.complete({ signature, certificates, timestamp, agent: `${TOOL.name}/${TOOL.version}` });
  await requireOwn(envelope, format, crypto);
  return { envelope, certificates, signingTime };
}

function schemeOf({ jws, hash }: NotaryAlgorithm): NotaryScheme {
  return `${jws.startsWith("PS") ? "rsa-pss" : "ecdsa"}-${hash}`;
}

/** What would not verify leaves nobody's hands. */
async function requireOwn(envelope: Uint8Array, format: EnvelopeFormat, crypto: Cryptography): Promise<void> {
  try {
    await verifyIntegrity(readEnvelope(envelope, format), crypto);
  } catch (cause) {
    throw unexpected(cause);
  }
}

function unexpected(cause?: unknown): Fault {
  return new Fault("signature-unexpected", "the signature that was made is not one of the key over what it was given", {
    hint: "nothing was published",
    cause,
  });
}
