import { type Bundle, bundleToJSON, envelopeToJSON, toMessageSignatureBundle } from "@sigstore/bundle";
import { DSSEBundleBuilder } from "@sigstore/sign/dist/bundler/dsse.js";
import type { Signer as BundleSigner } from "@sigstore/sign/dist/signer/signer.js";
import type { Witness } from "@sigstore/sign/dist/witness/witness.js";
import { sha256 as sha256Of } from "../../crypto/node-digest.ts";
import { preAuthEncoding } from "../../domain/attestation/dsse.ts";
import { Fault } from "../../kernel/fault.ts";
import { formatPem } from "../../kernel/pem.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { SigningGrant } from "./signing-grant.ts";
import type { Witnesses } from "./witnesses.ts";

// The subpaths above, not the main entry of @sigstore/sign: that brings an HTTP client of 0.9 MB which is not ours.

/** Signs an artifact by its digest: a Sigstore bundle v0.3 with a message signature, as JSON. */
export async function signDigest(sha256: Uint8Array, grant: SigningGrant, witnesses: Witnesses): Promise<Uint8Array> {
  if (sha256.length !== 32) throw new Fault("internal", `a SHA-256 digest of ${sha256.length} bytes was to be signed`);
  const signature = grant.key.signDigest(sha256);
  const bundle = toMessageSignatureBundle({
    digest: Buffer.from(sha256),
    signature: Buffer.from(signature),
    certificate: Buffer.from(grant.certificate.der),
    certificateChain: false,
  });
  const testimony = await witnesses({ kind: "digest", sha256, signature }, grant.certificate);
  bundle.verificationMaterial.tlogEntries = testimony.tlogEntries;
  bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: testimony.rfc3161Timestamps };
  return serialize(bundle);
}

/** Signs a DSSE payload: a Sigstore bundle v0.3 with one signature and an empty key id, as JSON. */
export async function signPayload(
  { payloadType, payload }: { readonly payloadType: string; readonly payload: Uint8Array },
  grant: SigningGrant,
  witnesses: Witnesses,
): Promise<Uint8Array> {
  const certificate = formatPem(grant.certificate.der);
  const signer: BundleSigner = {
    sign: async (data) => ({
      signature: Buffer.from(grant.key.sign(data)),
      key: { $case: "x509Certificate", certificate },
    }),
  };
  const builder = new DSSEBundleBuilder({ signer, witnesses: [asWitness(payload, grant, witnesses)] });
  return serialize(await builder.create({ data: Buffer.from(payload), type: payloadType }));
}

function asWitness(payload: Uint8Array, grant: SigningGrant, witnesses: Witnesses): Witness {
  return {
    async testify(content) {
      if (content.$case !== "dsseEnvelope") throw new Fault("internal", "an envelope was to be witnessed");
      const [signature] = content.dsseEnvelope.signatures;
      const json = JSON.stringify(envelopeToJSON(content.dsseEnvelope));
      const sha256 = sha256Of(preAuthEncoding(content.dsseEnvelope.payloadType, payload));
      const signed = {
        kind: "envelope",
        sha256,
        json,
        payload,
        signature: signature?.sig ?? new Uint8Array(),
      } as const;
      return await witnesses(signed, grant.certificate);
    },
  };
}

function serialize(bundle: Bundle): Uint8Array {
  return encodeUtf8(JSON.stringify(bundleToJSON(bundle)));
}
