import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { printable } from "../../kernel/printable.ts";
import type { BundleDocument, LogEntryDocument } from "./bundle-document.ts";
import { bundleDocument } from "./bundle-document.ts";
import { parseDocument } from "./protojson.ts";
import type { ArtifactDigest } from "./verified-bundle.ts";

/** A Sigstore bundle as it was read: well-formed, and nothing of it verified. */
export interface ParsedBundle {
  readonly version: BundleVersion;
  readonly content: BundleContent;
  readonly material: BundleMaterial;
  readonly logEntries: readonly ParsedLogEntry[];
  /** RFC 3161 responses, DER. */
  readonly timestamps: readonly Uint8Array[];
}

export type BundleVersion = "0.1" | "0.2" | "0.3";

export type BundleContent =
  | { readonly kind: "message"; readonly digest: ArtifactDigest; readonly signature: Uint8Array }
  | {
      readonly kind: "dsse";
      readonly payloadType: string;
      readonly payload: Uint8Array;
      readonly signature: Uint8Array;
    };

/** Certificates are DER; the first is the signer's. */
export type BundleMaterial =
  | { readonly kind: "certificate"; readonly certificates: readonly [Uint8Array, ...Uint8Array[]] }
  | { readonly kind: "key"; readonly hint: string };

export interface ParsedLogEntry {
  readonly logId: Uint8Array;
  /** Index in the whole log; for a log of several shards another number than the proof's. */
  readonly index: bigint;
  readonly kind: string;
  readonly version: string;
  /** Seconds since 1970; 0 if the log states no time. */
  readonly integratedSeconds: bigint;
  /** Signed entry timestamp. */
  readonly promise: Uint8Array | undefined;
  readonly proof: ParsedInclusionProof | undefined;
  readonly body: Uint8Array;
}

export interface ParsedInclusionProof {
  readonly index: bigint;
  readonly treeSize: bigint;
  readonly rootHash: Uint8Array;
  readonly hashes: readonly Uint8Array[];
  /** Signed note. */
  readonly checkpoint: string;
}

/** Far above any bundle seen (the largest have some 100 KiB), far below what could hurt. */
const MAX_BUNDLE_BYTES = 16 * 1024 * 1024;

/** A bundle has some 60; a proof in the deepest log, and every log and authority there is, add a few hundred. */
export const MAX_BUNDLE_VALUES = 10_000;

const VERSIONS: ReadonlyMap<string, BundleVersion> = new Map([
  ["application/vnd.dev.sigstore.bundle+json;version=0.1", "0.1"],
  ["application/vnd.dev.sigstore.bundle+json;version=0.2", "0.2"],
  ["application/vnd.dev.sigstore.bundle+json;version=0.3", "0.3"],
  ["application/vnd.dev.sigstore.bundle.v0.3+json", "0.3"],
]);

const DIGESTS = {
  SHA2_256: { algorithm: "sha256", length: 32 },
  SHA2_384: { algorithm: "sha384", length: 48 },
  SHA2_512: { algorithm: "sha512", length: 64 },
} as const;

/**
 * Parses a Sigstore bundle of media type v0.1 to v0.3 (https://docs.sigstore.dev/about/bundle/), closed and strict: no
 * unknown field (J14), canonical base64 (J15), exactly one content, one signer and one DSSE signature (B21, B22, B36).
 * Faults: `bundle-malformed`, `base64-malformed`, and those of `parseJson`.
 */
export function parseBundle(bytes: Uint8Array): ParsedBundle {
  return readBundle(
    parseJsonObject(bytes, { maxBytes: MAX_BUNDLE_BYTES, maxValues: MAX_BUNDLE_VALUES, what: "the bundle" }),
  );
}

