import type { MutationKind } from "./mutations.ts";

/** A change that leaves a bundle genuine, with the clause that says why. */
export interface Equivalent {
  readonly path: string;
  readonly kinds: readonly MutationKind[];
  readonly clause: string;
}

const MATERIAL = "verificationMaterial";
const ENTRY = `${MATERIAL}.tlogEntries[]`;
const TIMESTAMPS = `${MATERIAL}.timestampVerificationData`;

/** Mutants that may be accepted. Each must be accepted by @sigstore/verify as well. */
export const EQUIVALENTS: readonly Equivalent[] = [
  {
    path: "dsseEnvelope.signatures[].keyid",
    kinds: ["removed", "swapped", "flipped", "type-changed"],
    clause: "DSSE protocol: KEYID is an unauthenticated hint and must not be used for security decisions",
  },
  {
    path: `${MATERIAL}.publicKey.hint`,
    kinds: ["removed", "swapped", "flipped", "type-changed"],
    clause: "sigstore_common.proto PublicKeyIdentifier: an optional unauthenticated hint on which key to use",
  },
  {
    path: `${MATERIAL}.publicKey`,
    kinds: ["type-changed"],
    clause: "sigstore_common.proto PublicKeyIdentifier: its only field is an optional hint, so it may be empty",
  },
  {
    path: "mediaType",
    kinds: ["swapped", "flipped"],
    clause:
      "sigstore_bundle.proto: the versions differ in required fields only, and this bundle has those of the other",
  },
  {
    path: TIMESTAMPS,
    kinds: ["removed", "swapped", "type-changed"],
    clause: "sigstore_bundle.proto: timestamp_verification_data may be empty where a log's promise gives the time",
  },
  {
    path: `${TIMESTAMPS}.rfc3161Timestamps`,
    kinds: ["removed", "swapped", "type-changed"],
    clause: "sigstore_bundle.proto: timestamp_verification_data may be empty where a log's promise gives the time",
  },
  {
    path: `${TIMESTAMPS}.rfc3161Timestamps[]`,
    kinds: ["removed", "duplicated", "swapped"],
    clause: "client specification: times of distinct authorities count; further ones are not required",
  },
  {
    path: `${TIMESTAMPS}.rfc3161Timestamps[].signedTimestamp`,
    kinds: ["flipped", "swapped"],
    clause: "RFC 5652 §5.4: certificates, versions and unsigned attributes of SignedData are outside of the signature",
  },
  {
    path: `${ENTRY}.inclusionProof`,
    kinds: ["removed", "type-changed"],
    clause: "sigstore_bundle.proto v0.1: the inclusion promise is required, the proof is optional",
  },
  {
    path: `${ENTRY}.inclusionProof.checkpoint.envelope`,
    kinds: ["flipped"],
    clause: "c2sp.org/signed-note: signatures of unknown keys must be ignored",
  },
  {
    path: `${ENTRY}.inclusionProof.hashes`,
    kinds: ["removed", "type-changed"],
    clause: "protobuf JSON mapping: null and absent mean the empty list",
  },
  {
    path: `${MATERIAL}.x509CertificateChain.certificates[]`,
    kinds: ["removed", "duplicated", "swapped"],
    clause: "sigstore_bundle.proto v0.1: certificates after the first are not used to build the chain",
  },
  {
    path: `${MATERIAL}.x509CertificateChain.certificates[].rawBytes`,
    kinds: ["swapped"],
    clause: "sigstore_bundle.proto v0.1: certificates after the first are not used to build the chain",
  },
];

/** A 64-bit number may be a text or a number, and 0 may be left out. */
const COUNTS = [
  `${ENTRY}.logIndex`,
  `${ENTRY}.integratedTime`,
  `${ENTRY}.inclusionProof.logIndex`,
  `${ENTRY}.inclusionProof.treeSize`,
];
const COUNT_CLAUSE = "protobuf JSON mapping: int64 is a decimal string, numbers are accepted, and absent means 0";

export function equivalentOf(path: string, kind: MutationKind): Equivalent | undefined {
  const known = EQUIVALENTS.find((one) => one.path === path && one.kinds.includes(kind));
  if (known !== undefined || !COUNTS.includes(path)) return known;
  const kinds: readonly MutationKind[] = ["removed", "type-changed"];
  return kinds.includes(kind) ? { path, kinds, clause: COUNT_CLAUSE } : undefined;
}
