import { sha256, sha256Hex } from "../../../crypto/node-digest.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../domain/attestation/dsse.ts";
import { PROVENANCE_PREDICATE_TYPE } from "../../../domain/attestation/slsa-provenance.ts";
import type { EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import {
  assetSignatureEntry,
  evidenceEntry,
  PROVENANCE_ENTRY,
  signatureEntry,
} from "../../../domain/capsule/entry-names.ts";
import { MEDIA_TYPES } from "../../../domain/capsule/media-types.ts";
import { mapBounded } from "../../../kernel/bounded.ts";
import { decodeHex } from "../../../kernel/hex.ts";
import type { Progress } from "../../../ports/progress.ts";
import type { SigningSession } from "../../../ports/signer.ts";
import type { StatementToSign } from "../describe/read-given-evidence.ts";
import type { CollectedAsset } from "../order/seal-order.ts";

/** Signatures under way at once: enough to hide a service's latency, few enough not to be throttled. */
const PARALLEL = 64;

export interface EvidenceToSign {
  /** Empty for `sign: once`. */
  readonly assets: readonly CollectedAsset[];
  /** Checksum lists; each gets a message signature beside it. */
  readonly checksums: readonly EvidenceEntry[];
  /** The provenance statement; undefined if none is made. */
  readonly provenance: Uint8Array | undefined;
  /** Other statements that were given. */
  readonly statements: readonly StatementToSign[];
}

/** Round 1, in parallel: a message signature for each asset and checksum list, and the signed statements. */
export async function signEvidence(
  evidence: EvidenceToSign,
  session: SigningSession,
  progress: Progress,
): Promise<readonly EvidenceEntry[]> {
  const jobs = [
    ...(evidence.provenance === undefined ? [] : [provenanceJob(evidence.provenance, session)]),
    ...evidence.statements.map((statement) => statementJob(statement, session)),
    ...evidence.checksums.map((list) => checksumJob(list, session)),
    ...[...new Set(evidence.assets.map((asset) => asset.sha256))].map((digest) => assetJob(digest, session)),
  ];
  progress.step(jobs.length === 1 ? "signing 1 statement" : `signing ${jobs.length} statements and files`);
  let done = 0;
  return mapBounded(jobs, PARALLEL, async (job) => {
    const entry = await job();
    progress.advance(++done, jobs.length);
    return entry;
  });
}

type Job = () => Promise<EvidenceEntry>;

function provenanceJob(statement: Uint8Array, session: SigningSession): Job {
  return async () => ({
    name: PROVENANCE_ENTRY,
    bytes: await session.signPayload(IN_TOTO_PAYLOAD_TYPE, statement),
    mediaType: MEDIA_TYPES.bundle,
    predicateType: PROVENANCE_PREDICATE_TYPE,
  });
}

function statementJob({ payload, predicateType, subject }: StatementToSign, session: SigningSession): Job {
  return async () => {
    const bytes = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, payload);
    return {
      name: evidenceEntry(sha256Hex(bytes), "json"),
      bytes,
      mediaType: MEDIA_TYPES.bundle,
      predicateType,
      ...(subject === undefined ? {} : { subject }),
    };
  };
}

function checksumJob(list: EvidenceEntry, session: SigningSession): Job {
  return async () => ({
    name: signatureEntry(list.name),
    bytes: await session.signDigest(sha256(list.bytes)),
    mediaType: MEDIA_TYPES.bundle,
  });
}

function assetJob(digest: string, session: SigningSession): Job {
  return async () => ({
    name: assetSignatureEntry(digest),
    bytes: await session.signDigest(decodeHex(digest)),
    mediaType: MEDIA_TYPES.bundle,
    subject: digest,
  });
}
