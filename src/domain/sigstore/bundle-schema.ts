import * as v from "valibot";
import { bytesField, countField, nonEmptyBytesField, optionalField } from "./protojson.ts";

const certificate = v.strictObject({ rawBytes: nonEmptyBytesField });

const inclusionProof = v.strictObject({
  logIndex: countField,
  rootHash: nonEmptyBytesField,
  treeSize: countField,
  // A proof in a tree of 2^63 entries has 63 hashes.
  hashes: v.pipe(v.nullish(v.array(nonEmptyBytesField), []), v.maxLength(64)),
  checkpoint: optionalField(v.strictObject({ envelope: v.pipe(v.string(), v.minLength(1), v.maxLength(64 * 1024)) })),
});

const logEntry = v.strictObject({
  logIndex: countField,
  logId: v.strictObject({ keyId: nonEmptyBytesField }),
  kindVersion: v.strictObject({ kind: v.string(), version: v.string() }),
  integratedTime: countField,
  inclusionPromise: optionalField(v.strictObject({ signedEntryTimestamp: nonEmptyBytesField })),
  inclusionProof: optionalField(inclusionProof),
  canonicalizedBody: nonEmptyBytesField,
});

const timestamps = v.strictObject({
  rfc3161Timestamps: v.pipe(
    v.nullish(v.array(v.strictObject({ signedTimestamp: nonEmptyBytesField })), []),
    // More than any honest signer has (limits of sigstore-go; GHSA-cq38-jh5f-37mq).
    v.maxLength(32),
  ),
});

const verificationMaterial = v.strictObject({
  publicKey: optionalField(v.strictObject({ hint: v.nullish(v.string(), "") })),
  x509CertificateChain: optionalField(
    v.strictObject({ certificates: v.pipe(v.array(certificate), v.minLength(1), v.maxLength(8)) }),
  ),
  certificate: optionalField(certificate),
  tlogEntries: v.pipe(v.nullish(v.array(logEntry), []), v.maxLength(32)),
  timestampVerificationData: optionalField(timestamps),
});

const messageSignature = v.strictObject({
  messageDigest: v.strictObject({
    algorithm: v.picklist(["SHA2_256", "SHA2_384", "SHA2_512"]),
    digest: nonEmptyBytesField,
  }),
  signature: nonEmptyBytesField,
});

const dsseEnvelope = v.strictObject({
  payload: bytesField,
  payloadType: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  // "the number of signatures in the DSSE envelope MUST be 1"
  signatures: v.pipe(
    v.array(v.strictObject({ sig: nonEmptyBytesField, keyid: v.nullish(v.string(), "") })),
    v.length(1),
  ),
});

/**
 * A Sigstore bundle, closed: https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto. What the
 * versions differ in, and which fields exclude each other, `parseBundle` decides.
 */
export const bundleSchema = v.strictObject({
  mediaType: v.string(),
  verificationMaterial,
  messageSignature: optionalField(messageSignature),
  dsseEnvelope: optionalField(dsseEnvelope),
});

export type BundleDocument = v.InferOutput<typeof bundleSchema>;
export type LogEntryDocument = v.InferOutput<typeof logEntry>;