/** The bundle of a document that was read as strictly, and has at most `MAX_BUNDLE_VALUES`. Faults: as `parseBundle`. */
export function readBundle(json: JsonObject): ParsedBundle {
  const document = parseDocument(bundleDocument, json, { code: "bundle-malformed", what: "the bundle" });
  const version = VERSIONS.get(document.mediaType);
  if (version === undefined) throw malformed(`its media type ${printable(document.mediaType, 80)} is not known`);
  return {
    version,
    content: readContent(document),
    material: readMaterial(document.verificationMaterial, version),
    logEntries: document.verificationMaterial.tlogEntries.map((entry) => readLogEntry(entry, version)),
    timestamps:
      document.verificationMaterial.timestampVerificationData?.rfc3161Timestamps.map((one) => one.signedTimestamp) ??
      [],
  };
}

function readContent(document: BundleDocument): BundleContent {
  const { messageSignature: message, dsseEnvelope: envelope } = document;
  if (message && envelope) throw malformed("it has both a message signature and an envelope");
  if (message) return { kind: "message", digest: readDigest(message.messageDigest), signature: message.signature };
  if (!envelope) throw malformed("it has neither a message signature nor an envelope");
  if (envelope.payload.length === 0) throw malformed("the payload of its envelope is empty");
  const [signature] = envelope.signatures;
  if (signature === undefined) throw malformed("its envelope has no signature");
  return {
    kind: "dsse",
    payloadType: envelope.payloadType,
    payload: envelope.payload,
    signature: signature.sig,
  };
}

/** The label and the length must agree (B32). */
function readDigest(digest: NonNullable<BundleDocument["messageSignature"]>["messageDigest"]): ArtifactDigest {
  const expected = DIGESTS[digest.algorithm];
  if (digest.digest.length !== expected.length)
    throw malformed("its message digest has not the length of its algorithm");
  return { algorithm: expected.algorithm, hex: encodeHex(digest.digest) };
}

/** "bundle v0.3 ... certificate", before it `x509CertificateChain`; a key in any version. */
function readMaterial(material: BundleDocument["verificationMaterial"], version: BundleVersion): BundleMaterial {
  const { publicKey, certificate, x509CertificateChain: chain } = material;
  if ([publicKey, certificate, chain].filter(Boolean).length !== 1) {
    throw malformed("it names its signer not exactly once");
  }
  if (publicKey) return { kind: "key", hint: publicKey.hint };
  if (version === "0.3" ? chain : certificate) {
    throw malformed(`a bundle of version ${version} holds its certificate in another field`);
  }
  if (certificate) return { kind: "certificate", certificates: [certificate.rawBytes] };
  const [first, ...others] = chain?.certificates.map((one) => one.rawBytes) ?? [];
  if (first === undefined) throw malformed("its certificate chain is empty");
  return { kind: "certificate", certificates: [first, ...others] };
}

function readLogEntry(entry: LogEntryDocument, version: BundleVersion): ParsedLogEntry {
  const promise = entry.inclusionPromise?.signedEntryTimestamp;
  const proof = readProof(entry);
  // v0.1 "MUST have an inclusion promise"; from v0.2 on, "MUST have an inclusion proof with a checkpoint" (B34).
  if (version === "0.1" && promise === undefined) throw malformed("a log entry lacks the inclusion promise of v0.1");
  if (version !== "0.1" && proof === undefined) throw malformed("a log entry lacks an inclusion proof with checkpoint");
  return {
    logId: entry.logId.keyId,
    index: entry.logIndex,
    kind: entry.kindVersion.kind,
    version: entry.kindVersion.version,
    integratedSeconds: entry.integratedTime,
    promise,
    proof,
    body: entry.canonicalizedBody,
  };
}

/** A proof without a signed checkpoint proves nothing; v0.1 allowed to leave out both. */
function readProof(entry: LogEntryDocument): ParsedInclusionProof | undefined {
  const { inclusionProof: proof } = entry;
  if (!proof) return undefined;
  if (!proof.checkpoint) throw malformed("an inclusion proof has no checkpoint");
  return {
    index: proof.logIndex,
    treeSize: proof.treeSize,
    rootHash: proof.rootHash,
    hashes: proof.hashes,
    checkpoint: proof.checkpoint.envelope,
  };
}

function malformed(problem: string): Fault {
  return new Fault("bundle-malformed", `the bundle is malformed: ${problem}`);
}
