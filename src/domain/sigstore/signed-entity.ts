import type { SignedEntity } from "@sigstore/verify";
import type { ParsedBundle, ParsedLogEntry } from "./bundle.ts";
import { signatureContent } from "./signature-content.ts";
import type { TimestampFacts } from "./timestamp.ts";
import { ReadTimestamp } from "./timestamp.ts";
import { RememberingCertificate } from "./trust-material.ts";
import type { TrustedRoot } from "./trusted-root.ts";

type Entries = SignedEntity["tlogEntries"];
type Timestamps = SignedEntity["timestamps"];

/** A parsed bundle as the library wants it, with the timestamps that are to count. */
export function toSignedEntity(
  bundle: ParsedBundle,
  { timestamps, trust }: { readonly timestamps: readonly TimestampFacts[]; readonly trust: TrustedRoot },
): SignedEntity {
  const tlogEntries = bundle.logEntries.map(toLibraryEntry);
  const promised = tlogEntries.filter((entry) => entry.inclusionPromise !== undefined);
  return {
    signature: signatureContent(bundle.content),
    key: toKey(bundle, trust),
    tlogEntries,
    timestamps: [
      ...promised.map((tlogEntry): Timestamps[number] => ({ $case: "transparency-log", tlogEntry })),
      ...timestamps.map((facts): Timestamps[number] => ({
        $case: "timestamp-authority",
        timestamp: new ReadTimestamp(facts),
      })),
    ],
  };
}

function toKey({ material }: ParsedBundle, trust: TrustedRoot): SignedEntity["key"] {
  if (material.kind === "key") return { $case: "public-key", hint: material.hint };
  return { $case: "certificate", certificate: signerCertificate(material.certificates[0], trust) };
}

/** The certificate of the bundle before, by trusted root: those of one release all have the same. */
const LATEST = new WeakMap<TrustedRoot, { readonly der: Uint8Array; readonly certificate: RememberingCertificate }>();

function signerCertificate(der: Uint8Array, trust: TrustedRoot): RememberingCertificate {
  const latest = LATEST.get(trust);
  if (latest !== undefined && Buffer.compare(latest.der, der) === 0) return latest.certificate;
  const certificate = new RememberingCertificate(der, trust.certificateLogs.length > 0);
  LATEST.set(trust, { der, certificate });
  return certificate;
}

function toLibraryEntry(entry: ParsedLogEntry): Entries[number] {
  const { promise, proof } = entry;
  return {
    logIndex: String(entry.index),
    logId: { keyId: Buffer.from(entry.logId) },
    kindVersion: { kind: entry.kind, version: entry.version },
    integratedTime: String(entry.integratedSeconds),
    inclusionPromise: promise && { signedEntryTimestamp: Buffer.from(promise) },
    inclusionProof: proof && {
      logIndex: String(proof.index),
      rootHash: Buffer.from(proof.rootHash),
      treeSize: String(proof.treeSize),
      hashes: proof.hashes.map((hash) => Buffer.from(hash)),
      checkpoint: { envelope: proof.checkpoint },
    },
    canonicalizedBody: Buffer.from(entry.body),
  } as Entries[number];
}
