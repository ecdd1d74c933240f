import { type Bundle, bundleToJSON, envelopeToJSON, toMessageSignatureBundle } from "@sigstore/bundle";
import { DSSEBundleBuilder } from "@sigstore/sign/dist/bundler/dsse.js";
import type { Signer as BundleSigner } from "@sigstore/sign/dist/signer/signer.js";
import type { Witness } from "@sigstore/sign/dist/witness/witness.js";
import { sha256 as sha256Of } from "../../crypto/node-digest.ts";
import { preAuthEncoding } from "../../domain/attestation/dsse.ts";
import { Fault } from "../../kernel/fault.ts";
import { formatPem } from "../../kernel/pem.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { LoggedSigner } from "./log-client.ts";
import type { TimeWindow } from "./timestamp-authority.ts";
import type { Witnesses } from "./witnesses.ts";

// The subpaths above, not the main entry of @sigstore/sign: that brings an HTTP client of 0.9 MB which is not ours.

/** What signs now, and as whom the bundle and the log name it. */
export interface BundleKey {
  readonly signer: LoggedSigner & { readonly window: TimeWindow };
  /** Of a key: how the bundle points at it. */
  readonly hint?: string;
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
  signDigest(sha256: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** Signs an artifact by its digest: a Sigstore bundle v0.3 with a message signature, as JSON. */
export async function signDigest(sha256: Uint8Array, key: BundleKey, witnesses: Witnesses): Promise<Uint8Array> {
  if (sha256.length !== 32) throw new Fault("internal", `a SHA-256 digest of ${sha256.length} bytes was to be signed`);
  const signature = await key.signDigest(sha256);
  const { kind, der } = key.signer;
  const bundle = toMessageSignatureBundle({
    digest: Buffer.from(sha256),
    signature: Buffer.from(signature),
    ...(kind === "certificate" ? { certificate: Buffer.from(der) } : { keyHint: key.hint ?? "" }),
    certificateChain: false,
  });
  const testimony = await witnesses({ kind: "digest", sha256, signature }, key.signer);
  bundle.verificationMaterial.tlogEntries = testimony.tlogEntries;
  bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: testimony.rfc3161Timestamps };
  return serialize(bundle);
}

/** Signs a DSSE payload: a Sigstore bundle v0.3 with one signature and an empty key id, as JSON. */
export async function signPayload(
  { payloadType, payload }: { readonly payloadType: string; readonly payload: Uint8Array },
  key: BundleKey,
  witnesses: Witnesses,
): Promise<Uint8Array> {
  const signer: BundleSigner = {
    sign: async (data) => ({ signature: Buffer.from(await key.sign(data)), key: materialOf(key) }),
  };
  const builder = new DSSEBundleBuilder({ signer, witnesses: [asWitness(payload, key, witnesses)] });
  const bundle = await builder.create({ data: Buffer.from(payload), type: payloadType });
  if (bundle.content.$case === "dsseEnvelope") withoutKeyId(bundle.content.dsseEnvelope);
  return serialize(bundle);
}

function materialOf({ signer, hint }: BundleKey) {
  const certificate = formatPem(signer.der);
  return signer.kind === "certificate"
    ? ({ $case: "x509Certificate", certificate } as const)
    : ({
        $case: "publicKey",
        publicKey: formatPem(signer.der, "PUBLIC KEY"),
        ...(hint === undefined ? {} : { hint }),
      } as const);
}

/** cosign 3.1.3 refuses an envelope whose key id is the hint, which the library writes there. */
function withoutKeyId({ signatures }: { readonly signatures: { keyid: string }[] }): void {
  for (const one of signatures) one.keyid = "";
}

function asWitness(payload: Uint8Array, key: BundleKey, witnesses: Witnesses): Witness {
  return {
    async testify(content) {
      if (content.$case !== "dsseEnvelope") throw new Fault("internal", "an envelope was to be witnessed");
      withoutKeyId(content.dsseEnvelope);
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
      return await witnesses(signed, key.signer);
    },
  };
}

function serialize(bundle: Bundle): Uint8Array {
  return encodeUtf8(JSON.stringify(bundleToJSON(bundle)));
}
