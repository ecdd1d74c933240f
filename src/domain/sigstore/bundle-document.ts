import {
  bytesField,
  closedObject,
  countField,
  fieldOr,
  listOf,
  nonEmptyBytesField,
  oneOf,
  optionalField,
  type ReadBy,
  textField,
  textOf,
} from "./protojson.ts";

const certificate = closedObject({ rawBytes: nonEmptyBytesField });

const inclusionProof = closedObject({
  logIndex: countField,
  rootHash: nonEmptyBytesField,
  treeSize: countField,
  // A proof in a tree of 2^63 entries has 63 hashes.
  hashes: fieldOr(listOf(nonEmptyBytesField, { most: 64 }), []),
  checkpoint: optionalField(closedObject({ envelope: textOf({ least: 1, most: 64 * 1024 }) })),
});

const logEntry = closedObject({
  logIndex: countField,
  logId: closedObject({ keyId: nonEmptyBytesField }),
  kindVersion: closedObject({ kind: textField, version: textField }),
  integratedTime: countField,
  inclusionPromise: optionalField(closedObject({ signedEntryTimestamp: nonEmptyBytesField })),
  inclusionProof: optionalField(inclusionProof),
  canonicalizedBody: nonEmptyBytesField,
});

const timestamps = closedObject({
  // More than any honest signer has (limits of sigstore-go; GHSA-cq38-jh5f-37mq).
  rfc3161Timestamps: fieldOr(listOf(closedObject({ signedTimestamp: nonEmptyBytesField }), { most: 32 }), []),
});

const verificationMaterial = closedObject({
  publicKey: optionalField(closedObject({ hint: fieldOr(textField, "") })),
  x509CertificateChain: optionalField(closedObject({ certificates: listOf(certificate, { least: 1, most: 8 }) })),
  certificate: optionalField(certificate),
  tlogEntries: fieldOr(listOf(logEntry, { most: 32 }), []),
  timestampVerificationData: optionalField(timestamps),
});

const messageSignature = closedObject({
  messageDigest: closedObject({ algorithm: oneOf("SHA2_256", "SHA2_384", "SHA2_512"), digest: nonEmptyBytesField }),
  signature: nonEmptyBytesField,
});

const dsseEnvelope = closedObject({
  payload: bytesField,
  payloadType: textOf({ least: 1, most: 256 }),
  // "the number of signatures in the DSSE envelope MUST be 1"
  signatures: listOf(closedObject({ sig: nonEmptyBytesField, keyid: fieldOr(textField, "") }), { least: 1, most: 1 }),
});

/**
 * A Sigstore bundle, closed: https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto. What the
 * versions differ in, and which fields exclude each other, `parseBundle` decides.
 */
export const bundleDocument = closedObject({
  mediaType: textField,
  verificationMaterial,
  messageSignature: optionalField(messageSignature),
  dsseEnvelope: optionalField(dsseEnvelope),
});

export type BundleDocument = ReadBy<typeof bundleDocument>;
export type LogEntryDocument = ReadBy<typeof logEntry>;
